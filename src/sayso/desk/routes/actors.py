"""The actors: a list, the network of who did what to whom, and a page for each with its posts over time."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from sayso.desk.asked import PAGE, looked
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.routes.events import facets
from sayso.plain import to_plain
from sayso.store import listing, network, people
from sayso.store.listing import Looked

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Asked = Annotated[Looked, Depends(looked)]
Nodes = Annotated[int, Query(ge=5, le=200)]
MOST = 2000


@router.get("/actors", response_class=Response)
def page(call: Here, asked: Asked) -> Response:
    """The network and the list."""
    _ = call.person
    key = ("network", replace(asked, offset=0, sort="told"), 40)
    with call.look() as connection:
        found = call.state.memory.get(
            connection,
            ("actors", asked.offset),
            lambda: people.actors(connection, limit=PAGE + 1, offset=asked.offset),
        )
        drawn = call.state.memory.get(connection, key, lambda: network.network(connection, asked, nodes=40))
        shown = [
            f for f in facets(call, connection, asked) if f["name"] in ("type", "period", "country", "status")
        ]
        aside = call.piece(
            connection, "piece_facets.html", lambda: {"facets": shown, "to": "/actors", "asked": asked}
        )
    names = {n["id"]: n["label"] for n in drawn["nodes"]}
    return call.page(
        "actors.html",
        found=found[:PAGE],
        more=len(found) > PAGE,
        network=drawn,
        names=names,
        facets=shown,
        beside_it=aside,
        asked=asked,
    )


@router.get("/actors.json")
def as_records(call: Here) -> Response:
    """The actors as records, the most mentioned first."""
    _ = call.person
    with call.look() as connection:
        return as_json(people.actors(connection, limit=MOST))


@router.get("/actors.csv", response_class=Response)
def as_table(call: Here) -> Response:
    """The actors, one row each."""
    _ = call.person
    with call.look() as connection:
        rows = [to_plain(a) for a in people.actors(connection, limit=MOST)]
    return as_csv(rows, ("id", "name", "code", "mentions", "names"), "actors")


@router.get("/network.json")
def as_network(call: Here, asked: Asked, nodes: Nodes = 40) -> Response:
    """The busiest actors as nodes, and what went between them as links."""
    _ = call.person
    key = ("network", replace(asked, offset=0, sort="told"), nodes)
    with call.look() as connection:
        found = call.state.memory.get(
            connection, key, lambda: network.network(connection, asked, nodes=nodes)
        )
    for link in found["links"]:
        link["href"] = f"/event/{link['event']}"
    nodes_ = [{**n, "kind": sector(n["kind"]), "href": f"/actor/{n['id']}"} for n in found["nodes"]]
    return as_json({"types": dict(call.words.labels.types), "nodes": nodes_, "links": found["links"]})


def sector(code: str) -> str:
    """What a picture shows of an actor's code: its sector, or that it is an organisation of states."""
    if code.startswith(("IGO", "NGO", "INT")):
        return code[:3]
    return code[3:6] or "state"


@router.get("/network.csv", response_class=Response)
def as_links(call: Here, asked: Asked, nodes: Nodes = 40) -> Response:
    """The links, one row each."""
    _ = call.person
    with call.look() as connection:
        found = network.network(connection, asked, nodes=nodes)
    names = {n["id"]: n["label"] for n in found["nodes"]}
    rows = [
        {**link, "source": names[link["source"]], "target": names[link["target"]]} for link in found["links"]
    ]
    return as_csv(rows, ("source", "target", "type", "n", "event"), "network")


@router.get("/actor/{id}.json")
def one_as_record(call: Here, id: str) -> Response:
    """The actors that an id or a name can mean, with their posts."""
    _ = call.person
    with call.look() as connection:
        return as_json(people.actor(connection, id))


@router.get("/actor/{id}", response_class=Response)
def one(call: Here, id: str) -> Response:
    """An actor: names, posts over time, what it did, what was done to it, what it said."""
    _ = call.person
    with call.look() as connection:
        found = people.actor(connection, id)
        asked = Looked(actor=found[0].id, limit=PAGE)
        rows = listing.rows(connection, asked)
        total = listing.total(connection, asked)
        shown = facets(call, connection, asked)
    return call.page(
        "actor.html", actor=found[0], others=found[1:], rows=rows, total=total, facets=shown, asked=asked
    )

"""The actors: a list, the network of who did what to whom, and a page for each with its posts over time."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.asked import PAGE, looked
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.kept import Sheet
from sayso.desk.remember import columns
from sayso.desk.routes.events import facets, found, rows
from sayso.plain import to_plain
from sayso.store import network, people
from sayso.store.listing import Looked

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Asked = Annotated[Looked, Depends(looked)]
Nodes = Annotated[int, Query(ge=5, le=200)]
MOST = 2000
NARROWED = ("type", "period", "country", "status")  # facets beside the network


def drawn(call: Call, connection: Connection, asked: Looked, nodes: int) -> dict[str, list[dict[str, Any]]]:
    """The network of the events that fit."""
    key = ("network", replace(asked, offset=0, sort="told"), nodes)
    fit = found(call, connection, asked)
    shown = columns(call.state.memory, connection, at=call.pulse(connection))
    return call.remember(connection, key, lambda: network.network(connection, shown, fit, nodes=nodes))


@router.get("/actors", response_class=Response)
def page(call: Here, asked: Asked) -> Response:
    """The network and the list."""

    def made(connection: Connection) -> dict[str, Any]:
        every = people.actors(connection, limit=PAGE + 1, offset=asked.offset)
        picture = drawn(call, connection, asked, 40)
        return {
            "found": every[:PAGE],
            "more": len(every) > PAGE,
            "network": picture,
            "names": {n["id"]: n["label"] for n in picture["nodes"]},
            "facets": [f for f in facets(call, connection, asked) if f["name"] in NARROWED],
            "asked": asked,
        }

    return call.kept("actors.html", made)


@router.get("/actors.json")
def as_records(call: Here) -> Response:
    """The actors as records, the most mentioned first."""
    return call.file(lambda c: as_json(people.actors(c, limit=MOST)))


@router.get("/actors.csv", response_class=Response)
def as_table(call: Here) -> Response:
    """The actors, one row each."""

    def made(connection: Connection) -> Sheet:
        rows = [to_plain(a) for a in people.actors(connection, limit=MOST)]
        return as_csv(rows, ("id", "name", "code", "mentions", "names"), "actors")

    return call.file(made)


@router.get("/network.json")
def as_network(call: Here, asked: Asked, nodes: Nodes = 40) -> Response:
    """The busiest actors as nodes, and what went between them as links."""

    def made(connection: Connection) -> Sheet:
        picture = drawn(call, connection, asked, nodes)
        links = [{**link, "href": f"/event/{link['event']}"} for link in picture["links"]]
        busy = [{**n, "kind": sector(n["kind"]), "href": f"/actor/{n['id']}"} for n in picture["nodes"]]
        return as_json({"types": dict(call.words.labels.types), "nodes": busy, "links": links})

    return call.file(made)


def sector(code: str) -> str:
    """What a picture shows of an actor's code: its sector, or that it is an organisation of states."""
    if code.startswith(("IGO", "NGO", "INT")):
        return code[:3]
    return code[3:6] or "state"


@router.get("/network.csv", response_class=Response)
def as_links(call: Here, asked: Asked, nodes: Nodes = 40) -> Response:
    """The links, one row each."""

    def made(connection: Connection) -> Sheet:
        picture = drawn(call, connection, asked, nodes)
        names = {n["id"]: n["label"] for n in picture["nodes"]}
        table = [
            {**link, "source": names[link["source"]], "target": names[link["target"]]}
            for link in picture["links"]
        ]
        return as_csv(table, ("source", "target", "type", "n", "event"), "network")

    return call.file(made)


@router.get("/actor/{id}.json")
def one_as_record(call: Here, id: str) -> Response:
    """The actors that an id or a name can mean, with their posts."""
    return call.file(lambda c: as_json(people.actor(c, id)))


@router.get("/actor/{id}", response_class=Response)
def one(call: Here, id: str) -> Response:
    """An actor: names, posts over time, what it did, what was done to it, what it said."""

    def made(connection: Connection) -> dict[str, Any]:
        meant = people.actor(connection, id)
        asked = Looked(actor=meant[0].id, limit=PAGE)
        return {
            "actor": meant[0],
            "others": meant[1:],
            "rows": rows(call, connection, asked),
            "total": found(call, connection, asked).total,
            "facets": facets(call, connection, asked),
            "asked": asked,
        }

    return call.kept("actor.html", made)

"""The events as a table with facets, and search; their JSON and CSV beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.asked import looked, whole
from sayso.desk.call import Call, call
from sayso.desk.formats import JSON, as_csv, as_json
from sayso.desk.kept import Sheet, sheet
from sayso.exchange import tables
from sayso.plain import to_plain
from sayso.store import listing, notes, people, queries
from sayso.store.listing import FACETS, Looked
from sayso.store.queries import bodies, event_of

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Asked = Annotated[Looked, Depends(looked)]


def facets(call: Call, connection: Connection, asked: Looked) -> list[dict[str, Any]]:
    """The facets with their counts and the names of their values, the chosen one marked."""
    key = ("facets", replace(asked, sort="told", offset=0))
    counts = call.remember(connection, key, lambda: listing.facets(connection, asked))
    actors = people.actors_by_id(connection, [a for a, _ in counts["actor"]])
    chosen = {name: getattr(asked, name) for name in FACETS}
    out = []
    for name in FACETS:
        values = [
            {
                "value": value,
                "label": _label(call, name, value, actors),
                "n": n,
                "on": str(chosen[name]) == value or (name == "disputed" and asked.disputed),
            }
            for value, n in counts[name]
            if n or str(chosen[name]) == value
        ]
        if chosen[name] and not any(v["on"] for v in values):
            value = "1" if name == "disputed" else str(chosen[name])
            values.insert(0, {"value": value, "label": _label(call, name, value, actors), "n": 0, "on": True})
        out.append({"name": name, "values": values, "on": any(v["on"] for v in values)})
    return out


def _label(call: Call, name: str, value: str, actors: dict[str, Any]) -> str:
    words = call.words
    if name == "status":
        return words.of("status", value)
    if name == "type":
        return words.labels.type(value)
    if name == "country":
        return words.country(value)
    if name == "period":
        return words.month(value)
    if name == "actor":
        return str(actors[value].name) if value in actors else value
    return (
        words.say(f"facet.{name}_value", n=int(value))
        if name == "origins"
        else words.say("facet.disputed_value")
    )


@router.get("/events", response_class=Response)
def page(call: Here, asked: Asked) -> Response:
    """The table of events."""
    person = call.person

    def made(connection: Connection) -> dict[str, Any]:
        return {
            "rows": listing.rows(connection, asked),
            "total": total(call, connection, asked),
            "facets": facets(call, connection, asked),
            "asked": asked,
        }

    with call.look() as connection:
        views = notes.views(connection, person.name)
    return call.kept(
        "events_rows.html" if call.swapped else "events.html",
        made,
        own={"views": call.piece("piece_views.html", views=views, owner=person.name)},
    )


def total(call: Call, connection: Connection, asked: Looked) -> int:
    """How many events fit."""
    key = ("total", replace(asked, sort="told", offset=0))
    return call.remember(connection, key, lambda: listing.total(connection, asked))


@router.get("/events.json")
def as_records(call: Here, asked: Asked) -> Response:
    """The events that fit, as records (5,000 at most)."""

    def made(connection: Connection) -> Sheet:
        ids = listing.ids_of(connection, whole(asked))
        found = bodies(connection, ids)
        events = ", ".join(found[one] for one in ids)  # as they are stored, they are the records
        return sheet(f'{{"total": {listing.total(connection, asked)}, "events": [{events}]}}', JSON)

    return call.file(made)


@router.get("/events.csv", response_class=Response)
def as_table(call: Here, asked: Asked) -> Response:
    """The events that fit, one row each."""

    def made(connection: Connection) -> Sheet:
        ids = listing.ids_of(connection, whole(asked))
        found = bodies(connection, ids)
        rows = tables.events([event_of(found[one]) for one in ids])
        return as_csv(rows, list(tables.codebook()["events"]), "events")

    return call.file(made)


@router.get("/search", response_class=Response)
def search(call: Here, asked: Asked) -> Response:
    """Reports and events that hold the words, as one types."""

    def made(connection: Connection) -> dict[str, Any]:
        found = queries.search_reports(connection, asked.q, limit=12, beginning=True) if asked.q else []
        events = listing.rows(connection, replace(asked, limit=12, offset=0)) if asked.q else []
        return {"reports": found, "events": events, "asked": asked}

    return call.kept("search_found.html" if call.swapped else "search.html", made)


@router.get("/search.json")
def search_records(call: Here, asked: Asked) -> Response:
    """The reports that hold the words."""

    def made(connection: Connection) -> Sheet:
        found = queries.search_reports(connection, asked.q, limit=50, beginning=True) if asked.q else []
        return as_json({"reports": to_plain(found)})

    return call.file(made)

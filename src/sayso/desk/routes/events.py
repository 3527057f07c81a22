"""The events as a table with facets, and search; their JSON and CSV beside them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.asked import looked, whole
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
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
    from dataclasses import replace

    key = ("facets", replace(asked, sort="told", offset=0))
    counts = call.state.memory.get(connection, key, lambda: listing.facets(connection, asked))
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
    with call.look() as connection:
        table = call.piece(
            connection, "piece_events.html", lambda: {"rows": listing.rows(connection, asked), "asked": asked}
        )
        total = call.state.memory.get(connection, ("total", asked), lambda: listing.total(connection, asked))
        shown = facets(call, connection, asked)
        aside = call.piece(
            connection, "piece_facets.html", lambda: {"facets": shown, "to": "/events", "asked": asked}
        )
        views = notes.views(connection, person.name)
    values = {
        "table": table,
        "total": total,
        "facets": shown,
        "beside_it": aside,
        "views": views,
        "asked": asked,
    }
    return call.page("events_rows.html" if call.swapped else "events.html", **values)


@router.get("/events.json")
def as_records(call: Here, asked: Asked) -> Response:
    """The events that fit, as records (5,000 at most)."""
    _ = call.person
    with call.look() as connection:
        ids = listing.ids_of(connection, whole(asked))
        found = bodies(connection, ids)
        total = listing.total(connection, asked)
    return as_json({"total": total, "events": [to_plain(event_of(found[one])) for one in ids]})


@router.get("/events.csv", response_class=Response)
def as_table(call: Here, asked: Asked) -> Response:
    """The events that fit, one row each."""
    _ = call.person
    with call.look() as connection:
        ids = listing.ids_of(connection, whole(asked))
        found = bodies(connection, ids)
    rows = tables.events([event_of(found[one]) for one in ids])
    return as_csv(rows, list(tables.codebook()["events"]), "events")


@router.get("/search", response_class=Response)
def search(call: Here, asked: Asked) -> Response:
    """Reports and events that hold the words, as one types."""
    _ = call.person
    with call.look() as connection:
        reports = queries.search_reports(connection, asked.q, limit=12, beginning=True) if asked.q else []
        events = listing.rows(connection, whole_of(asked)) if asked.q else []
    return call.page(
        "search_found.html" if call.swapped else "search.html", reports=reports, events=events, asked=asked
    )


@router.get("/search.json")
def search_records(call: Here, asked: Asked) -> Response:
    """The reports that hold the words."""
    _ = call.person
    with call.look() as connection:
        found = queries.search_reports(connection, asked.q, limit=50, beginning=True) if asked.q else []
    return as_json({"reports": to_plain(found)})


def whole_of(asked: Looked) -> Looked:
    """The first events only."""
    from dataclasses import replace

    return replace(asked, limit=12, offset=0)

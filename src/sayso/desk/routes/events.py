"""The events as a table with facets, and search; their JSON and CSV beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from markupsafe import Markup
from sqlalchemy.engine import Connection

from sayso.desk.asked import FILE, looked
from sayso.desk.call import Call, call
from sayso.desk.formats import JSON, as_csv, as_json
from sayso.desk.kept import Sheet, sheet
from sayso.desk.remember import columns
from sayso.desk.rows import event_row
from sayso.exchange import tables
from sayso.plain import to_plain
from sayso.store import notes, people, queries
from sayso.store.listing import FACETS, Looked, summary
from sayso.store.queries import bodies, event_of
from sayso.store.shown import Narrowed, narrowed

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Asked = Annotated[Looked, Depends(looked)]
HITS = 12  # reports and events that a search shows


def found(call: Call, connection: Connection, asked: Looked) -> Narrowed:
    """The events that fit, whatever their order and page."""
    shown = columns(call.state.memory, connection, at=call.pulse(connection))
    key = ("narrowed", replace(asked, sort="told", offset=0, limit=0))
    return call.remember(
        connection, key, lambda: narrowed(connection, shown, asked), size=lambda _: shown.size * 4
    )


def rows(call: Call, connection: Connection, asked: Looked) -> list[Markup]:
    """A page of the events that fit, as rows of the table."""
    ids = found(call, connection, asked).ids(asked.sort, asked.limit, asked.offset)
    kept = bodies(connection, ids)

    def make(missing: list[str]) -> list[str]:
        signs = call.state.pages.signs(call.words.ui)
        return [event_row(summary(kept[one]), call.words, signs) for one in missing]

    texts = call.state.pieces.get(("row", call.words.ui), {one: kept[one] for one in ids}, make)
    return [Markup(texts[one]) for one in ids]


def facets(call: Call, connection: Connection, asked: Looked) -> list[dict[str, Any]]:
    """The facets with their counts and the names of their values, the chosen one marked."""
    counts = found(call, connection, asked).facets
    actors = _names(call, connection, [a for a, _ in counts["actor"]])
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


def _names(call: Call, connection: Connection, ids: list[str]) -> dict[str, str]:
    """The names of actors; each is looked up once."""
    empty: dict[str, str] = {}
    known = call.remember(connection, ("names",), lambda: empty)
    if missing := [one for one in ids if one not in known]:
        known |= {one: actor.name for one, actor in people.actors_by_id(connection, missing).items()}
    return known


def _label(call: Call, name: str, value: str, actors: dict[str, str]) -> str:
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
        return actors.get(value, value)
    return (
        words.say(f"facet.{name}_value", n=int(value))
        if name == "origins"
        else words.say("facet.disputed_value")
    )


@router.get("/events", response_class=Response)
def page(call: Here, asked: Asked) -> Response:
    """The table of events."""

    def made(connection: Connection) -> dict[str, Any]:
        return {
            "rows": rows(call, connection, asked),
            "total": found(call, connection, asked).total,
            "facets": facets(call, connection, asked),
            "asked": asked,
        }

    return call.kept("events_rows.html" if call.swapped else "events.html", made, own=_views)


def _views(call: Call, connection: Connection) -> dict[str, str]:
    """The views that the reader can use."""
    owner = call.person.name
    views = notes.views(connection, owner)
    return {"views": call.piece("piece_views.html", views=views, owner=owner) if views else ""}


@router.get("/events.json")
def as_records(call: Here, asked: Asked) -> Response:
    """The events that fit, as records (5,000 at most)."""

    def made(connection: Connection) -> Sheet:
        fit = found(call, connection, asked)
        ids = fit.ids(asked.sort, FILE)
        kept = bodies(connection, ids)
        events = ", ".join(kept[one] for one in ids)  # as they are stored, they are the records
        return sheet(f'{{"total": {fit.total}, "events": [{events}]}}', JSON)

    return call.file(made)


@router.get("/events.csv", response_class=Response)
def as_table(call: Here, asked: Asked) -> Response:
    """The events that fit, one row each."""

    def made(connection: Connection) -> Sheet:
        ids = found(call, connection, asked).ids(asked.sort, FILE)
        kept = bodies(connection, ids)
        table = tables.events([event_of(kept[one]) for one in ids])
        return as_csv(table, list(tables.codebook()["events"]), "events")

    return call.file(made)


@router.get("/search", response_class=Response)
def search(call: Here, asked: Asked) -> Response:
    """Reports and events that hold the words, as one types."""

    def made(connection: Connection) -> dict[str, Any]:
        if not asked.q:
            return {"reports": [], "events": [], "asked": asked}
        best = (found(call, connection, asked).hits or [])[:HITS]
        return {
            "reports": queries.pieces(connection, asked.q, best, beginning=True),
            "events": rows(call, connection, replace(asked, limit=HITS, offset=0)),
            "asked": asked,
        }

    return call.kept("search_found.html" if call.swapped else "search.html", made)


@router.get("/search.json")
def search_records(call: Here, asked: Asked) -> Response:
    """The reports that hold the words."""

    def made(connection: Connection) -> Sheet:
        told = queries.search_reports(connection, asked.q, limit=50, beginning=True) if asked.q else []
        return as_json({"reports": to_plain(told)})

    return call.file(made)

"""An event: the ledger at its centre, and everything that hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse, Response
from markupsafe import escape
from sqlalchemy.engine import Connection

from sayso.desk import whole as gathered
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_geojson, as_json
from sayso.desk.kept import Sheet
from sayso.desk.routes.pictures import feature, types
from sayso.desk.whole import Whole
from sayso.errors import StoreError
from sayso.exchange import tables
from sayso.exchange.view import figure_words
from sayso.picture import Event
from sayso.plain import dumps, to_plain
from sayso.records import Figure
from sayso.store import accounts, decisions, listing, notes, queries, schema
from sayso.store.among import among_those
from sayso.store.asking import fetched
from sayso.store.decisions import Spoken
from sayso.store.moved import heirs

router = APIRouter()
Here = Annotated[Call, Depends(call)]


@router.get("/event/{id}.json")
def as_record(call: Here, id: str) -> Response:
    """The event with its claims and reports, as records."""

    def made(connection: Connection) -> Sheet:
        found = _gathered(call, connection, id)
        return as_json(
            {
                "event": to_plain(found.event),
                "version": found.version,
                "claims": to_plain(list(found.claims.values())),
                "reports": [_head(r) for r in found.reports.values()],
                "comments": to_plain(found.comments),
                "assigned": found.assigned,
                "decisions": to_plain(found.decisions),
            }
        )

    return or_moved(call, id, ".json", lambda: call.file(made))


def spoken(call: Call, connection: Connection) -> Spoken:
    """All decisions, by report."""
    return call.remember(connection, ("spoken",), lambda: Spoken.of(decisions.every(connection)))


def _head(report: Any) -> dict[str, Any]:
    plain = to_plain(report)
    del plain["text"]
    return dict(plain)


@router.get("/event/{id}.csv", response_class=Response)
def as_table(call: Here, id: str) -> Response:
    """The ledger, one row a voice."""

    def made(connection: Connection) -> Sheet:
        event = queries.one(connection, id)
        return as_csv(tables.voices([event]), ["event", *tables.codebook()["ledger"]], f"ledger-{event.id}")

    return or_moved(call, id, ".csv", lambda: call.file(made))


@router.get("/event/{id}/place.json")
def place(call: Here, id: str) -> Response:
    """The place as GeoJSON."""

    def made(connection: Connection) -> Sheet:
        row = listing.summary(dumps(to_plain(queries.one(connection, id))))
        placed = row["place"] is not None and row["place"]["lat"] is not None
        features = [feature(call, row)] if placed else []
        return as_geojson({"type": "FeatureCollection", "types": types(call), "features": features})

    return or_moved(call, id, "/place.json", lambda: call.file(made))


@router.get("/event/{id}/ledger.json")
def ledger(call: Here, id: str) -> Response:
    """The ledger as the matrix draws it."""

    def made(connection: Connection) -> Sheet:
        return as_json(matrix(call, _gathered(call, connection, id)))

    return or_moved(call, id, "/ledger.json", lambda: call.file(made))


@router.get("/event/{id}", response_class=Response)
def page(call: Here, id: str) -> Response:
    """The page of an event."""

    def beside(call: Call, connection: Connection) -> dict[str, str]:
        """Who else looks at it now."""
        others = notes.others(connection, f"event:{id}", call.person.name)
        said = call.words.say("event.others", names=", ".join(others)) if others else ""
        return {"others": str(escape(said))}

    return or_moved(call, id, "", lambda: call.kept("event.html", lambda c: _whole(call, c, id), own=beside))


def or_moved(call: Call, id_: str, ending: str, answer: Callable[[], Response]) -> Response:
    """The answer; where the event was merged with another one, the way to that one."""
    try:
        return answer()
    except StoreError as error:
        if error.code != "S006":
            raise
        with call.look() as connection:
            known = call.remember(
                connection, ("heirs",), lambda: heirs(connection), size=lambda m: 120 * len(m)
            )
            new = known.get(id_)
        if new is None or new == id_:
            raise
    if ending or call.wants_json:
        return RedirectResponse(f"/event/{new}{ending}", 307)  # undoing the merge brings it back
    return call.back(f"/event/{new}", said=call.words.say("event.moved", old=id_))


def _whole(call: Call, connection: Connection, id_: str) -> dict[str, Any]:
    """What the page shows."""
    found = _gathered(call, connection, id_)
    added = dict(fetched(connection, _ADDED, those=found.event.reports))
    return {
        "whole": found,
        "event": found.event,
        "grid": grid(call, found),
        "history": gathered.history(found, added),
        "why": [gathered.reason(r, "credibility", call.words.ui) for r in found.event.grade.because],
        "people": call.remember(connection, ("people",), lambda: _people(call, connection)),
        "promise": _promise(connection, found.event),
        "figures": _figures(call, found.event),
        "stale": None,
    }


_ADDED = sa.select(schema.report.c.id, schema.report.c.added).where(among_those(schema.report.c.id))


def _gathered(call: Call, connection: Connection, id_: str) -> Whole:
    """An event with what stands around it; the same for every role and language."""
    return call.remember(
        connection,
        ("whole", id_),
        lambda: gathered.gather(connection, id_, spoken(call, connection)),
        size=lambda made: 4 * sum(len(r.text) for r in made.reports.values()) + 4000 * len(made.claims),
    )


def _people(call: Call, connection: Connection) -> list[str]:
    """To whom an event can be given."""
    return [a.name for a in accounts.everyone(connection)] or [call.settings.who]


def _promise(connection: Connection, event: Event) -> Any:
    from datetime import UTC, datetime

    return queries.due_of(connection, event.id, on=datetime.now(UTC).date())


def _figures(call: Call, event: Event) -> list[dict[str, Any]]:
    """The figures in words, with who gives them."""
    by_claim = {c: v.source for v in event.ledger for c in v.claims}
    out = []
    for f in event.figures:
        shown = Figure(
            start=0, end=0, text="", kind=f.kind, value=f.value, low=f.low, high=f.high, unit=f.unit
        )
        names = list(dict.fromkeys(by_claim.get(c) for c in f.claims))
        out.append({"figure": f, "words": figure_words(shown, call.words.labels), "sources": names})
    return out


def grid(call: Call, found: Whole) -> dict[str, Any]:
    """The ledger as rows of sources and columns of days: who says what, when; who said it first."""
    event = found.event
    days = sorted({_day(found, r) for v in event.ledger for r in v.reports if _day(found, r)})
    firsts = [v.first for v in event.ledger if v.first and v.stance != "no_comment"]
    first = min(firsts, default=None)
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for line in event.ledger:
        row = rows.setdefault(
            (line.source, line.side),
            {"source": line.source, "kind": line.kind, "side": line.side, "lines": []},
        )
        cells: dict[str, list[str]] = {}
        for report in line.reports:
            cells.setdefault(_day(found, report), []).append(report)
        row["lines"].append(
            {"voice": line, "cells": cells, "first": line.first == first and first is not None}
        )
    return {
        "days": days,
        "rows": list(rows.values()),
        "undated": any(not _day(found, r) for r in event.reports),
    }


def _day(found: Whole, report: str) -> str:
    published = found.reports[report].published if report in found.reports else None
    return published.split("T")[0] if published else ""


def matrix(call: Call, found: Whole) -> dict[str, Any]:
    """The ledger for the island that draws it: sources, and what each says on which day."""
    event, words = found.event, call.words
    sources: dict[tuple[str | None, str], dict[str, Any]] = {}
    cells = []
    for v in event.ledger:
        name = v.source or words.say("event.own_voice")
        row = {"id": f"s{len(sources)}", "label": name, "kind": v.kind, "side": v.side, "href": None}
        home = sources.setdefault((v.source, v.side), row)
        for r in v.reports:
            about = {"report": r, "href": f"/report/{r}", "words": v.words, "ended": _short(v.ended)}
            cells.append({"source": home["id"], "date": _day(found, r) or None, "stance": v.stance, **about})
    return {"event": event.id, "sources": list(sources.values()), "cells": cells}


def _short(edtf: str | None) -> str | None:
    return edtf.split("T")[0] if edtf else None

"""The review queue: the least certain claims of the most consequential events first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.whole import version_of
from sayso.exchange.view import rows as claim_rows
from sayso.plain import to_plain
from sayso.reading import Reading
from sayso.store import decisions, front, notes, reports

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Page = Annotated[int, Query(ge=1, le=100_000)]
Type = Annotated[str | None, Query(max_length=20)]
SHOWN = 20


def _items(call: Call, connection: Connection, page: int, type_: str | None) -> list[dict[str, Any]]:
    waiting = front.queue(connection, limit=SHOWN, offset=(page - 1) * SHOWN, type_=type_)
    spoken = decisions.Spoken.of(decisions.every(connection))
    claims = reports.claims(connection, [row["claim"] for row in waiting])
    about = reports.reports(connection, [row["report"] for row in waiting])
    events = {row["id"]: row for row in front.summaries(connection, list({row["event"] for row in waiting}))}
    given = notes.assignments(connection)
    out = []
    for row in waiting:
        claim, report = claims[row["claim"]], about[row["report"]]
        shown = claim_rows(Reading(report=report, claims=(claim,)), call.words.labels)[0]
        text, trigger = report.text, claim.trigger
        out.append(
            {
                **row,
                "row": shown,
                "outlet": report.outlet,
                "published": report.published,
                "before": text[claim.start : trigger.start],
                "trigger": text[trigger.start : trigger.end],
                "after": text[trigger.end : claim.end],
                "about": events.get(row["event"]),
                "version": version_of(spoken.of_claim(claim)),
                "assigned": given.get((claim.report, trigger.start, trigger.end)),
            }
        )
    return out


@router.get("/work", response_class=Response)
def page(call: Here, page: Page = 1, type: Type = None) -> Response:
    """The queue."""
    _ = call.person
    with call.look() as connection:
        items = _items(call, connection, page, type)
        total = front.waiting(connection)
        recent = decisions.every(connection)[-8:][::-1]
    return call.page(
        "work.html", items=items, total=total, number=page, shown=SHOWN, recent=recent, chosen=type
    )


@router.get("/work.json")
def as_records(call: Here, page: Page = 1, type: Type = None) -> Response:
    """The queue as records, with the version that a decision names."""
    _ = call.person
    with call.look() as connection:
        items = _items(call, connection, page, type)
    keys = ("claim", "event", "report", "doubt", "weight", "rank", "version", "assigned")
    return as_json([{k: item[k] for k in keys} for item in items])


@router.get("/decisions", response_class=Response)
def log(call: Here) -> Response:
    """All decisions, the latest first."""
    _ = call.person
    with call.look() as connection:
        found = decisions.every(connection)[::-1]
    return call.page("decisions.html", found=found[:500], total=len(found))


@router.get("/decisions.json")
def log_records(call: Here) -> Response:
    """All decisions as records, the oldest first."""
    _ = call.person
    with call.look() as connection:
        return as_json(decisions.every(connection))


@router.get("/decisions.csv", response_class=Response)
def log_table(call: Here) -> Response:
    """All decisions, one row each."""
    _ = call.person
    with call.look() as connection:
        rows = [to_plain(d) for d in decisions.every(connection)]
    columns = ("id", "kind", "who", "at", "field", "value", "note", "withdrawn_by", "withdrawn_at", "anchors")
    return as_csv(rows, columns, "decisions")

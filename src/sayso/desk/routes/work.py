"""The review queue: the least certain claims of the most consequential events first."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.routes.event import spoken
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
    said = spoken(call, connection)
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
                "version": version_of(said.of_claim(claim)),
                "assigned": given.get((claim.report, trigger.start, trigger.end)),
            }
        )
    return out


@router.get("/work", response_class=Response)
def page(call: Here, page: Page = 1, type: Type = None) -> Response:
    """The queue."""

    def made(connection: Connection) -> dict[str, Any]:
        return {
            "items": call.remember(
                connection,
                ("queue", page, type, call.words.ui),
                lambda: _items(call, connection, page, type),
                size=lambda made: 6000 * len(made),
            ),
            "total": front.waiting(connection),
            "recent": list(spoken(call, connection).decisions[-8:][::-1]),
            "number": page,
            "shown": SHOWN,
            "chosen": type,
        }

    return call.kept("work.html", made)


@router.get("/review", response_class=Response)
def review(call: Here) -> Response:
    """The same queue, under the name of what is done with it."""
    return call.elsewhere("/work")


@router.get("/work.json")
def as_records(call: Here, page: Page = 1, type: Type = None) -> Response:
    """The queue as records, with the version that a decision names."""
    keys = ("claim", "event", "report", "doubt", "weight", "rank", "version", "assigned")
    return call.file(lambda c: as_json([{k: item[k] for k in keys} for item in _items(call, c, page, type)]))


@router.get("/decisions", response_class=Response)
def log(call: Here) -> Response:
    """All decisions, the latest first."""

    def made(connection: Connection) -> dict[str, Any]:
        found = spoken(call, connection).decisions
        return {"found": list(found[-500:][::-1]), "total": len(found)}

    return call.kept("decisions.html", made)


@router.get("/decisions.json")
def log_records(call: Here) -> Response:
    """All decisions as records, the oldest first."""
    return call.file(lambda c: as_json(decisions.every(c)))


@router.get("/decisions.csv", response_class=Response)
def log_table(call: Here) -> Response:
    """All decisions, one row each."""
    columns = ("id", "kind", "who", "at", "field", "value", "note", "withdrawn_by", "withdrawn_at", "anchors")
    return call.file(lambda c: as_csv([to_plain(d) for d in decisions.every(c)], columns, "decisions"))

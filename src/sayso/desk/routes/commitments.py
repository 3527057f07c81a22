"""The commitments: a board by status, with due dates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, get_args

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk import whole
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.exchange import tables
from sayso.picture import Commitment, CommitmentStatus
from sayso.store import queries

router = APIRouter()
Here = Annotated[Call, Depends(call)]
On = Annotated[str | None, Query(max_length=10)]
STATUSES = ("late", "due", "pending", "kept", "cancelled", "denied", "unknown")
MOST = 2000
COLUMN = 40  # cards of a column


def _day(on: str | None) -> date:
    try:
        return date.fromisoformat(on) if on else datetime.now(UTC).date()
    except ValueError:
        return datetime.now(UTC).date()


def _found(connection: Connection, on: date, status: str | None) -> list[Commitment]:
    known = status if status in get_args(CommitmentStatus) else None
    return queries.due(connection, on=on, status=known, limit=MOST)


@router.get("/commitments", response_class=Response)
def page(call: Here, on: On = None, status: On = None) -> Response:
    """The board, as it stood on a day."""
    _ = call.person
    day = _day(on)
    with call.look() as connection:
        found = call.state.memory.get(connection, ("due", day), lambda: _found(connection, day, None))
    columns = [(s, [c for c in found if c.status == s]) for s in STATUSES]
    reasons = {c.because: whole.reason(c.because, "status", call.words.ui) for c in found}
    return call.page(
        "commitments.html",
        columns=columns,
        day=day,
        total=len(found),
        reasons=reasons,
        chosen=status,
        most=COLUMN,
    )


@router.get("/commitments.json")
def as_records(call: Here, on: On = None, status: On = None) -> Response:
    """The commitments as they stood on a day (`on`)."""
    _ = call.person
    with call.look() as connection:
        return as_json(_found(connection, _day(on), status))


@router.get("/commitments.csv", response_class=Response)
def as_table(call: Here, on: On = None, status: On = None) -> Response:
    """The same, one row each."""
    _ = call.person
    with call.look() as connection:
        rows = tables.commitments(_found(connection, _day(on), status))
    return as_csv(rows, list(tables.codebook()["commitments"]), "commitments")

"""The commitments: a board by status, with due dates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk import whole
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.kept import Sheet
from sayso.errors import DeskError
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
    except ValueError as error:
        raise DeskError("W015", "on", value=on, reason="YYYY-MM-DD") from error


def _status(status: str | None) -> str | None:
    if status and status not in get_args(CommitmentStatus):
        raise DeskError("W015", "status", value=status, reason=", ".join(STATUSES))
    return status or None


def _found(connection: Connection, on: date, status: str | None) -> list[Commitment]:
    return queries.due(connection, on=on, status=_status(status), limit=MOST)


@router.get("/commitments", response_class=Response)
def page(call: Here, on: On = None, status: On = None) -> Response:
    """The board, as it stood on a day."""
    day, chosen = _day(on), _status(status)

    def made(connection: Connection) -> dict[str, Any]:
        found = call.remember(
            connection,
            ("board", day),
            lambda: _found(connection, day, None),
            size=lambda made: 1500 * len(made),
        )
        return {
            "columns": [(s, [c for c in found if c.status == s]) for s in STATUSES],
            "day": day,
            "total": len(found),
            "reasons": {c.because: whole.reason(c.because, "status", call.words.ui) for c in found},
            "chosen": chosen,
            "most": COLUMN,
        }

    return call.kept("commitments.html", made)


@router.get("/due", response_class=Response)
def due(call: Here) -> Response:
    """The same board, under the name that it has on the command line."""
    return call.elsewhere("/commitments")


@router.get("/commitments.json")
def as_records(call: Here, on: On = None, status: On = None) -> Response:
    """The commitments as they stood on a day (`on`)."""
    return call.file(lambda c: as_json(_found(c, _day(on), status)))


@router.get("/commitments.csv", response_class=Response)
def as_table(call: Here, on: On = None, status: On = None) -> Response:
    """The same, one row each."""

    def made(connection: Connection) -> Sheet:
        rows = tables.commitments(_found(connection, _day(on), status))
        return as_csv(rows, list(tables.codebook()["commitments"]), "commitments")

    return call.file(made)

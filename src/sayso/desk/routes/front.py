"""The front page: what is new since the last visit, what is due, who is silent."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.person import Person
from sayso.desk.routes.events import found
from sayso.errors import DeskError
from sayso.plain import to_plain
from sayso.store import changes, front, notes, queries
from sayso.store.listing import Looked

router = APIRouter()
Here = Annotated[Call, Depends(call)]
FIRST = "1970-01-01T00:00:00+00:00"
SHOWN = 8
NEWS = 14
A_WHILE = timedelta(minutes=1)
NEW = {"kind": "new"}


def since(connection: Connection, person: Person, asked: str | None) -> str:
    """The moment from which on something is new: the one asked for, else the end of the last visit.

    Raises:
        DeskError: W015, what is asked for is no moment.
    """
    if asked:
        try:
            return datetime.fromisoformat(asked).astimezone(UTC).isoformat(timespec="seconds")
        except (ValueError, OverflowError) as error:
            raise DeskError("W015", "since", value=asked[:80], reason="ISO 8601") from error
    _, before = notes.last_visit(connection, person.name)
    return before or FIRST


def _gather(call: Call, connection: Connection, at: str) -> dict[str, Any]:
    today = datetime.now(UTC).date()
    return {
        "news": _news(call, connection, at),
        **call.remember(connection, ("front", today), lambda: _same(connection, today)),
    }


def _news(call: Call, connection: Connection, at: str) -> list[dict[str, Any]]:
    """The events that reports have changed since a moment, with what they changed."""
    if at == FIRST:  # everything is new
        ids = found(call, connection, Looked()).ids("reports", NEWS)
        return [{"row": row, "changes": [NEW]} for row in front.summaries(connection, ids)]
    kinds: dict[str, list[Any]] = defaultdict(list)
    for change in changes.since(connection, at, limit=NEWS):
        kinds[change.event].append(change)
    return [{"row": row, "changes": kinds[row["id"]]} for row in front.summaries(connection, list(kinds))]


def _same(connection: Connection, today: date) -> dict[str, Any]:
    """What the front page shows to everybody."""
    due = [c for c in queries.due(connection, on=today, limit=40) if c.status in ("due", "pending", "late")]
    return {
        "weighty": front.weighty(connection, SHOWN),
        "due": due[:SHOWN],
        "silent": front.silent(connection, SHOWN),
        "totals": queries.totals(connection),
        "latest": front.latest_reports(connection, SHOWN),
        "queue": front.waiting(connection),
    }


@router.get("/", response_class=Response)
def page(call: Here) -> Response:
    """What is new."""
    person = call.person
    asked = call.request.query_params.get("since")
    with call.look() as connection:
        at = since(connection, person, asked)
    if not call.swapped and asked is None:
        _visit(call, person)
    return call.kept(
        "front.html",
        lambda c: {"since": None if at == FIRST else at, **_gather(call, c, at)},
        also=(at,),
        again=_moment,
    )


def _moment(call: Call, connection: Connection) -> tuple[str, ...] | None:
    """What is new is new since when; None where the visit has to be noted."""
    asked = call.request.query_params.get("since")
    if not call.swapped and asked is None and _pause(connection, call.person) >= A_WHILE:
        return None
    return (since(connection, call.person, asked),)


def _pause(connection: Connection, person: Person) -> timedelta:
    """How long ago somebody was last seen."""
    last, _ = notes.last_visit(connection, person.name)
    return datetime.now(UTC) - datetime.fromisoformat(last) if last else timedelta.max


def _visit(call: Call, person: Person) -> None:
    """Note the visit; one a minute is enough."""
    now = datetime.now(UTC)
    with call.look() as connection:
        pause = _pause(connection, person)
    if pause < A_WHILE:
        return
    new = pause > timedelta(seconds=notes.VISIT)
    at = now.isoformat(timespec="seconds")
    call.write(lambda c: notes.note_visit(c, person.name, now=at, new=new), quiet=True)


@router.get("/changes.json")
def as_records(call: Here) -> Response:
    """What reports have changed since a moment (`since`, ISO), or since the last visit."""
    person = call.person
    with call.look() as connection:
        at = since(connection, person, call.request.query_params.get("since"))
        told = changes.since(connection, at, limit=200)
    return call.send(as_json({"since": at, "changes": to_plain(told)}))


@router.get("/changes.csv", response_class=Response)
def as_table(call: Here) -> Response:
    """The same, one row a change."""
    person = call.person
    with call.look() as connection:
        at = since(connection, person, call.request.query_params.get("since"))
        told = changes.since(connection, at, limit=200)
    rows = [to_plain(c) for c in told]
    return call.send(as_csv(rows, ("event", "kind", "what", "reports"), "changes"))

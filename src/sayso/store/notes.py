"""What people write beside the picture: comments and assignments, saved views, visits, who is looking at what.

Comments and assignments hang on the words of a report, as decisions do, so they stay with the event that the
words belong to, whatever it is merged with.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.picture import Event
from sayso.records import Claim
from sayso.store import reports, team
from sayso.store.among import among_those
from sayso.store.asking import fetched

HERE = 45.0  # seconds after which somebody who gave no sign is gone
VISIT = 1800.0  # seconds without a page after which a visit is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment on an event, or an assignment of it."""

    id: int
    kind: str
    who: str
    at: str
    text: str
    report: str
    start: int
    end: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A view that somebody has saved: its name and address."""

    id: int
    owner: str
    name: str
    address: str
    shared: bool
    at: str


def add(connection: Connection, event: Event, kind: str, text: str, *, who: str, now: str) -> int:
    """Comment on an event or assign it; returns the note's number."""
    claims = reports.claims(connection, event.claims[:1])
    first = claims[event.claims[0]]
    return _put(connection, kind, text, (first.report, first.trigger.start, first.trigger.end), who, now)


def _put(connection: Connection, kind: str, text: str, at: tuple[str, int, int], who: str, now: str) -> int:
    number = team.next_id(connection, team.note)
    report, start, end = at
    values = {"id": number, "kind": kind, "report": report, "start": start, "end": end}
    connection.execute(sa.insert(team.note).values(**values, who=who, at=now, text=text))
    return number


def withdraw(connection: Connection, number: int, *, who: str, now: str) -> None:
    """Take a comment back; it stays in the store.

    Raises:
        StoreError: S006, there is none of this person's.
    """
    own = team.note.c
    row = connection.execute(
        sa.select(team.note).where(own.id == number, own.kind == "comment", own.who == who)
    ).first()
    if row is None:
        raise StoreError("S006", "", kind="comment", value=number)
    _put(connection, "withdraw", str(number), (row.report, row.start, row.end), who, now)


def of_claims(connection: Connection, claims: Iterable[Claim]) -> list[Note]:
    """The notes that hang on the words of these claims, the oldest first."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim in claims:
        spans.setdefault(claim.report, []).append((claim.trigger.start, claim.trigger.end))
    every = [
        Note(**dict(zip(_NOTE, row, strict=True))) for row in fetched(connection, _NOTES, those=sorted(spans))
    ]
    found = [n for n in every if any(n.start < end and start < n.end for start, end in spans[n.report])]
    gone = {int(n.text) for n in found if n.kind == "withdraw"}
    return [replace(n, withdrawn=n.id in gone) for n in found if n.kind != "withdraw"]


_NOTE = tuple(team.note.c.keys())
_NOTES = sa.select(team.note).where(among_those(team.note.c.report)).order_by(team.note.c.id)


def assigned(notes: Iterable[Note]) -> str | None:
    """To whom the last assignment gives an event."""
    given = [n.text for n in notes if n.kind == "assign"]
    return (given[-1] or None) if given else None


def assignments(connection: Connection) -> dict[tuple[str, int, int], str]:
    """All assignments in force, by the words that they hang on."""
    own = team.note.c
    rows = connection.execute(sa.select(team.note).where(own.kind == "assign").order_by(own.id))
    found = {(row.report, row.start, row.end): row.text for row in rows}
    return {at: who for at, who in found.items() if who}


# ------------------------------------------------------------------ saved views


def views(connection: Connection, who: str) -> list[View]:
    """The views that somebody can use: own ones and shared ones, by name."""
    return [View(**row._mapping) for row in connection.execute(_VIEWS, {"mine": who})]


_view = team.saved_view.c
_VIEWS = (
    sa.select(team.saved_view)
    .where(sa.or_(_view.owner == sa.bindparam("mine"), _view.shared.is_(True)))
    .order_by(_view.name, _view.id)
)


def save_view(connection: Connection, name: str, address: str, *, shared: bool, who: str, now: str) -> int:
    """Keep a view under a name; the same name again takes its place."""
    own = team.saved_view.c
    connection.execute(sa.delete(team.saved_view).where(own.owner == who, own.name == name))
    number = team.next_id(connection, team.saved_view)
    values = {"id": number, "owner": who, "name": name, "address": address, "shared": shared, "at": now}
    connection.execute(sa.insert(team.saved_view).values(**values))
    return number


def drop_view(connection: Connection, number: int, *, who: str) -> None:
    """Take out one of somebody's own views.

    Raises:
        StoreError: S006, there is none.
    """
    own = team.saved_view.c
    gone = connection.execute(sa.delete(team.saved_view).where(own.id == number, own.owner == who))
    if not gone.rowcount:
        raise StoreError("S006", "", kind="view", value=number)


# ------------------------------------------------------------------ visits and presence


def last_visit(connection: Connection, who: str) -> tuple[str | None, str | None]:
    """When somebody's visit that is going on was last seen, and when the one before it ended."""
    found = fetched(connection, _VISIT, mine=who)
    return (found[0][0], found[0][1]) if found else (None, None)


_VISIT = sa.select(team.visit.c.last, team.visit.c.before).where(team.visit.c.who == sa.bindparam("mine"))


def note_visit(connection: Connection, who: str, *, now: str, new: bool) -> None:
    """Somebody looks at the front page; after a pause it is a new visit."""
    table = team.visit
    last, before = last_visit(connection, who)
    if last is None:
        connection.execute(sa.insert(table).values(who=who, last=now, before=""))
        return
    values = {"last": now, "before": last if new else before or ""}
    connection.execute(sa.update(table).where(table.c.who == who).values(**values))


def here(connection: Connection, item: str, who: str) -> None:
    """Somebody is looking at an item."""
    table = team.presence
    at = time.time()
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    connection.execute(
        insert.values(item=item, who=who, at=at).on_conflict_do_update(
            index_elements=[table.c.item, table.c.who], set_={"at": at}
        )
    )
    connection.execute(sa.delete(table).where(table.c.at < at - 20 * HERE))


def others(connection: Connection, item: str, who: str) -> list[str]:
    """Who else is looking at an item now."""
    found = fetched(connection, _OTHERS, item=item, mine=who, begun=time.time() - HERE)
    return [name for (name,) in found]


_present = team.presence.c
_OTHERS = (
    sa.select(_present.who)
    .where(
        _present.item == sa.bindparam("item"),
        _present.who != sa.bindparam("mine"),
        _present.at > sa.bindparam("begun"),
    )
    .order_by(_present.who)
)

"""A person's word over the machine's: each decision is kept, and what it touches is made anew."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.link.correct import check, check_claim
from sayso.link.names import who as who_is
from sayso.picture import Decision, DecisionKind, Event
from sayso.store import actors, decisions, people, queries, reports
from sayso.store.refresh import refresh

LETTERS = "ABCDEF"


def merge(
    connection: Connection, events: Sequence[str], *, who: str, now: str, note: str | None = None
) -> Decision:
    """Join events.

    Raises:
        StoreError: S006, no such event, or fewer than two.
    """
    found = {e.id: e for e in (queries.one(connection, one) for one in events)}
    if len(found) < 2:
        raise StoreError("S006", "", kind="second event", value=" ".join(events))
    groups = [_anchors(connection, found[one].claims) for one in sorted(found)]
    return _linking(connection, "merge", groups, list(found.values()), who=who, now=now, note=note)


def split(
    connection: Connection, event: str, claims: Sequence[str], *, who: str, now: str, note: str | None = None
) -> Decision:
    """Part claims from the rest of their event.

    Raises:
        StoreError: S006, no such event or claim in it, or nothing would be left.
    """
    found = queries.one(connection, event)
    own = {c for c in found.claims if any(c.startswith(asked) for asked in claims if asked)}
    missing = [asked for asked in claims if not any(c.startswith(asked) for c in own)]
    if missing or not own:
        raise StoreError("S006", found.id, kind="claim", value=" ".join(missing or claims))
    rest = [c for c in found.claims if c not in own]
    if not rest:
        raise StoreError("S006", found.id, kind="claim that would stay", value=event)
    groups = [_anchors(connection, rest), _anchors(connection, sorted(own))]
    return _linking(connection, "split", groups, [found], who=who, now=now, note=note)


def correct(
    connection: Connection,
    event: str,
    field: str,
    value: str,
    *,
    who: str,
    now: str,
    note: str | None = None,
) -> Decision:
    """Set a field of an event.

    Raises:
        StoreError: S006, no such event; S007, no such field; S011, no such value.
        DocumentError: D007, no date.
    """
    check(field, value)
    found = queries.one(connection, event)
    made = decisions.add(
        connection,
        "correct",
        [_anchors(connection, found.claims)],
        who=who,
        now=now,
        field=field,
        value=value,
        note=note,
    )
    refresh(connection, (), forced=[found.id])
    return made


def grade(
    connection: Connection, source: str, letter: str, *, who: str, now: str, note: str | None = None
) -> Decision:
    """Set the reliability of a source; every event in whose ledger it stands is graded again.

    Raises:
        StoreError: S011, no letter from A to F.
    """
    if letter not in LETTERS or not letter:
        raise StoreError("S011", source, value=letter, known=", ".join(LETTERS))
    made = decisions.add(connection, "grade", (), who=who, now=now, field=source, value=letter, note=note)
    refresh(connection, (), forced=people.events_with_source(connection, source))
    return made


def same_actor(
    connection: Connection, a: str, b: str, *, who: str, now: str, note: str | None = None
) -> Decision:
    """Say that two names are one actor's.

    Raises:
        StoreError: S006, the picture has no such name.
    """
    keys = []
    for name in (a, b):
        found = people.keys_of(connection, name)
        if not found:
            raise StoreError("S006", "", kind="actor", value=name)
        keys.append(who_is(name).key if who_is(name).key in found else found[0])
    first, second = sorted(keys)
    made = decisions.add(connection, "same_actor", (), who=who, now=now, field=first, value=second, note=note)
    _regroup(connection, [made])
    return made


def undo(connection: Connection, number: int, *, who: str, now: str) -> Decision:
    """Withdraw a decision, and make anew what it touched.

    Raises:
        StoreError: S006, no such decision in force.
    """
    found = decisions.withdraw(connection, number, who=who, now=now)
    if found.kind == "grade" and found.field is not None:
        refresh(connection, (), forced=people.events_with_source(connection, found.field))
    elif found.kind == "same_actor":
        _regroup(connection, [found])
    else:
        touched = sorted({decisions.place(a)[0] for group in found.anchors for a in group})
        refresh(connection, [r for r in touched if r in set(reports.current(connection))])
    return found


def judge(
    connection: Connection,
    kind: DecisionKind,
    claim: str,
    *,
    who: str,
    now: str,
    field: str | None = None,
    value: str | None = None,
    note: str | None = None,
) -> Decision:
    """Accept a claim, reject it, or set a field of it (kind `claim`); its report is linked again.

    Raises:
        StoreError: S006, no such claim; S007, no such field; S011, no such value.
        DocumentError: D007, no date.
    """
    found = reports.claims(connection, [claim]).get(claim)
    if found is None:
        raise StoreError("S006", "", kind="claim", value=claim)
    if kind == "claim":
        check_claim(field or "", value or "")
    made = decisions.add(
        connection,
        kind,
        [[decisions.anchor(found)]],
        who=who,
        now=now,
        field=field,
        value=value,
        note=note,
    )
    refresh(connection, [r for r in [found.report] if r in set(reports.current(connection))])
    return made


def _regroup(connection: Connection, touched: Sequence[Decision]) -> None:
    same = decisions.Spoken.of(decisions.in_force(connection)).same_actors()
    keys = {key for d in touched for key in (d.field, d.value) if key}
    actors.regroup(connection, actors.blocks_of(connection, keys), same)


def _anchors(connection: Connection, claims: Sequence[str]) -> list[str]:
    found = reports.claims(connection, claims)
    return [decisions.anchor(found[one]) for one in claims]


def _linking(
    connection: Connection,
    kind: DecisionKind,
    groups: Sequence[Sequence[str]],
    touched: Sequence[Event],
    *,
    who: str,
    now: str,
    note: str | None,
) -> Decision:
    made = decisions.add(connection, kind, groups, who=who, now=now, note=note)
    refresh(connection, sorted({r for event in touched for r in event.reports}))
    return made

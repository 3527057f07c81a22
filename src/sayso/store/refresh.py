"""Keep the picture in step with what came in: only what the changed reports touch is made anew.

1. what the changed reports said is taken out: tellings, keys, edges, posts;
2. what they say now is put in; a post that gets another holder draws in the reports that mention it;
3. new tellings are weighed against those that share a key;
4. the components that were touched are grouped again, and their events written.

The result is that of linking everything at once (`link.whole`), whatever the order; a test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link.cluster import pair
from sayso.link.keys import Keys, keys, met
from sayso.link.telling import Telling, packed, tellings, unpacked
from sayso.link.weigh import above
from sayso.link.weights import settings
from sayso.link.whole import with_holders
from sayso.plain import dumps
from sayso.reading import Reading
from sayso.store import actors, holders, reports, schema
from sayso.store.among import among
from sayso.store.decisions import Spoken, in_force
from sayso.store.events import Touched, delete, write_events


@dataclass(slots=True, kw_only=True)
class Step:
    """One step of refreshing."""

    connection: Connection
    spoken: Spoken
    readings: dict[str, Reading]  # that are at hand
    fresh: dict[int, Telling] = field(default_factory=dict)  # that are new or told anew, by number
    keys: dict[int, Keys] = field(default_factory=dict)  # of these

    def load(self, wanted: Iterable[str]) -> None:
        """Have the readings of these reports at hand."""
        missing = sorted(set(wanted) - set(self.readings))
        found = reports.readings(self.connection, missing)
        self.readings.update({r: self.spoken.read_by_people(found[r]) for r in found})

    def tell(self, wanted: Iterable[str]) -> None:
        """Make the tellings of these reports."""
        ordered = sorted(wanted)
        self.load(ordered)
        found = holders.resolved_in(self.connection, ordered)
        for one in ordered:
            if (read := self.readings.get(one)) is not None:
                for telling in tellings(read, self.spoken.apart_in(read)):
                    made = with_holders(telling, found[one])
                    self.fresh[number(made)], self.keys[number(made)] = made, keys(made)


def number(telling: Telling) -> int:
    """A telling's number in the database: the day of its report, then 40 bits of its id.

    What comes in together then lies together, and a step touches few pages however large the store is.
    """
    day = telling.published.lo if telling.published is not None else 0
    return (day << 40) | int(telling.id[-10:], 16)


def refresh(
    connection: Connection,
    changed: Collection[str],
    gone: Collection[str] = (),
    *,
    readings: Mapping[str, Reading] | None = None,
    forced: Collection[str] = (),
) -> None:
    """Bring the picture up to date.

    Args:
        connection: A writing step.
        changed: Reports of the picture that are new, were read again, or are named by a decision.
        gone: Reports that are no longer part of it.
        readings: The readings of changed reports, where they are at hand.
        forced: Events that are made anew though their tellings did not change.
    """
    spoken = Spoken.of(in_force(connection))
    given = {r: spoken.read_by_people(found) for r, found in (readings or {}).items()}
    step = Step(connection=connection, spoken=spoken, readings=given)
    step.load(changed)
    shown = {r for r in changed if r in step.readings}
    texts = {r: step.readings[r].report.text for r in shown}
    defined = actors.define(connection, texts, gone=set(gone) | set(changed))
    more = holders.update(
        connection, [step.readings[r] for r in sorted(shown)], gone=set(gone) | set(changed)
    )
    shown |= more
    touched = _take_out(connection, set(gone) | set(changed) | more)
    step.tell(sorted(shown))
    _put_in(step)
    touched |= set(step.fresh)
    _weigh(step)
    again = touched | _numbers_in(connection, forced)  # their events are gone, or made on other grounds
    touched |= again
    tied = spoken.reports_with(set(changed) | set(gone))
    touched |= _numbers_of(connection, tied)
    write_events(
        connection, spoken, _components(connection, touched, spoken), set(step.fresh) | again, step.readings
    )
    actors.settle(connection, spoken.same_actors(), defined)


def rebuild(connection: Connection) -> None:
    """Make everything derived anew from claims and decisions."""
    for table in schema.DERIVED:
        connection.execute(sa.delete(table))
    every = reports.current(connection)
    refresh(connection, every)


def _take_out(connection: Connection, of: Collection[str]) -> set[int]:
    """Remove what reports said; returns the tellings of other reports that were joined to them."""
    if not (wanted := sorted(of)):
        return set()
    own = schema.telling.c
    gone = connection.execute(
        sa.select(own.no, own.event, own.body).where(among(connection, own.report, wanted))
    ).all()
    if not gone:
        return set()
    block, edge = schema.block.c, schema.edge.c
    connection.execute(
        sa.delete(schema.block).where(block.key == sa.bindparam("k"), block.telling == sa.bindparam("t")),
        [{"k": key, "t": row.no} for row in gone for key in keys(unpacked(row.body)).kept],
    )
    numbers = [row.no for row in gone]
    connection.execute(sa.delete(schema.telling).where(among(connection, own.no, numbers)))
    for side in (edge.a, edge.b):
        connection.execute(sa.delete(schema.edge).where(among(connection, side, numbers)))
    old = sorted({row.event for row in gone if row.event})
    rest = set(connection.scalars(sa.select(own.no).where(among(connection, own.event, old))))
    delete(connection, old)
    return rest


def _put_in(step: Step) -> None:
    if not step.fresh:
        return
    step.connection.execute(
        sa.insert(schema.telling),
        [
            {
                "no": no,
                "id": t.id,
                "report": t.report,
                "claims": dumps(list(t.claims)),
                "event": "",
                "body": packed(t),
            }
            for no, t in step.fresh.items()
        ],
    )
    rows = [{"key": key, "telling": no} for no, found in step.keys.items() for key in found.kept]
    if rows:
        step.connection.execute(sa.insert(schema.block), rows)


def _weigh(step: Step) -> None:
    """Weigh new tellings against all that share a key, and keep the pairs over the floor."""
    wanted = _candidates(step)
    told = {**_told(step.connection, {n for p in wanted for n in p} - set(step.fresh)), **step.fresh}
    floor = settings()["limits"]["floor"]
    rows = []
    for a, b in met(told, sorted(wanted)):
        if (match := above(told[a], told[b], floor)) is not None:
            parts = dumps([[name, round(w, 4)] for name, w in match.parts])
            rows.append({"a": a, "b": b, "weight": round(match.total, 6), "parts": parts})
    if rows:
        step.connection.execute(sa.insert(schema.edge), rows)


def _candidates(step: Step) -> set[tuple[int, int]]:
    """The pairs of new tellings and all that share a key, in the order of their numbers."""
    by_key: dict[int, list[int]] = defaultdict(list)
    for mine, found in step.keys.items():
        for key in found.sought:
            by_key[key].append(mine)
    near: dict[tuple[int, ...], set[int]] = defaultdict(set)  # by those who look for them
    own = schema.block.c
    kept = step.connection.execute(
        sa.select(own.key, own.telling).where(among(step.connection, own.key, sorted(by_key)))
    )
    for key, other in kept:
        near[tuple(by_key[key])].add(other)
    return {
        (mine, other) if mine < other else (other, mine)
        for seekers, others in near.items()
        for mine in seekers
        for other in others
        if mine != other
    }


def _told(connection: Connection, numbers: Collection[int]) -> dict[int, Telling]:
    found: dict[int, Telling] = {}
    own = schema.telling.c
    if part := sorted(numbers):
        rows = connection.execute(sa.select(own.no, own.body).where(among(connection, own.no, part)))
        found.update({no: unpacked(body) for no, body in rows})
    return found


def _numbers_in(connection: Connection, events: Iterable[str]) -> set[int]:
    found: set[int] = set()
    if part := sorted(set(events)):
        rows = connection.execute(
            sa.select(schema.telling.c.no).where(among(connection, schema.telling.c.event, part))
        )
        found |= {row.no for row in rows}
    return found


def _numbers_of(connection: Connection, of: Iterable[str]) -> set[int]:
    found: set[int] = set()
    if part := sorted(set(of)):
        rows = connection.execute(
            sa.select(schema.telling.c.no).where(among(connection, schema.telling.c.report, part))
        )
        found |= {row.no for row in rows}
    return found


def _components(connection: Connection, touched: Collection[int], spoken: Spoken) -> Touched:
    """Everything that edges and decisions connect to what was touched."""
    seen: set[int] = set()
    waiting = set(touched)
    pairs: dict[tuple[int, int], tuple[float, str]] = {}
    own = schema.edge.c
    while waiting:
        seen |= waiting
        found: set[int] = set()
        if part := sorted(waiting):
            for side in (own.a, own.b):
                rows = connection.execute(
                    sa.select(own.a, own.b, own.weight, own.parts).where(among(connection, side, part))
                )
                for a, b, weight, parts in rows:
                    pairs[a, b] = (weight, parts)
                    found |= {a, b}
        if spoken.by_report:
            homes = _reports_of(connection, waiting)
            found |= _numbers_of(connection, spoken.reports_with(homes))
        waiting = found - seen
    ids = _ids(connection, seen)
    return Touched(
        ids=ids,
        weights={pair(ids[a], ids[b]): w for (a, b), (w, _) in pairs.items() if a in ids and b in ids},
        parts={pair(ids[a], ids[b]): p for (a, b), (_, p) in pairs.items() if a in ids and b in ids},
    )


def _reports_of(connection: Connection, numbers: Collection[int]) -> set[str]:
    found: set[str] = set()
    if part := sorted(numbers):
        rows = connection.execute(
            sa.select(schema.telling.c.report).where(among(connection, schema.telling.c.no, part))
        )
        found |= {row.report for row in rows}
    return found


def _ids(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    own = schema.telling.c
    chosen = sa.select(own.no, own.id).where(among(connection, own.no, sorted(numbers)))
    return {row.no: row.id for row in connection.execute(chosen)}

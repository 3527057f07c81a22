"""Write the events of the components that were touched: groups, ledgers, commitments over time."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link import event as events
from sayso.link.cluster import Pair, Words, pair
from sayso.link.whole import grouped
from sayso.picture import Bond, Part
from sayso.reading import Reading
from sayso.records import Claim, Report
from sayso.store import actors, holders, quoted, reports, schema
from sayso.store.among import among
from sayso.store.decisions import Spoken
from sayso.store.rows import rows_of, waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The components to be made anew: their tellings by number, and the pairs between them."""

    ids: Mapping[int, str]
    weights: Mapping[Pair, float]
    parts: Mapping[Pair, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A telling as far as its event needs it."""

    id: str
    report: str
    claims: tuple[str, ...]
    event: str  # that it was in


def write_events(
    connection: Connection,
    spoken: Spoken,
    touched: Touched,
    fresh: Collection[int],
    readings: Mapping[str, Reading],
) -> None:
    """Group the tellings again and write the events that are not what they were.

    Args:
        connection: A writing step.
        spoken: People's decisions.
        touched: Whole components.
        fresh: Numbers of tellings whose event is written in any case.
        readings: Readings that are at hand, by report.
    """
    told = _told(connection, touched.ids)
    said = _words(connection, spoken, told)
    groups = grouped(sorted(told), touched.weights, said)
    new = {touched.ids[no] for no in fresh if no in touched.ids}
    before: dict[str, set[str]] = defaultdict(set)
    for one in told.values():
        before[one.event].add(one.id)
    changed = [g for g in groups if not _as_before(g, told, before, new)]
    old = {told[t].event for g in changed for t in g} - {""}
    delete(connection, old)
    members = [told[t] for g in changed for t in g]
    _write(connection, spoken, touched, _made_from(connection, spoken, members, readings), changed, told)


def _as_before(
    group: Sequence[str], told: Mapping[str, Told], before: Mapping[str, set[str]], new: set[str]
) -> bool:
    event = told[group[0]].event
    return bool(event) and before[event] == set(group) and new.isdisjoint(group)


def _told(connection: Connection, ids: Iterable[int]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    own = schema.telling.c
    if part := sorted(ids):
        rows = connection.execute(
            sa.select(own.id, own.report, own.claims, own.event).where(among(connection, own.no, part))
        )
        for row in rows:
            claims = tuple(json.loads(row.claims))
            found[row.id] = Told(id=row.id, report=row.report, claims=claims, event=row.event)
    return found


def _words(connection: Connection, spoken: Spoken, told: Mapping[str, Told]) -> Words:
    mine = _spoken_of(spoken, told)
    if not mine:
        return Words()
    return spoken.words(mine, reports.claims(connection, [c for t in mine.values() for c in t.claims]))


def _spoken_of(spoken: Spoken, told: Mapping[str, Told]) -> dict[str, Told]:
    """The tellings of reports that some decision names."""
    return {one: t for one, t in told.items() if t.report in spoken.by_report}


def delete(connection: Connection, old: Collection[str]) -> None:
    """Take events out, with everything that was derived from them."""
    if not (part := sorted(old)):
        return
    own = schema.event_party.c
    rows = connection.execute(
        sa.select(own.name, own.code, own.key, own.mentions).where(among(connection, own.event, part))
    )
    actors.count(connection, [(r.name, r.code, r.key, -r.mentions) for r in rows])
    quoted.take_out(connection, part)
    for table in (schema.event_body, schema.event_party, schema.voice, schema.state, schema.queue):
        connection.execute(sa.delete(table).where(among(connection, table.c.event, part)))
    connection.execute(sa.delete(schema.event).where(among(connection, schema.event.c.id, part)))


def _write(
    connection: Connection,
    spoken: Spoken,
    touched: Touched,
    sources: tuple[dict[str, Claim], dict[str, Report]],
    groups: Sequence[Sequence[str]],
    told: Mapping[str, Told],
) -> None:
    members = [told[t] for g in groups for t in g]
    claims, about = sources
    resolved = holders.resolved_in(connection, {t.report for t in members})
    own = _spoken_of(spoken, {t.id: t for t in members})
    corrections = spoken.corrections(own, claims) if own else {}
    glue = _glue(spoken, own, claims)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for group in groups:
        here = [told[t] for t in group]
        known = events.Sources(
            claims=claims,
            reports=about,
            reliability=spoken.reliability(),
            corrections=corrections,
            resolved={k: v for t in here for k, v in resolved[t.report].items()},
        )
        found = events.make(here, _bonds(here, touched, glue), known)
        for name, made in rows_of(found, claims, about).items():
            rows[name] += made
        rows["queue"] += waiting(found, claims, spoken)
        for one in here:
            rows["moved"].append({"id": one.id, "home": found.id})
    moved = rows.pop("moved", [])
    if moved:
        numbers = {v: k for k, v in touched.ids.items()}
        own_no = schema.telling.c.no
        connection.execute(
            sa.update(schema.telling).where(own_no == sa.bindparam("n")).values(event=sa.bindparam("home")),
            [{"n": numbers[m["id"]], "home": m["home"]} for m in moved],
        )
    written = (schema.event, schema.event_body, schema.event_party, schema.voice, schema.state, schema.queue)
    for table in written:
        if rows[table.name]:
            connection.execute(sa.insert(table), rows[table.name])
    actors.count(connection, [(r["name"], r["code"], r["key"], r["mentions"]) for r in rows["event_party"]])
    quoted.count(connection, rows["voice"])


def _made_from(
    connection: Connection, spoken: Spoken, members: Sequence[Told], readings: Mapping[str, Reading]
) -> tuple[dict[str, Claim], dict[str, Report]]:
    """The claims and reports of tellings: from what is at hand, else from the store."""
    far = [t for t in members if t.report not in readings]
    near = {t.report for t in members} & set(readings)
    claims = {c.id: c for r in sorted(near) for c in readings[r].claims}
    claims |= spoken.edited(reports.claims(connection, [c for t in far for c in t.claims]))
    about = {r: readings[r].report for r in sorted(near)}
    return claims, about | reports.reports(connection, [t.report for t in far])


def _glue(spoken: Spoken, own: Mapping[str, Told], claims: Mapping[str, Claim]) -> dict[Pair, int]:
    """The pairs that a person joined, with the decision."""
    return spoken.glued(own, claims) if own else {}


def _bonds(group: Sequence[Told], touched: Touched, glue: Mapping[Pair, int]) -> list[Bond]:
    """Why they are together: the strongest pairs that connect them, and a decision where no pair does."""
    root = {t.id: t.id for t in group}
    by_id = {t.id: t for t in group}

    def find(one: str) -> str:
        while root[one] != one:
            one = root[one]
        return one

    names = sorted(by_id)
    pairs = [pair(a, b) for i, a in enumerate(names) for b in names[:i]]
    joined = [p for p in pairs if p in glue and p not in touched.weights]
    weighed = sorted((p for p in pairs if p in touched.weights), key=lambda p: (-touched.weights[p], p))
    out = []
    for p in [*weighed, *sorted(joined)]:
        a, b = find(p[0]), find(p[1])
        if a != b:
            root[b] = a
            out.append(_bond(by_id[p[0]], by_id[p[1]], p, touched, glue))
    return out


def _bond(a: Told, b: Told, p: Pair, touched: Touched, glue: Mapping[Pair, int]) -> Bond:
    parts = json.loads(touched.parts[p]) if p in touched.parts else []
    return Bond(
        reports=(a.report, b.report),
        claims=(a.claims[0], b.claims[0]),
        total=round(touched.weights.get(p, 0.0), 4),
        parts=tuple(Part(name=name, weight=weight) for name, weight in parts),
        decision=None if p in touched.weights else glue.get(p),
    )

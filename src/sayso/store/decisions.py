"""People's decisions: kept with who and when, withdrawn rather than deleted, and tied to words of reports.

A decision names claims by where their trigger stands (`report:start:end`), so it holds when a newer version
reads the report again and gives its claims other ids.  Later decisions go before earlier ones.
"""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.link.cluster import Pair, Words, pair
from sayso.link.correct import claim as corrected_claim
from sayso.link.names import who as who_is
from sayso.picture import Decision, DecisionKind
from sayso.plain import dumps
from sayso.reading import Reading
from sayso.records import Claim
from sayso.store import schema


class Named(Protocol):
    """A telling as far as decisions need it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def report(self) -> str:
        """Its report."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""


LINKING = ("merge", "split")
ABOUT_CLAIMS = ("accept", "reject", "claim")


def anchor(claim: Claim) -> str:
    """What a decision holds of a claim."""
    return f"{claim.report}:{claim.trigger.start}:{claim.trigger.end}"


def add(
    connection: Connection,
    kind: DecisionKind,
    anchors: Sequence[Sequence[str]],
    *,
    who: str,
    now: str,
    field: str | None = None,
    value: str | None = None,
    note: str | None = None,
) -> Decision:
    """Keep a decision and return it with its number."""
    table = schema.decision
    number = (connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0) + 1
    made = Decision(
        id=number,
        kind=kind,
        who=who,
        at=now,
        anchors=tuple(tuple(sorted(group)) for group in anchors),
        field=field,
        value=value,
        note=note,
    )
    connection.execute(
        sa.insert(table).values(
            id=number,
            kind=kind,
            who=who,
            at=now,
            anchors=dumps([list(group) for group in made.anchors]),
            field=field,
            value=value,
            note=note,
        )
    )
    return made


def withdraw(connection: Connection, number: int, *, who: str, now: str) -> Decision:
    """Take a decision back; it stays in the store as withdrawn.

    Raises:
        StoreError: S006, no such decision, or it is withdrawn already.
    """
    found = next((d for d in every(connection) if d.id == number and d.withdrawn_at is None), None)
    if found is None:
        raise StoreError("S006", "", kind="decision in force", value=number)
    connection.execute(
        sa.update(schema.decision)
        .where(schema.decision.c.id == number)
        .values(withdrawn_by=who, withdrawn_at=now)
    )
    return found


def every(connection: Connection) -> list[Decision]:
    """All decisions, the oldest first."""
    rows = connection.execute(sa.select(schema.decision).order_by(schema.decision.c.id))
    return [
        Decision(**{**row._mapping, "anchors": tuple(tuple(g) for g in json.loads(row.anchors))})
        for row in rows
    ]


def in_force(connection: Connection) -> list[Decision]:
    """The decisions that nobody has withdrawn, the oldest first."""
    return [d for d in every(connection) if d.withdrawn_at is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What the decisions in force say, by report; built once a step."""

    decisions: tuple[Decision, ...]
    by_report: Mapping[str, tuple[Decision, ...]]

    @staticmethod
    def of(decisions: Sequence[Decision]) -> Spoken:
        """Index decisions by the reports whose words they name."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for one in decisions:
            for report in sorted({place(a)[0] for group in one.anchors for a in group}):
                found[report].append(one)
        return Spoken(decisions=tuple(decisions), by_report={r: tuple(d) for r, d in found.items()})

    def apart_in(self, reading: Reading) -> list[frozenset[str]]:
        """Sets of claims of one report that a split parts from the rest of their event, for `tellings`."""
        parts: list[frozenset[str]] = []
        for one in self.by_report.get(reading.report.id, ()):
            if one.kind != "split":
                continue
            for group in one.anchors[1:]:
                mine = frozenset(c.id for c in reading.claims if any(meets(a, c) for a in group))
                events = {c.event for c in reading.claims if c.id in mine}
                rest = any(c.event in events and c.id not in mine for c in reading.claims)
                if mine and rest:
                    parts.append(mine)
        return parts

    def reports_with(self, reports: Iterable[str]) -> set[str]:
        """The reports that linking decisions tie to these."""
        found: set[str] = set()
        for report in reports:
            for one in self.by_report.get(report, ()):
                if one.kind in LINKING:
                    found |= {place(a)[0] for group in one.anchors for a in group}
        return found

    def words(self, told: Mapping[str, Named], claims: Mapping[str, Claim]) -> Words:
        """Which tellings belong together, and which do not; a later decision goes before an earlier one."""
        together, apart = self._pairs(told, claims)
        return Words(together=frozenset(together), apart=frozenset(apart))

    def glued(self, told: Mapping[str, Named], claims: Mapping[str, Claim]) -> dict[Pair, int]:
        """The pairs of tellings that belong together, each with the decision that says so."""
        return self._pairs(told, claims)[0]

    def _pairs(
        self, told: Mapping[str, Named], claims: Mapping[str, Claim]
    ) -> tuple[dict[Pair, int], dict[Pair, int]]:
        homes = _homes(told, claims)
        together: dict[Pair, int] = {}
        apart: dict[Pair, int] = {}
        for one in self.decisions:
            if one.kind not in LINKING:
                continue
            groups = [_tellings(group, homes) for group in one.anchors]
            if one.kind == "merge":
                for a, b in itertools.combinations(sorted(set().union(*groups)), 2):
                    together[pair(a, b)] = one.id
                    apart.pop(pair(a, b), None)
                continue
            for left, right in itertools.combinations(groups, 2):
                for a, b in itertools.product(sorted(left), sorted(right)):
                    if a != b:
                        apart[pair(a, b)] = one.id
                        together.pop(pair(a, b), None)
        return together, apart

    def corrections(
        self, told: Mapping[str, Named], claims: Mapping[str, Claim]
    ) -> dict[str, tuple[tuple[str, str], ...]]:
        """Corrected fields by the telling that holds the first claim the correction names."""
        homes = _homes(told, claims)
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in self.decisions:
            if one.kind == "correct" and one.field is not None and one.value is not None:
                first = next((t for a in one.anchors[0] for t in sorted(_tellings([a], homes))), None)
                if first is not None:
                    found[first].append((one.field, one.value))
        return {t: tuple(fields) for t, fields in found.items()}

    def of_claim(self, claim: Claim) -> list[Decision]:
        """The decisions about one claim (accept, reject, claim), the oldest first."""
        return [
            d
            for d in self.by_report.get(claim.report, ())
            if d.kind in ABOUT_CLAIMS and any(meets(a, claim) for group in d.anchors for a in group)
        ]

    def reviewed(self, claim: Claim) -> bool:
        """Has a person looked at a claim?"""
        return claim.report in self.by_report and bool(self.of_claim(claim))

    def edited(self, claims: Mapping[str, Claim]) -> dict[str, Claim]:
        """Claims as people have corrected them, without those that they have rejected."""
        found = {}
        for id_, claim in claims.items():
            said = self.of_claim(claim) if claim.report in self.by_report else []
            if not any(d.kind == "reject" for d in said):
                fields = [(d.field, d.value) for d in said if d.kind == "claim" and d.field and d.value]
                found[id_] = corrected_claim(claim, fields) if fields else claim
        return found

    def read_by_people(self, reading: Reading) -> Reading:
        """A reading with its claims as people have corrected them, without those that they have rejected."""
        if reading.report.id not in self.by_report:
            return reading
        kept = self.edited({c.id: c for c in reading.claims})
        return replace(reading, claims=tuple(kept[c.id] for c in reading.claims if c.id in kept))

    def same_actors(self) -> list[tuple[str, str, str]]:
        """Pairs of keys of names that a person has said are one actor, sorted, each with the word "decision"."""
        found = [(d.field, d.value) for d in self.decisions if d.kind == "same_actor" and d.field and d.value]
        return sorted((a, b, "decision") for a, b in found)

    def reliability(self) -> dict[str, str]:
        """The letters that people gave sources and outlets, by the key of their name; the last one holds."""
        return {
            who_is(d.field).key: d.value for d in self.decisions if d.kind == "grade" and d.field and d.value
        }


def place(anchor_: str) -> tuple[str, int, int]:
    """The parts of an anchor: report, start, end."""
    report, start, end = anchor_.rsplit(":", 2)
    return report, int(start), int(end)


def meets(anchor_: str, claim: Claim) -> bool:
    """Does a claim stand where the anchor says?"""
    report, start, end = place(anchor_)
    return claim.report == report and claim.trigger.start < end and start < claim.trigger.end


def _homes(told: Mapping[str, Named], claims: Mapping[str, Claim]) -> dict[str, list[tuple[Claim, str]]]:
    """The claims of each report with the telling that holds them."""
    found: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
    for telling in told.values():
        for one in telling.claims:
            found[telling.report].append((claims[one], telling.id))
    return found


def _tellings(anchors: Iterable[str], homes: Mapping[str, list[tuple[Claim, str]]]) -> set[str]:
    return {telling for a in anchors for claim, telling in homes.get(place(a)[0], ()) if meets(a, claim)}

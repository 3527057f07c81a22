"""A second look at the roles: what each party is to an event, knowing its rivals, the event's other mentions
and what the party does elsewhere in the report.

The first look (`roles`) weighs every party by itself.  Here its likelihoods, those of its rivals and those of
the other claims are features in their turn (stacked generalization, Wolpert 1992).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.decide import level, remembered
from sayso.extract.roles import ACTOR, RECIPIENT, Cast

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

HOPE = 0.02  # the likelier role's p of the first look under which a party is not looked at again
LEADS = 0.2  # what the likeliest party of a claim needs, to be counted as its actor or recipient elsewhere
BEARS = re.compile(  # features of the first look that bear on rivals
    "(?:kind|fullkind|argument|side|sentences|size|voice|sector|mentions here)=|speaker|rule:"
)


@dataclass(slots=True)
class Lead:
    """A party that stood first in a claim's first look: the claim's event and type, and as what."""

    event: int
    type: str
    actor: bool
    recipient: bool


def recast(
    page: Page, triggers: Sequence[Trigger], casts: Sequence[list[Cast]], numbers: Sequence[int]
) -> list[list[Cast]]:
    """The same parties with the likelihoods of the second look; `numbers` are the claims' events.

    A party that the first look gives no hope of a role keeps the likelihoods of the first look.
    """
    rows = table(triggers, casts, numbers)
    decider = decide.load("cast", page.lang)
    actor, recipient = decider.classes.index(ACTOR), decider.classes.index(RECIPIENT)
    ps = iter(decider.probabilities([row for own in rows for row in own if row]).tolist())

    def again(c: Cast, row: list[str]) -> Cast:
        p = next(ps)
        return Cast(c.candidate, p[actor], p[recipient], c.row, tuple(row))

    return [
        [again(c, row) if row else c for c, row in zip(those, own, strict=True)]
        for own, those in zip(rows, casts, strict=True)
    ]


def table(
    triggers: Sequence[Trigger], casts: Sequence[list[Cast]], numbers: Sequence[int]
) -> list[list[list[str]]]:
    """Named features of every party of every claim, as the second look sees them; no row for one without hope."""
    events = _pools(casts, numbers)
    claims = [_Claim(t, own, n) for t, own, n in zip(triggers, casts, numbers, strict=True)]
    leads: dict[int, list[Lead]] = {}
    for claim in claims:
        for c in claim.own:
            lead = Lead(claim.event, claim.type, claim.leads(c, "actor"), claim.leads(c, "recipient"))
            leads.setdefault(c.candidate.cluster, []).append(lead)
    out: list[list[list[str]]] = []
    before: dict[int, str] = {}
    for claim in claims:
        out.append(
            [
                [
                    *_likelihood(c, claim),
                    *_pooled(c, events[claim.event], claim.type),
                    *_elsewhere(c, leads[c.candidate.cluster], claim),
                    *_before(c, before, claim.type),
                    *_first(c),
                ]
                if max(c.actor, c.recipient) >= HOPE
                else []
                for c in claim.own
            ]
        )
        before = {c.candidate.cluster: claim.place(c) for c in claim.own} or before
    return out


class _Claim:
    """A claim with its parties, and the likelihoods of all of them for either role."""

    def __init__(self, trigger: Trigger, own: list[Cast], event: int) -> None:
        self.own, self.type, self.event = own, trigger.type, event
        self.all = {"actor": [c.actor for c in own], "recipient": [c.recipient for c in own]}
        self.best = {role: max(values, default=0.0) for role, values in self.all.items()}

    def leads(self, c: Cast, role: str) -> bool:
        """Is the party the likeliest one for a role?"""
        p: float = getattr(c, role)
        return p > LEADS and p >= self.best[role]

    def place(self, c: Cast) -> str:
        """What the party is taken for in this claim."""
        return "actor" if self.leads(c, "actor") else "recipient" if self.leads(c, "recipient") else "beside"


@dataclass(slots=True)
class _Event:
    """The likelihoods of an event's parties over its claims: all of each party's, and the best of any."""

    claims: int = 0
    all: dict[str, dict[int, list[float]]] = field(default_factory=lambda: {"actor": {}, "recipient": {}})
    best: dict[str, float] = field(default_factory=lambda: {"actor": 0.0, "recipient": 0.0})


def _pools(casts: Sequence[list[Cast]], numbers: Sequence[int]) -> dict[int, _Event]:
    events: dict[int, _Event] = {}
    for own, number in zip(casts, numbers, strict=True):
        event = events.setdefault(number, _Event())
        event.claims += 1
        for c in own:
            for role, p in (("actor", c.actor), ("recipient", c.recipient)):
                event.all[role].setdefault(c.candidate.cluster, []).append(p)
                event.best[role] = max(event.best[role], p)
    return events


def _likelihood(c: Cast, claim: _Claim) -> Iterator[str]:
    """The first look's likelihoods, and how far the best rival is."""
    actor, recipient = level(c.actor), level(c.recipient)
    yield from _both_names(actor, recipient)
    for role, at, p in (("actor", actor, c.actor), ("recipient", recipient, c.recipient)):
        rank = sum([rival > p for rival in claim.all[role]])
        yield from _rank_names(role, at, claim.type, min(3, rank), level(claim.best[role]))


@remembered
def _both_names(actor: int, recipient: int) -> tuple[str, ...]:
    return f"actor={actor}", f"recipient={recipient}", f"actor={actor}|recipient={recipient}"


@remembered
def _rank_names(role: str, at: int, kind: str, rank: int, best: int) -> tuple[str, ...]:
    return f"{role}={at}|{kind}", f"{role}={at}|rank={rank}", f"{role} behind={best - at}|best={best}"


def _pooled(c: Cast, event: _Event, kind: str) -> Iterator[str]:
    """The same over all claims of the event: their number counts up to three."""
    claims = min(3, event.claims)
    for role, other in (("actor", c.recipient), ("recipient", c.actor)):
        own = event.all[role][c.candidate.cluster]
        most, best, mean = level(max(own)), level(event.best[role]), level(sum(own) / len(own))
        yield from _pooled_names(role, most, mean, claims, kind)
        yield from _pooled_rival_names(role, most, best, level(other), claims)
    yield f"seen={min(3, len(own))}|claims={claims}"


@remembered
def _pooled_names(role: str, most: int, mean: int, claims: int, kind: str) -> tuple[str, ...]:
    return f"event {role}={most}|mean={mean}|claims={claims}", f"event {role}={most}|{kind}"


@remembered
def _pooled_rival_names(role: str, most: int, best: int, other: int, claims: int) -> tuple[str, ...]:
    return f"event {role}={most}|other={other}", f"event {role} behind={best - most}|claims={claims}"


def _elsewhere(c: Cast, leads: Sequence[Lead], claim: _Claim) -> Iterator[str]:
    """What the party is in the other events of the report."""
    kind = claim.type
    others = [lead for lead in leads if lead.event != claim.event]
    alike = [lead for lead in others if lead.type == kind]
    actor, recipient = sum([x.actor for x in others]), sum([x.recipient for x in others])
    yield f"elsewhere actor={min(3, actor)}|{level(c.actor)}"
    yield f"elsewhere recipient={min(3, recipient)}|{level(c.recipient)}"
    yield f"elsewhere={min(3, actor)}/{min(3, recipient)}|{kind}"
    yield f"in its type={min(2, sum([x.actor for x in alike]))}/{min(2, sum([x.recipient for x in alike]))}"


def _before(c: Cast, before: dict[int, str], kind: str) -> Iterator[str]:
    """What the party is in the claim before."""
    was = before.get(c.candidate.cluster, "absent")
    yield f"before={was}|{level(c.actor)}|{level(c.recipient)}"
    yield f"before={was}|{kind}"


def _first(c: Cast) -> list[str]:
    """What the first look saw that bears on rivals."""
    return [*filter(BEARS.match, c.row)]

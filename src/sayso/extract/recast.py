"""A second look at the roles: what each party is to an event, knowing its rivals, the event's other mentions
and what the party does elsewhere in the report.

The first look (`roles`) weighs every party by itself.  Here its likelihoods, those of its rivals and those of
the other claims are features in their turn (stacked generalization, Wolpert 1992).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.decide import level
from sayso.extract.roles import ACTOR, RECIPIENT, Cast

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

HOPE = 0.02  # the likelier role's p of the first look under which a party is not looked at again
LEADS = 0.2  # what the likeliest party of a claim needs, to be counted as its actor or recipient elsewhere
KEPT = ("kind", "fullkind", "argument", "side", "sentences", "size", "voice", "sector", "mentions here")
KEPT_WHOLE = ("speaker", "rule:")


@dataclass(frozen=True, slots=True)
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
    decided = iter(decide.load("cast", page.lang).decide([row for own in rows for row in own if row]))
    return [
        [_again(c, row, next(decided).probabilities) if row else c for c, row in zip(those, own, strict=True)]
        for own, those in zip(rows, casts, strict=True)
    ]


def _again(c: Cast, row: list[str], p: dict[str, float]) -> Cast:
    return replace(c, actor=p[ACTOR], recipient=p[RECIPIENT], second=tuple(row))


def table(
    triggers: Sequence[Trigger], casts: Sequence[list[Cast]], numbers: Sequence[int]
) -> list[list[list[str]]]:
    """Named features of every party of every claim, as the second look sees them; no row for one without hope."""
    pools: dict[int, dict[int, list[Cast]]] = {}
    leads: dict[int, list[Lead]] = {}
    for trigger, own, number in zip(triggers, casts, numbers, strict=True):
        for c in own:
            pools.setdefault(number, {}).setdefault(c.candidate.cluster, []).append(c)
            leads.setdefault(c.candidate.cluster, []).append(
                Lead(number, trigger.type, _leads(c, own, "actor"), _leads(c, own, "recipient"))
            )
    out: list[list[list[str]]] = []
    before: dict[int, str] = {}
    for trigger, own, number in zip(triggers, casts, numbers, strict=True):
        claims = min(3, sum(n == number for n in numbers))
        pool = pools.get(number, {})
        out.append(
            [
                [
                    *_likelihood(c, own, trigger.type),
                    *_pooled(c, pool, claims, trigger.type),
                    *_elsewhere(c, leads[c.candidate.cluster], number, trigger.type),
                    *_before(c, before, trigger.type),
                    *_first(c),
                ]
                if max(c.actor, c.recipient) >= HOPE
                else []
                for c in own
            ]
        )
        before = {c.candidate.cluster: _place(c, own) for c in own} or before
    return out


def _leads(c: Cast, own: Sequence[Cast], role: str) -> bool:
    p = getattr(c, role)
    return p > LEADS and all(p >= getattr(o, role) for o in own)


def _place(c: Cast, own: Sequence[Cast]) -> str:
    return "actor" if _leads(c, own, "actor") else "recipient" if _leads(c, own, "recipient") else "beside"


def _likelihood(c: Cast, own: Sequence[Cast], kind: str) -> Iterator[str]:
    """The first look's likelihoods, and how far the best rival is."""
    actor, recipient = level(c.actor), level(c.recipient)
    yield f"actor={actor}"
    yield f"recipient={recipient}"
    yield f"actor={actor}|recipient={recipient}"
    for role, at in (("actor", actor), ("recipient", recipient)):
        rivals = [getattr(o, role) for o in own]
        rank = sum(p > getattr(c, role) for p in rivals)
        best = level(max(rivals))
        yield f"{role}={at}|{kind}"
        yield f"{role}={at}|rank={min(3, rank)}"
        yield f"{role} behind={best - at}|best={best}"


def _pooled(c: Cast, pool: dict[int, list[Cast]], claims: int, kind: str) -> Iterator[str]:
    """The same over all claims of the event: `claims` of them, three being many."""
    own = pool[c.candidate.cluster]
    for role, other in (("actor", c.recipient), ("recipient", c.actor)):
        most = max(getattr(o, role) for o in own)
        mean = sum(getattr(o, role) for o in own) / len(own)
        best = max(getattr(o, role) for those in pool.values() for o in those)
        yield f"event {role}={level(most)}|mean={level(mean)}|claims={claims}"
        yield f"event {role}={level(most)}|other={level(other)}"
        yield f"event {role}={level(most)}|{kind}"
        yield f"event {role} behind={level(best) - level(most)}|claims={claims}"
    yield f"seen={min(3, len(own))}|claims={claims}"


def _elsewhere(c: Cast, leads: Sequence[Lead], number: int, kind: str) -> Iterator[str]:
    """What the party is in the other events of the report."""
    others = [lead for lead in leads if lead.event != number]
    alike = [lead for lead in others if lead.type == kind]
    actor, recipient = sum(x.actor for x in others), sum(x.recipient for x in others)
    yield f"elsewhere actor={min(3, actor)}|{level(c.actor)}"
    yield f"elsewhere recipient={min(3, recipient)}|{level(c.recipient)}"
    yield f"elsewhere={min(3, actor)}/{min(3, recipient)}|{kind}"
    yield f"in its type={min(2, sum(x.actor for x in alike))}/{min(2, sum(x.recipient for x in alike))}"


def _before(c: Cast, before: dict[int, str], kind: str) -> Iterator[str]:
    """What the party is in the claim before."""
    was = before.get(c.candidate.cluster, "absent")
    yield f"before={was}|{level(c.actor)}|{level(c.recipient)}"
    yield f"before={was}|{kind}"


def _first(c: Cast) -> Iterator[str]:
    """What the first look saw that bears on rivals."""
    for name in c.row:
        if name.split("=", 1)[0] in KEPT or name.startswith(KEPT_WHOLE):
            yield name

"""What the claims of one event share: its parties, its date and its place, gathered from all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.binding import Bound
from sayso.extract.roles import Cast

SURE_ROLE, SURE_WHEN, SURE_WHERE = 0.5, 0.5, 0.5


@dataclass(frozen=True, slots=True)
class Common:
    """An event's parties (likeliest first mention each), date and place, with what decided."""

    actors: tuple[Cast, ...]
    recipients: tuple[Cast, ...]
    when: Bound | None
    where: Bound | None


def common(casts: Sequence[Sequence[Cast]], whens: Sequence[Sequence[Bound]], wheres: Sequence[Sequence[Bound]], *, shared: bool) -> Common:
    """Join what was weighed at every mention of an event.

    Args:
        casts: Candidates with their role probabilities, a list a claim.
        whens: Dates weighed, a list a claim.
        wheres: Places weighed, a list a claim.
        shared: The type's parties all act (a meeting, an agreement).
    """
    actors, recipients = parties(casts, shared=shared)
    return Common(actors, recipients, _best(whens, SURE_WHEN), _best(wheres, SURE_WHERE))


def parties(casts: Sequence[Sequence[Cast]], *, shared: bool) -> tuple[tuple[Cast, ...], tuple[Cast, ...]]:
    """Actors and recipients of an event, each party once and in one role."""
    best: dict[int, Cast] = {}
    for row in casts:
        for item in row:
            old = best.get(item.candidate.cluster)
            if old is None or max(item.actor, item.recipient) > max(old.actor, old.recipient):
                best[item.candidate.cluster] = item
    actors, recipients = [], []
    for item in best.values():
        if shared and item.actor + item.recipient > SURE_ROLE:
            actors.append(item)
        elif item.actor >= item.recipient and item.actor > SURE_ROLE:
            actors.append(item)
        elif item.recipient > item.actor and item.recipient > SURE_ROLE:
            recipients.append(item)
    key = lambda c: c.candidate.mention.start  # noqa: E731
    return tuple(sorted(actors, key=key)), tuple(sorted(recipients, key=key))


def _best(rows: Sequence[Sequence[Bound]], sure: float) -> Bound | None:
    found = [b for row in rows for b in row if b.p > sure]
    return max(found, key=lambda b: (b.p, -b.thing.start), default=None)

"""What the claims of one event share: its parties, its date and its place, gathered from all its mentions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sayso.extract.binding import Bound, value
from sayso.extract.party.mention import Mention
from sayso.extract.roles import Cast

FIRST_ROLE, NEXT_ROLE = 0.25, 0.45  # what the best candidate of a role needs, and each one after it
NEXT_SHARED = 0.35  # ... where all parties act, two are the rule

SURE_WHEN, SURE_WHERE = 0.3, 0.3  # what the best date and place of an event need
SEEN_WHERE = 0.35  # ... and a place by which claims are told apart


@dataclass(frozen=True, slots=True)
class Common:
    """An event's parties (likeliest first mention each), date and place, with what decided."""

    actors: tuple[Cast, ...]
    recipients: tuple[Cast, ...]
    when: Bound | None
    where: Bound | None


def common(
    casts: Sequence[Sequence[Cast]],
    whens: Sequence[Sequence[Bound]],
    wheres: Sequence[Sequence[Bound]],
    *,
    shared: bool,
) -> Common:
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
    """Actors and recipients of an event, each party once and in one role.

    The best candidate of a role needs less than the ones after it: most events have one party a role.
    """
    found = [_pooled(own) for own in _by_party(casts)]
    if shared:
        return _chosen(found, lambda c: c.actor + c.recipient, NEXT_SHARED), ()
    actors = _chosen([c for c in found if c.actor >= c.recipient], lambda c: c.actor)
    taken = {c.candidate.cluster for c in actors}
    rest = [c for c in found if c.candidate.cluster not in taken and c.recipient > c.actor]
    return actors, _chosen(rest, lambda c: c.recipient)


def _by_party(casts: Sequence[Sequence[Cast]]) -> list[list[Cast]]:
    """What was weighed of each party, over all claims."""
    by: dict[int, list[Cast]] = {}
    for row in casts:
        for item in row:
            by.setdefault(item.candidate.cluster, []).append(item)
    return list(by.values())


def _pooled(own: Sequence[Cast]) -> Cast:
    """A party where it is likeliest; its probabilities are the mean of those there and of the average."""
    if len(own) == 1:
        return own[0]
    best = max(own, key=lambda c: (c.actor + c.recipient, -c.candidate.mention.start))
    actor = (best.actor + sum(c.actor for c in own) / len(own)) / 2
    recipient = (best.recipient + sum(c.recipient for c in own) / len(own)) / 2
    return replace(best, actor=actor, recipient=recipient)


def _chosen(
    found: list[Cast], weight: Callable[[Cast], float], another: float = NEXT_ROLE
) -> tuple[Cast, ...]:
    """The candidates that fill a role, in text order; none that stands inside a better one's mention."""
    kept: list[Cast] = []
    for item in sorted(found, key=lambda c: (-weight(c), c.candidate.mention.start)):
        if weight(item) <= (another if kept else FIRST_ROLE):
            break
        a = item.candidate.mention
        if not any(_nested(a, k.candidate.mention) for k in kept):
            kept.append(item)
    return tuple(sorted(kept, key=lambda c: c.candidate.mention.start))


def _nested(a: Mention, b: Mention) -> bool:
    return (a.start, a.end) != (b.start, b.end) and a.start < b.end and b.start < a.end


def _best(rows: Sequence[Sequence[Bound]], sure: float) -> Bound | None:
    """The value that the event's claims speak for most, as its likeliest mention, if it is likely enough.

    A value weighs the mean of its greatest and its average probability over the claims: one mention that
    stands by the date is enough, but many that lean the same way decide between two dates.
    """
    by: dict[object, list[Bound]] = {}
    for row in rows:
        for bound in row:
            by.setdefault(value(bound.thing), []).append(bound)
    best: tuple[float, Bound] | None = None
    for found in by.values():
        top = max(found, key=lambda b: (b.p, -b.thing.start))
        p = (top.p + sum(b.p for b in found) / len(rows)) / 2
        if p > sure and (best is None or p > best[0]):
            best = p, top
    return best[1] if best else None

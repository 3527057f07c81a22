"""Which tellings are worth weighing: those that share a key.  No pair outside a common key is looked at.

A key joins two things that two reports of one event are likely to share (a party and the type, two rare words
near the trigger …) with a coarse bucket of time, so that what a key holds does not grow with the store.  A telling
is kept under as few keys as will do, since each is written, and looks for others under more.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from zlib import crc32

from sayso.link.days import LAST
from sayso.link.telling import Telling
from sayso.link.weights import settings
from sayso.link.words import rarest, rarity

Name = TypeVar("Name", int, str)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a telling, sorted: numbers of at most 63 bits.

    The bucket of time stands above 32 bits of what is shared, so that the keys of one day lie together in a
    database; two keys of one number only cost a look at a pair.
    """

    kept: tuple[int, ...]  # that others find it by
    sought: tuple[int, ...]  # that it finds others by: of the weeks beside its report's and its date too


def keys(telling: Telling) -> Keys:
    """The keys of a telling.

    What happened in the week of its report or the one before is kept under the report's week alone: most is.
    """
    week, own = _week(telling), _own(telling)
    weeks = {b - _DATED for b in own if _DATED <= b < _LONG}
    kept: Sequence[int] = own
    beside = {_REPORTED + w + n for w in weeks for n in (0, 1)}
    if week is not None:
        recent = weeks.issubset((week - 1, week)) and len(weeks) == len(own)
        kept = (_REPORTED + week, *(() if recent else own))
        beside.update(_REPORTED + week + n for n in (-1, 0, 1))
    shared = {crc32(thing.encode()) for thing in things(telling)}
    alone = [crc32(f"s:{s}".encode()) for s in telling.sentences]
    return Keys(_timed(shared, kept, alone), _timed(shared, (*beside, *own), alone))


def _timed(shared: Iterable[int], times: Iterable[int], alone: Iterable[int]) -> tuple[int, ...]:
    high = [bucket << 32 for bucket in times]
    return tuple(sorted({*(bucket | low for low in shared for bucket in high), *alone}))


def times(telling: Telling) -> frozenset[int]:
    """Coarse times of a telling: the week of the report and the next one, so that neighbours share one, and its own."""
    week, own = _week(telling), _own(telling)
    return frozenset(own if week is None else (*own, _REPORTED + week, _REPORTED + week + 1))


def met(told: Mapping[Name, Telling], pairs: Iterable[tuple[Name, Name]]) -> Iterator[tuple[Name, Name]]:
    """Of pairs that share a key, those that share a time (see `times`) or a sentence, whichever found the other."""
    when: dict[Name, frozenset[int]] = {}
    for a, b in pairs:
        for one in (a, b):
            if one not in when:
                when[one] = times(told[one])
        if not when[a].isdisjoint(when[b]) or not told[a].sentences.isdisjoint(told[b].sentences):
            yield a, b


def things(telling: Telling) -> Iterator[str]:
    """What two tellings of one event are likely to share, without the time."""
    limits = settings()["limits"]
    least = limits["rare_word"]
    names = sorted({w.last or w.key for w in telling.parties if w.last or w.listed})
    rare = [
        s for s in rarest(telling.near, limits["key_words"], telling.lang) if rarity(s, telling.lang) > least
    ]
    triggers = sorted(telling.triggers)
    for name in names:
        yield from (f"n:{name}:{kind}" for kind in telling.types)
        yield from (f"t:{name}:{trigger}" for trigger in triggers)
    for trigger in triggers:
        yield from (f"w:{word}:{trigger}" for word in rare)
        yield from (f"p:{spot.id}:{trigger}" for spot in telling.spots if spot.exact and spot.id)
    for kind in telling.types:
        yield from (f"p:{spot.id}:{kind}" for spot in telling.spots if spot.exact and spot.id)
        yield from (f"f:{kind}:{what}:{value:g}" for what, value in sorted(telling.figures))
    yield from (f"r:{a}:{b}" for a, b in itertools.combinations(sorted(rare), 2))


_WEEK = 7
_REPORTED, _DATED, _LONG, _NEVER = (n << 24 for n in (1, 2, 3, 4))  # kinds of buckets


def _week(telling: Telling) -> int | None:
    """The week of the report, where it is known to a week."""
    published = telling.published
    return published.lo // _WEEK if published is not None and published.width <= _WEEK else None


def _own(telling: Telling) -> Sequence[int]:
    """Buckets of the event's date: weeks where it is known to a month or so, else the year of its end."""
    days = telling.days
    if days is None:
        return (_NEVER,) if _week(telling) is None else ()
    if days.hi - days.lo < 35:
        return range(_DATED + (days.lo - 1) // _WEEK, _DATED + (days.hi + 1) // _WEEK + 1)
    return (_LONG + (days.hi if days.hi < LAST else days.lo) // 366,)

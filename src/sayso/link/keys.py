"""Which tellings are worth weighing: those that share a key.  No pair outside a common key is looked at.

A key joins two things that two reports of one event are likely to share (a party and the type, two rare words
near the trigger …) with a coarse bucket of time, so that what a key holds does not grow with the store.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from zlib import crc32

from sayso.link.days import Days
from sayso.link.telling import Telling
from sayso.link.weigh import settings
from sayso.link.words import rarest, rarity


def keys(telling: Telling) -> tuple[int, ...]:
    """The keys of a telling: 32-bit numbers, sorted.  Two keys of one number only cost a look at a pair."""
    when = [bucket.encode() for bucket in buckets(telling)]
    found = {crc32(f"s:{s}".encode()) for s in telling.sentences}
    for thing in set(things(telling)):
        begun = crc32(thing.encode())
        found.update(crc32(bucket, begun) for bucket in when)
    return tuple(sorted(found))


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


def buckets(telling: Telling) -> Iterator[str]:
    """Coarse times: the week of the report and the next one, so that neighbours share one, and the event's own."""
    if telling.published is not None and telling.published.width <= _WEEK:
        week = telling.published.lo // _WEEK
        yield from (f"w{week}", f"w{week + 1}")
    if telling.days is not None:
        yield from _own(telling.days)
    elif telling.published is None or telling.published.width > _WEEK:
        yield "never"


_WEEK = 7


def _own(days: Days) -> Iterator[str]:
    """Buckets of the event's date: weeks where it is known to a month, else the month or the year."""
    width = days.hi - days.lo + 1
    if width <= 35:
        yield from (f"d{week}" for week in range((days.lo - 1) // _WEEK, (days.hi + 1) // _WEEK + 1))
    else:
        yield f"y{days.hi // 366 if days.hi < 3_000_000 else days.lo // 366}"

"""Which tellings are worth weighing: those that share a key.  No pair outside a common key is looked at.

A key joins two things that two reports of one event are likely to share (a party and the type, two rare words
near the trigger …) with a coarse bucket of time, so that what a key holds does not grow with the store.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from zlib import crc32

from sayso.link.days import LAST, Days
from sayso.link.telling import Telling
from sayso.link.weigh import settings
from sayso.link.words import rarest, rarity


def keys(telling: Telling) -> tuple[int, ...]:
    """The keys of a telling, sorted: numbers of at most 63 bits, the bucket of time above 32 bits of what is shared.

    Two keys of one number only cost a look at a pair.  The time stands first, so that the keys of one day lie
    together in a database.
    """
    when = [bucket << 32 for bucket in buckets(telling)]
    found = {crc32(f"s:{s}".encode()) for s in telling.sentences}
    for thing in set(things(telling)):
        low = crc32(thing.encode())
        found.update(high | low for high in when)
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


_WEEK = 7
_REPORTED, _DATED, _LONG, _NEVER = (n << 24 for n in (1, 2, 3, 4))  # kinds of buckets


def buckets(telling: Telling) -> Iterator[int]:
    """Coarse times: the week of the report and the next one, so that neighbours share one, and the event's own."""
    if telling.published is not None and telling.published.width <= _WEEK:
        week = telling.published.lo // _WEEK
        yield from (_REPORTED + week, _REPORTED + week + 1)
    if telling.days is not None:
        yield from _own(telling.days)
    elif telling.published is None or telling.published.width > _WEEK:
        yield _NEVER


def _own(days: Days) -> Iterator[int]:
    """Buckets of the event's date: weeks where it is known to a month or so, else the year of its end."""
    if days.hi - days.lo < 35:
        yield from (_DATED + week for week in range((days.lo - 1) // _WEEK, (days.hi + 1) // _WEEK + 1))
    else:
        yield _LONG + (days.hi if days.hi < LAST else days.lo) // 366

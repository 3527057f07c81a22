"""Are two tellings of one act, or of two that recur: their days, their reports' days, their numbers in a series."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sayso.link.days import Days
from sayso.link.telling import Telling
from sayso.link.weights import settings

_DAYS = 3  # up to which a date is as good as a day, and that news is old at most


def time(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    """Their dates, and the dates of their reports where their own do not agree."""
    both = a.days.meet(b.days) if a.days is not None and b.days is not None else None
    if a.days is not None and b.days is not None:
        yield from _clash(a, b, a.days, b.days) if both is None else _agreed(a, b, a.days, b.days, both)
    elif a.days is None and b.days is None:
        yield "undated", 1.0
    if both is None and a.published is not None and b.published is not None:
        yield "published_apart", min(1.0, a.published.gap(b.published) / settings()["limits"]["far_days"])
    if a.news and b.news and (a.days is None or b.days is None):
        ours, theirs = _recent(a), _recent(b)
        if ours is not None and theirs is not None:
            yield "news_apart", min(1.0, math.log1p(ours.gap(theirs)) / math.log(31))


def _clash(a: Telling, b: Telling, ours: Days, theirs: Days) -> Iterator[tuple[str, float]]:
    yield "date_clash", 0.2 + math.log1p(ours.gap(theirs)) / math.log(31)  # a month apart counts once
    if max(ours.width, theirs.width) <= _DAYS and _recurs(a) and _recurs(b):
        yield "other_day", 1.0


def _agreed(a: Telling, b: Telling, ours: Days, theirs: Days, both: Days) -> Iterator[tuple[str, float]]:
    exact = max(0.0, 1.0 - math.log(max(ours.width, theirs.width)) / math.log(366))
    yield "date_same", exact
    if _long_ago(both, a.published, b.published):
        yield "old_date_same", exact


def _recurs(telling: Telling) -> bool:
    """Is it of a type whose acts the same people do again and again?"""
    return telling.type in settings()["types"]["recurring"]


def _long_ago(days: Days, *published: Days | None) -> bool:
    """Is a date so far before a report that few events are told with it?"""
    told = [p.lo - days.hi for p in published if p is not None]
    return bool(told) and max(told) >= settings()["limits"]["old_days"]


def _recent(telling: Telling) -> Days | None:
    """When something without a date happened that a report is about: in the days before the report."""
    published = telling.published
    if telling.days is not None or published is None or published.width > _DAYS:
        return telling.days
    return Days(published.lo - _DAYS, published.hi)


def recurrence(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    """Do both count one noun ("acte IX"), and with one number?"""
    if a.series and b.series:
        if not a.series.isdisjoint(b.series):
            yield "series_same", 1.0
        elif {noun for noun, _ in a.series} & {noun for noun, _ in b.series}:
            yield "series_clash", 1.0
    if a.habit != b.habit and (_recurs(a) or _recurs(b)):
        yield "one_of_many", 1.0

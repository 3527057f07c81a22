"""The days that an event can fall on: an interval, or a set of candidates, as ordinals (1 = 0001-01-01)."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sayso.records import When

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MOST = 62  # candidates that are kept one by one; a longer set is its interval


@dataclass(frozen=True, slots=True)
class Days:
    """`lo` and `hi` are both included; `only` lists the candidates where not every day between is one."""

    lo: int
    hi: int
    only: tuple[int, ...] | None = None

    @property
    def width(self) -> int:
        """How many days it can be."""
        return len(self.only) if self.only is not None else self.hi - self.lo + 1

    def meet(self, other: Days) -> Days | None:
        """The days that both allow; None if there are none."""
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        if lo > hi:
            return None
        listed = [set(d.only) for d in (self, other) if d.only is not None]
        if not listed:
            return Days(lo, hi)
        days = sorted(d for d in set.intersection(*listed) if lo <= d <= hi)
        return Days(days[0], days[-1], tuple(days)) if days else None

    def gap(self, other: Days) -> int:
        """Days between the nearest ends; 0 where they touch or overlap."""
        return max(0, self.lo - other.hi, other.lo - self.hi)

    def edtf(self) -> str:
        """As EDTF: a day, a month or year where it is a whole one, a set, or an interval (open ends as `..`)."""
        if self.only is not None and len(self.only) > 1:
            return "[" + ",".join(iso(d) for d in self.only) + "]"
        if self.lo == self.hi:
            return iso(self.lo)
        first = ".." if self.lo <= FIRST else iso(self.lo)
        last = ".." if self.hi >= LAST else iso(self.hi)
        return _whole(first, last) or f"{first}/{last}"


def iso(ordinal: int) -> str:
    """An ordinal as ISO day."""
    return date.fromordinal(ordinal).isoformat()


def _whole(first: str, last: str) -> str | None:
    """The month or year whose first and last days these are."""
    if first[4:] == "-01-01" and last == first[:4] + "-12-31":
        return first[:4]
    if first[-3:] == "-01" and first[:7] == last[:7] and month(first[:7]) == (day(first), day(last)):
        return first[:7]
    return None


def day(text: str) -> int:
    """An ISO day as ordinal."""
    return date.fromisoformat(text).toordinal()


def month(text: str) -> tuple[int, int]:
    """First and last day of a month (2017-07) or year (2017), as ordinals."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, number = int(match[1]), int(match[2]) if match[2] else None
    if number is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    after = date(year + number // 12, number % 12 + 1, 1) if (year, number) < (9999, 12) else date.max
    return date(year, number, 1).toordinal(), after.toordinal() - 1


@functools.lru_cache(maxsize=50_000)
def of_when(when: When) -> Days | None:
    """The days of a time expression; None where it has no value."""
    if when.earliest is None and when.latest is None:
        return None
    lo = day(when.earliest) if when.earliest else FIRST
    hi = day(when.latest) if when.latest else LAST
    if lo > hi:
        return None
    only = _listed(when.edtf) if when.edtf else None
    if only:
        only = tuple(d for d in only if lo <= d <= hi) or None
    return Days(lo, hi, only)


def _listed(edtf: str) -> tuple[int, ...] | None:
    """The days of a set such as [2017-07-05,2017-07-12]."""
    if not (edtf.startswith("[") and edtf.endswith("]")) or ".." in edtf:
        return None
    parts = [part.strip() for part in edtf[1:-1].split(",")]
    if len(parts) > _MOST or not all(re.fullmatch(r"\d{4}-\d\d-\d\d", part) for part in parts):
        return None
    try:
        return tuple(sorted({day(part) for part in parts}))
    except ValueError:
        return None


@functools.lru_cache(maxsize=50_000)
def of_edtf(edtf: str | None) -> Days | None:
    """The days of a report's date: EDTF of any precision; None = unknown or without a first and last day."""
    if not edtf:
        return None
    if (only := _listed(edtf)) is not None:
        return Days(only[0], only[-1], only)
    first, slash, last = edtf.partition("/")
    try:
        lo = _ends(first)[0] if first not in ("", "..") else FIRST
        hi = _ends(last if slash else first)[1] if not slash or last not in ("", "..") else LAST
    except ValueError:
        return None
    return Days(lo, hi) if lo > FIRST or hi < LAST else None


@functools.lru_cache(maxsize=50_000)
def moment(edtf: str | None) -> float:
    """When a report came out, as days since 0001-01-01 with the time of day in UTC, to sort by; unknown is last."""
    days = of_edtf(edtf)
    if days is None:
        return math.inf
    try:
        told = datetime.fromisoformat(edtf or "")
    except ValueError:
        return float(days.lo)
    if told.tzinfo is not None and told.year > 1:
        told = told.astimezone(UTC)
    return told.toordinal() + (told.hour * 3600 + told.minute * 60 + told.second) / 86_400


def _ends(text: str) -> tuple[int, int]:
    text = text.split("T")[0].rstrip("~?%")
    if len(text) == 10:
        return day(text), day(text)
    return month(text)


def narrowed(found: Iterable[Days]) -> tuple[Days | None, tuple[Days, ...]]:
    """What several dates of one event leave, and those that contradict it.

    The one that most others allow goes first, of equals the narrowest, and each next one is met with what is left;
    one that leaves nothing contradicts and is kept apart.  The order of the input does not matter.
    """
    told = list(found)
    met = {d: sum(d.meet(other) is not None for other in told) for d in set(told)}
    ordered = sorted(met, key=lambda d: (-met[d], d.width, d.lo, d.hi, d.only or ()))
    left: Days | None = None
    against: list[Days] = []
    for days in ordered:
        both = days if left is None else left.meet(days)
        if both is None:
            against.append(days)
        else:
            left = both
    return left, tuple(against)

"""Stretches of days and their EDTF: the calendar arithmetic that every language's grammar rests on."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that an expression can mean, both ends included; an open or unknown end is `None`.

    `grain` says how precise the words are: day, week, weekend, month, quarter, half, season, year, decade,
    century, or span for a stretch with two ends of its own.
    """

    first: date | None
    last: date | None
    grain: str
    edtf: str
    operator: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season: its EDTF code and its usual first and last day, as (month, day)."""

    code: int
    first: tuple[int, int]
    last: tuple[int, int]


def day(when: date, part: str | None = None) -> Days:
    """One day."""
    return Days(first=when, last=when, grain="day", edtf=when.isoformat(), part=part)


def month(year: int, number: int) -> Days:
    """One month; `number` is 1..12."""
    length = calendar.monthrange(year, number)[1]
    return Days(
        first=date(year, number, 1),
        last=date(year, number, length),
        grain="month",
        edtf=f"{year:04}-{number:02}",
    )


def year(number: int) -> Days:
    """One year."""
    return Days(first=date(number, 1, 1), last=date(number, 12, 31), grain="year", edtf=f"{number:04}")


def season(number: int, kind: Season) -> Days:
    """A season of a year.  "Winter 2017" may be either of two winters: its days cover both."""
    wraps = kind.last < kind.first
    return Days(
        first=date(number - wraps, *kind.first),
        last=date(number + wraps, *kind.last),
        grain="season",
        edtf=f"{number:04}-{kind.code}",
    )


def years(start: int, digits: int) -> Days:
    """A decade (`digits` 3) or a century (`digits` 2): the years that share the first digits of `start`."""
    width = 10 ** (4 - digits)
    start -= start % width
    return Days(
        first=date(max(start, 1), 1, 1),
        last=date(start + width - 1, 12, 31),
        grain="decade" if digits == 3 else "century",
        edtf=f"{start:04}"[:digits] + "X" * (4 - digits),
    )


def run(first: date, last: date, grain: str) -> Days:
    """A stretch of days that has a name, such as a week."""
    return Days(first=first, last=last, grain=grain, edtf=f"{first.isoformat()}/{last.isoformat()}")


def months(year_number: int, first: int, count: int, grain: str) -> Days:
    """A stretch of whole months of one year: a quarter, a half-year."""
    a, b = month(year_number, first), month(year_number, first + count - 1)
    return Days(first=a.first, last=b.last, grain=grain, edtf=f"{a.edtf}/{b.edtf}")


def around(grain: str, when: date) -> Days:
    """The day, week (from Monday), week-end, month, quarter, half, year, decade or century that `when` is in.

    The week-end of a working day is the one that ends its week.
    """
    if grain == "week":
        monday = when - timedelta(when.weekday())
        return run(monday, monday + timedelta(6), "week")
    if grain == "weekend":
        saturday = when + timedelta(5 - when.weekday())
        return run(saturday, saturday + timedelta(1), "weekend")
    if grain == "month":
        return month(when.year, when.month)
    if grain in ("quarter", "half"):
        count = 3 if grain == "quarter" else 6
        return months(when.year, when.month - (when.month - 1) % count, count, grain)
    if grain == "year":
        return year(when.year)
    if grain in ("decade", "century"):
        return years(when.year, 3 if grain == "decade" else 2)
    return day(when)


MONTHS_OF: Mapping[str, int] = {
    "month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200,
}  # fmt: skip


def shift(when: date, number: float, unit: str) -> date:
    """`when` moved by a number of units; a day that the target month lacks becomes its last one.

    Raises:
        OverflowError: the result lies outside the years 1..9999.
    """
    if unit in MONTHS_OF:
        at = when.year * 12 + when.month - 1 + round(number * MONTHS_OF[unit])
        target, index = divmod(at, 12)
        if not MINYEAR <= target <= MAXYEAR:
            raise OverflowError("year out of range")
        return date(target, index + 1, min(when.day, calendar.monthrange(target, index + 1)[1]))
    if unit in ("week", "weekend"):
        return when + timedelta(round(7 * number))
    if unit == "hour":
        return when + timedelta(round(number / 24))
    if unit == "minute":
        return when
    return when + timedelta(round(number))


def start_of(value: Days) -> str:
    """The EDTF of where a value starts; a decade or century may not stand in an interval, its years may."""
    if "X" in value.edtf and value.first is not None:
        return f"{value.first.year:04}"
    return value.edtf.split("/")[0]


def end_of(value: Days) -> str:
    """The EDTF of where a value ends."""
    if "X" in value.edtf and value.last is not None:
        return f"{value.last.year:04}"
    return value.edtf.split("/")[-1]


def between(a: Days, b: Days) -> Days:
    """From `a` to `b`; one value where both are the same.

    Raises:
        ValueError: `b` ends before `a` begins.
    """
    if a.first is not None and b.last is not None and a.first > b.last:
        raise ValueError("the interval ends before it begins")
    if a.edtf == b.edtf:
        return a
    return Days(first=a.first, last=b.last, grain="span", edtf=f"{start_of(a)}/{end_of(b)}")


def since(a: Days) -> Days:
    """From the start of `a` on; from the end of "late in" a long stretch ("depuis la fin de la guerre")."""
    if a.operator == "late" and "/" in a.edtf and a.last is not None:
        a = year(a.last.year) if len(end_of(a)) == 4 else replace(a, edtf=end_of(a))
    return Days(
        first=a.first, last=None, grain="span", edtf=f"{start_of(a)}/..", operator="since", part=a.part
    )


def until(a: Days, operator: str) -> Days:
    """Up to the end of `a`."""
    return Days(first=None, last=a.last, grain="span", edtf=f"../{end_of(a)}", operator=operator, part=a.part)


def about(a: Days, margin: int) -> Days:
    """A value that is only near: EDTF `~`, and `margin` days more on either side."""
    first = a.first and a.first - timedelta(margin)
    last = a.last and a.last + timedelta(margin)
    ends = "/".join(f"{end}~" for end in a.edtf.split("/"))
    return replace(a, first=first, last=last, edtf=ends, operator="about")


def easter(number: int) -> date:
    """Easter Sunday of the Gregorian calendar.  Source: the anonymous algorithm, Nature, 20 April 1876."""
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    at, rest = divmod(h + x - 7 * m + 114, 31)
    return date(number, at, rest + 1)

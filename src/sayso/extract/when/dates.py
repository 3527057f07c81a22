"""Operations for what a calendar names: days, months, years, weekdays, seasons, holidays, parts of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.when import days
from sayso.extract.when.context import Args, Context, Direction
from sayso.extract.when.days import Days


def year_of(args: Args, ctx: Context) -> int | None:
    """The year that the slots give; two digits mean the one nearest to the report, at most ten years on."""
    if "year" in args:
        return int(args["year"])
    if "two_digits" not in args:
        return None
    number = int(args["two_digits"])
    latest = (ctx.ref.year if ctx.ref else 2025) + 10
    return latest - (latest - number) % 100


def pick(found: Iterable[Days], args: Args, ctx: Context, *, reach: int) -> Days:
    """The one that is meant of values a cycle apart: by which/next/last, else by tense, else the nearest.

    `reach`: how many days off the tense's choice may be before a much nearer one on the other side wins.
    """
    ref = ctx.day()
    found = sorted(found, key=lambda d: d.first or date.min)
    before = [d for d in found if d.last is not None and d.last < ref]
    after = [d for d in found if d.first is not None and d.first > ref]
    now = [d for d in found if d.first is not None and d.last is not None and d.first <= ref <= d.last]
    which = args.get("which")
    if which == "last":
        return before[-1]
    if which == "next":
        return after[0]
    if now:
        return now[0]
    past, future = before[-1], after[0]
    behind, ahead = (ref - (past.last or ref)).days, ((future.first or ref) - ref).days
    if which != "this" and ctx.direction == "past":
        return past if behind <= reach or ahead > behind // 3 else future
    if which != "this" and ctx.direction == "future":
        return future if ahead <= reach or behind > ahead // 3 else past
    return future if ahead < behind else past


def full_date(args: Args, ctx: Context) -> Days:
    """A day of a month; without a year the one that tense and nearness choose."""
    number, at, part = args["day"], args["month"], args.get("part")
    year = year_of(args, ctx)
    if year is None and ctx.story_year and "which" not in args:
        year = ctx.story_year
    if year is not None:
        return with_part(days.day(date(year, at, number)), part)
    ref = ctx.day()
    found = []
    for candidate in range(max(ref.year - 4, 1), min(ref.year + 5, 9999)):
        leap = candidate % 4 == 0 and (candidate % 100 != 0 or candidate % 400 == 0)
        if (at, number) != (2, 29) or leap:
            found.append(days.day(date(candidate, at, number)))
    best = pick(found, args, ctx, reach=250)
    if "weekday" in args and "which" not in args:
        best = _on_weekday(best, found, args["weekday"], ref)
    return with_part(best, part)


def _on_weekday(best: Days, found: list[Days], weekday: int, ref: date) -> Days:
    """The year next to the chosen one in which the day falls on the weekday that is named with it.

    Where there is none, a slip in the month: weekday and number may fit a day of the report's own week.
    """
    at = found.index(best)
    for other in (best, *found[max(at - 1, 0) : at + 2]):
        if other.first is not None and other.first.weekday() == weekday:
            return other
    for back in range(7):
        near = ref - timedelta(back)
        if best.first is not None and near.weekday() == weekday and near.day == best.first.day:
            return days.day(near)
    return best


def with_part(value: Days, part: str | None) -> Days:
    """`value` in a part of the day; a night runs into the next day."""
    if part is None:
        return value
    if part == "night" and value.first is not None and value.grain == "day":
        value = days.run(value.first, value.first + timedelta(1), "day")
    return replace(value, part=part)


def numeric(args: Args, ctx: Context) -> Days:
    """A date in figures: `shape` is (year, month, day), (day, month, year) or (day, month)."""
    shape = next(args[name] for name in ("iso", "numeric", "day_month") if name in args)
    if "iso" in args:
        return days.day(date(*shape[:3]))
    if len(shape) == 2:
        return full_date({"day": shape[0], "month": shape[1]}, ctx)
    key = "year" if shape[2] >= 100 else "two_digits"
    return full_date({"day": shape[0], "month": shape[1], key: shape[2]}, ctx)


def day_of_month(args: Args, ctx: Context) -> Days:
    """A day without its month ("le 12", "mardi 12"): in the month the text speaks of, or near the report."""
    number = args["day"]
    if "weekday" not in args and ctx.anchor and ctx.anchor.grain in ("month", "day") and ctx.anchor.first:
        return with_part(days.day(ctx.anchor.first.replace(day=number)), args.get("part"))
    ref = ctx.day()
    found = []
    for step in range(-14, 15):
        first = days.shift(ref.replace(day=1), step, "month")
        try:
            candidate = first.replace(day=number)
        except ValueError:
            continue
        if args.get("weekday") in (None, candidate.weekday()):
            found.append(days.day(candidate))
    return with_part(pick(found, args, ctx, reach=25 if "weekday" not in args else 90), args.get("part"))


def month(args: Args, ctx: Context) -> Days:
    """A month; without a year the one that tense and nearness choose."""
    year = year_of(args, ctx)
    if year is None and ctx.story_year and "which" not in args:
        year = ctx.story_year
    if year is not None:
        return days.month(year, args["month"])
    ref = ctx.day()
    found = [days.month(y, args["month"]) for y in range(max(ref.year - 2, 1), min(ref.year + 3, 9999))]
    return pick(found, args, replace(ctx, direction=ctx.direction or "past"), reach=330)


def month_pair(args: Args, ctx: Context) -> Days:
    """From the month `m1` to the month `month`; the year is that of the second one."""
    last = month(args, ctx)
    if last.first is None:
        return last
    number = int(args["m1"])
    return days.between(days.month(last.first.year - (number > args["month"]), number), last)


def year(args: Args, ctx: Context) -> Days:
    """A year in figures."""
    return days.year(year_of(args, ctx) or 0)


def year_pair(args: Args, ctx: Context) -> Days:
    """Two years ("1914-1918", "la saison 2016/17"); the second may be short."""
    first, second = args["years"] if "years" in args else (args["d1"], args["d2"])
    if second < 100:
        second += first // 100 * 100
    return days.between(days.year(first), days.year(second))


def weekday(args: Args, ctx: Context) -> Days:
    """A weekday: by prochain/dernier/ce, else by tense, else the nearest one behind."""
    ref = ctx.day()
    back = (ref.weekday() - args["weekday"]) % 7
    which = args.get("which")
    ahead = {"next": True, "this": back > 3}.get(which or "", bool(back) and ctx.direction == "future")
    if which == "last":
        back = back or 7
    elif ahead:  # "ce jeudi" is the nearest one, whatever the tense
        back -= 7
    told = ctx.sayings.get(args["weekday"])
    if which is None and told is not None and ctx.direction != "past" and abs((told - ref).days) <= 7:
        return with_part(days.day(told), args.get("part"))
    result = days.day(ref - timedelta(back) + timedelta(7 * args.get("weeks", 0)))
    return with_part(result, args.get("part"))


def relative_day(args: Args, ctx: Context) -> Days:
    """Yesterday, today, tomorrow: `offset` days from the report's day."""
    return with_part(days.day(ctx.day() + timedelta(args.get("offset", 0))), args.get("part"))


def this_part(args: Args, ctx: Context) -> Days:
    """This morning, this evening, this night (the one behind, unless the tense is future)."""
    step = -1 if args["part"] == "night" and ctx.direction != "future" else 0
    return with_part(days.day(ctx.day() + timedelta(step)), args["part"])


def part_of(args: Args, ctx: Context) -> Days:
    """A part of a day or a clock time: of the day `a`, else of the day that stands near.

    A night without its day is the one that ends on the report's, unless the tense is future.
    """
    value = ctx.evaluate(args["a"]) if "a" in args else ctx.near
    if value is None:
        value = days.day(ctx.day())
    if (
        "a" not in args
        and args.get("part") == "night"
        and ctx.direction != "future"
        and value.first == ctx.ref
    ):
        value = days.day(ctx.day() - timedelta(1))
    return with_part(value, args.get("part") or value.part)


def day_with(args: Args, ctx: Context) -> Days:
    """A day `a` with the part of the day or the clock time that stands beside it (`b`, `c`)."""
    found = [args[name] for name in ("b", "c") if name in args]
    parts = [args.get("part"), *(node.args.get("part") for node in found)]
    part = next((part for part in parts if part), None)
    if "a" not in args:
        return part_of({"part": part}, ctx)
    value = ctx.evaluate(args["a"])
    return with_part(value, part or value.part)


def unit(args: Args, ctx: Context) -> Days:
    """This, last or next week, month, year ..., `step` of them from the report's day or the text's time."""
    name = args["unit"]
    base = ctx.base({"base": args.get("base"), "unit": "any"}).first or ctx.day()
    step: int = {"last": -1, "next": 1}.get(args.get("which", "")) or args.get("step", 0)
    if name == "weekend" and args.get("base") != "anchor":
        return _weekend(base, step, ctx.direction)
    return days.around(name, days.shift(base, step, name))


def _weekend(ref: date, step: int, direction: Direction | None) -> Days:
    if ref.weekday() >= 5:
        return days.around("weekend", ref + timedelta(7 * step))
    if step == 0:
        step = 0 if direction == "future" or (direction is None and ref.weekday() >= 2) else -1
    elif step > 0:
        step -= 1
    return days.around("weekend", ref + timedelta(7 * step))


def season(args: Args, ctx: Context) -> Days:
    """A season of a year; "last winter" is known to the day, "winter 2017" may be either of two."""
    kind = ctx.grammar.seasons[args["season"]]
    year = year_of(args, ctx)
    if year is not None:
        return days.season(year, kind)
    ref = ctx.day()
    wraps = kind.last < kind.first
    found = []
    for start in range(ref.year - 2, ref.year + 3):
        first, last = date(start, *kind.first), date(start + wraps, *kind.last)
        found.append(Days(first=first, last=last, grain="season", edtf=f"{start:04}-{kind.code}"))
    return pick(found, args, ctx, reach=300)


def nth(args: Args, ctx: Context) -> Days:
    """The n-th quarter or half of a year."""
    name, number = args["unit"], int(args["n"])
    count = days.MONTHS_OF[name]
    first = (number - 1) * count + 1
    if not 1 <= first <= 12:
        raise ValueError("no such part of a year")
    year = year_of(args, ctx)
    if year is not None:
        return days.months(year, first, count, name)
    ref = ctx.day()
    found = [days.months(y, first, count, name) for y in range(ref.year - 2, ref.year + 3)]
    return pick(found, args, replace(ctx, direction=ctx.direction or "past"), reach=330)


def decade(args: Args, ctx: Context) -> Days:
    """The nineties."""
    number = int(args.get("year") or args.get("decade") or args.get("two_digits") or args.get("number") or 0)
    if number % 10:
        raise ValueError("a decade begins with a round year")
    return days.years(number if number > 99 else 1900 + number, 3)


def century(args: Args, ctx: Context) -> Days:
    """The n-th century, by its first digits (the 20th is 19XX)."""
    return days.years((int(args["n"]) - 1) * 100, 2)


def holiday(args: Args, ctx: Context) -> Days:
    """A holiday, or the day `step` days from it ("la veille de Noël")."""
    kind = ctx.grammar.holidays[args["holiday"]]
    step = timedelta(args.get("step", 0))
    year = year_of(args, ctx)
    if year is not None:
        return days.day(kind.on(year) + step)
    ref = ctx.day()
    found = [days.day(kind.on(y) + step) for y in range(ref.year - 2, ref.year + 3)]
    return pick(found, args, ctx, reach=250)


def named(args: Args, ctx: Context) -> Days:
    """A time that has a name of its own; `edtf` is a day, a year or two years."""
    value = str(args["named"])
    ends = [
        days.year(int(end)) if len(end) == 4 else days.day(date.fromisoformat(end))
        for end in value.split("/")
    ]
    return days.between(ends[0], ends[-1])

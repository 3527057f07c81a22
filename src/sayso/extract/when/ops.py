"""What rules can make: operations from the slots of a rule to days, under a context.

Each takes the slots and fixed values of its rule and returns `Days`.  It raises `Unresolved` where the
context lacks what it needs (no report date), ValueError or OverflowError where there is no such day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sayso.extract.when import days
from sayso.extract.when.days import Days

if TYPE_CHECKING:
    from sayso.extract.when.grammar import Grammar

Direction = Literal["past", "future"]
Args = Mapping[str, Any]


class Unresolved(Exception):
    """The context does not say enough to place an expression."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year: a fixed (month, day), or a number of days from Easter."""

    easter: int | None
    fixed: tuple[int, int] | None

    def on(self, year: int) -> date:
        """Its day in a year."""
        if self.fixed is not None:
            return date(year, *self.fixed)
        return days.easter(year) + timedelta(self.easter or 0)


@dataclass(frozen=True, slots=True)
class Node:
    """An expression found in the text: what to make of it, from the tokens `[first, last)`."""

    make: str
    kind: str
    args: Args
    rule: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression may lean on: the report's day and what the text said before."""

    grammar: Grammar
    ref: date | None
    direction: Direction | None = None
    anchor: Days | None = None  # the text's previous time
    anchor_day: Days | None = None  # ... that is a day
    sayings: Mapping[int, date] = field(default_factory=dict)  # weekdays that the text gives a date
    near: Days | None = None  # the day that a bare clock time or part of the day belongs to
    story_year: int | None = None  # the year that the text is telling of, where it is not the report's

    def day(self) -> date:
        """The report's day."""
        if self.ref is None:
            raise Unresolved
        return self.ref

    def base(self, args: Args) -> Days:
        """What a shift counts from: the slot `a`, the text's previous day, or the report's day."""
        if "a" in args:
            return evaluate(args["a"], self)
        if args.get("base") == "anchor":
            found = self.anchor_day if args.get("unit", "day") in ("day", "hour") else self.anchor
            if found is not None and found.first is not None:
                return found
        return days.day(self.day())


def evaluate(node: Node, ctx: Context) -> Days:
    """The days that a node means."""
    return OPS[node.make](node.args, ctx)


def _year(args: Args, ctx: Context) -> int | None:
    if "year" in args:
        return int(args["year"])
    if "two_digits" not in args:
        return None
    number = int(args["two_digits"])
    latest = (ctx.ref.year if ctx.ref else 2025) + 10
    return latest - (latest - number) % 100


def _pick(found: Iterable[Days], args: Args, ctx: Context, *, reach: int) -> Days:
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
    year = _year(args, ctx)
    if year is None and ctx.story_year and "which" not in args:
        year = ctx.story_year
    if year is not None:
        return _with_part(days.day(date(year, at, number)), part)
    ref = ctx.day()
    found = []
    for candidate in range(max(ref.year - 4, 1), min(ref.year + 5, 9999)):
        leap = candidate % 4 == 0 and (candidate % 100 != 0 or candidate % 400 == 0)
        if (at, number) != (2, 29) or leap:
            found.append(days.day(date(candidate, at, number)))
    best = _pick(found, args, ctx, reach=250)
    if "weekday" in args and "which" not in args:
        best = _on_weekday(best, found, args["weekday"], ref)
    return _with_part(best, part)


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


def _with_part(value: Days, part: str | None) -> Days:
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
        return _with_part(days.day(ctx.anchor.first.replace(day=number)), args.get("part"))
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
    return _with_part(_pick(found, args, ctx, reach=25 if "weekday" not in args else 90), args.get("part"))


def month(args: Args, ctx: Context) -> Days:
    """A month; without a year the one that tense and nearness choose."""
    year = _year(args, ctx)
    if year is None and ctx.story_year and "which" not in args:
        year = ctx.story_year
    if year is not None:
        return days.month(year, args["month"])
    ref = ctx.day()
    found = [days.month(y, args["month"]) for y in range(max(ref.year - 2, 1), min(ref.year + 3, 9999))]
    return _pick(found, args, replace(ctx, direction=ctx.direction or "past"), reach=330)


def year(args: Args, ctx: Context) -> Days:
    """A year in figures."""
    return days.year(_year(args, ctx) or 0)


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
    if which == "last":
        back = back or 7
    elif which == "next" or (which != "this" and back and ctx.direction == "future"):
        back -= 7
    elif which == "this" and back > 3:  # the nearest, whatever the tense
        back -= 7
    told = ctx.sayings.get(args["weekday"])
    if which is None and told is not None and ctx.direction != "past" and abs((told - ref).days) <= 7:
        return _with_part(days.day(told), args.get("part"))
    result = days.day(ref - timedelta(back) + timedelta(7 * args.get("weeks", 0)))
    return _with_part(result, args.get("part"))


def relative_day(args: Args, ctx: Context) -> Days:
    """Yesterday, today, tomorrow: `offset` days from the report's day."""
    return _with_part(days.day(ctx.day() + timedelta(args.get("offset", 0))), args.get("part"))


def this_part(args: Args, ctx: Context) -> Days:
    """This morning, this evening, this night (the one behind, unless the tense is future)."""
    step = -1 if args["part"] == "night" and ctx.direction != "future" else 0
    return _with_part(days.day(ctx.day() + timedelta(step)), args["part"])


def part_of(args: Args, ctx: Context) -> Days:
    """A part of a day or a clock time: of the day `a`, else of the day that stands near."""
    value = evaluate(args["a"], ctx) if "a" in args else ctx.near
    if value is None:
        value = days.day(ctx.day())
    return _with_part(value, args.get("part") or value.part)


def day_with(args: Args, ctx: Context) -> Days:
    """A day `a` with the part of the day or the clock time that stands beside it (`b`, `c`)."""
    found = [args[name] for name in ("b", "c") if name in args]
    parts = [args.get("part"), *(node.args.get("part") for node in found)]
    part = next((part for part in parts if part), None)
    if "a" not in args:
        return part_of({"part": part}, ctx)
    value = evaluate(args["a"], ctx)
    return _with_part(value, part or value.part)


def unit(args: Args, ctx: Context) -> Days:
    """This, last or next week, month, year ..., `step` of them from the report's day or the text's time."""
    name = args["unit"]
    base = ctx.base({"base": args.get("base"), "unit": "any"}).first or ctx.day()
    step = {"last": -1, "next": 1}.get(args.get("which", ""), args.get("step", 0))
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
    year = _year(args, ctx)
    if year is not None:
        return days.season(year, kind)
    ref = ctx.day()
    wraps = kind.last < kind.first
    found = []
    for start in range(ref.year - 2, ref.year + 3):
        first, last = date(start, *kind.first), date(start + wraps, *kind.last)
        found.append(Days(first=first, last=last, grain="season", edtf=f"{start:04}-{kind.code}"))
    return _pick(found, args, ctx, reach=300)


def nth(args: Args, ctx: Context) -> Days:
    """The n-th quarter or half of a year."""
    name, number = args["unit"], int(args["n"])
    count = days.MONTHS_OF[name]
    first = (number - 1) * count + 1
    if not 1 <= first <= 12:
        raise ValueError("no such part of a year")
    year = _year(args, ctx)
    if year is not None:
        return days.months(year, first, count, name)
    ref = ctx.day()
    found = [days.months(y, first, count, name) for y in range(ref.year - 2, ref.year + 3)]
    return _pick(found, args, replace(ctx, direction=ctx.direction or "past"), reach=330)


def decade(args: Args, ctx: Context) -> Days:
    """The nineties."""
    number = int(args.get("year") or args.get("decade") or args.get("two_digits") or args.get("number") or 0)
    return days.years(number if number > 99 else 1900 + number, 3)


def century(args: Args, ctx: Context) -> Days:
    """The n-th century, by its first digits (the 20th is 19XX)."""
    return days.years((int(args["n"]) - 1) * 100, 2)


def holiday(args: Args, ctx: Context) -> Days:
    """A holiday."""
    kind = ctx.grammar.holidays[args["holiday"]]
    year = _year(args, ctx)
    if year is not None:
        return days.day(kind.on(year))
    ref = ctx.day()
    found = [days.day(kind.on(y)) for y in range(ref.year - 2, ref.year + 3)]
    return _pick(found, args, ctx, reach=250)


def named(args: Args, ctx: Context) -> Days:
    """A time that has a name of its own; `edtf` is a day, a year or two years."""
    value = str(args["named"])
    ends = [
        days.year(int(end)) if len(end) == 4 else days.day(date.fromisoformat(end)) for end in value.split("/")
    ]
    return days.between(ends[0], ends[-1])


_COARSER = {"day": "month", "week": "month", "month": "year", "weekend": "month", "quarter": "year"}
_GRAIN = {"hour": "day", "minute": "day"}
_LENGTH = {"week": 7, "month": 30, "year": 365, "quarter": 91, "half": 182, "decade": 3652, "century": 36524}


def _count(args: Args) -> float:
    return float(args.get("n") or args.get("round") or args.get("vague") or 1) + float(args.get("half_more", 0))


def shift(args: Args, ctx: Context) -> Days:
    """A number of units before or after: as precise as the unit; less so for "some" and "about"."""
    base = ctx.base(args)
    number, name = _count(args) * args["sign"], args["unit"]
    start = base.last if args["sign"] > 0 and "a" in args else base.first
    target = days.shift(start or base.first or ctx.day(), number, name)
    grain = _GRAIN.get(name, name)
    if "half_more" in args:
        grain = "month" if name == "year" else "day" if name == "month" else grain
    if "vague" in args and name in _COARSER:
        return days.around(_COARSER[name], target)
    value = days.around(grain, target)
    if base.grain in ("month", "year", "season", "decade") and name != "year":
        value = days.around("month" if base.grain == "month" else "year", target)
    if name not in _GRAIN and ("vague" in args or "round" in args or "about" in args):
        near = abs(number) * _LENGTH.get(name, 1)
        if grain == "day" and near > 45:
            return days.around("month", target)
        return days.about(value, max(1, round(near * 0.2)))
    return value


def stretch(args: Args, ctx: Context) -> Days:
    """The last or next few units up to, or from, the report's day ("ces trois derniers mois")."""
    ref = ctx.day()
    name, sign = args["unit"], 1 if args.get("which") == "next" else -1
    exact = "n" in args
    other = days.shift(ref, (_count(args) if exact else 4) * sign, name)
    if name in ("hour", "minute"):
        grain = "day"
    else:
        grain = name if exact or name not in _COARSER else _COARSER[name]
    ends = sorted([ref, other])
    if grain in ("day", "week", "weekend"):
        return days.run(ends[0], ends[1], "span")
    return days.between(*(days.around(grain, end) for end in ends))


def interval(args: Args, ctx: Context) -> Days:
    """From `a` to `b`; what one end leaves out (a year, a month) the other one gives."""
    a, b = args["a"], args["b"]
    if _open(a) and not _open(b):
        end = evaluate(b, ctx)
        begin = evaluate(a, replace(ctx, ref=end.first, direction="past", story_year=None))
    else:
        begin = evaluate(a, ctx)
        inner = replace(ctx, ref=begin.first, direction="future", story_year=None) if _open(b) else ctx
        end = evaluate(b, inner)
    return replace(days.between(begin, end), part=args.get("part"))


def _open(node: Node) -> bool:
    """Does the expression leave its year or week to the context?"""
    inner = node.args.get("a")
    if isinstance(inner, Node):
        return _open(inner)
    if node.make not in ("date", "month", "weekday", "day_of_month", "season", "holiday"):
        return False
    return not {"year", "two_digits"} & set(node.args)


def day_range(args: Args, ctx: Context) -> Days:
    """From one day to another of the same month ("du 3 au 6 avril", "les 3 et 4 avril")."""
    shared = {k: v for k, v in args.items() if k in ("month", "year", "two_digits", "which")}
    last = {**shared, "day": args["d2"], **({"weekday": args["w2"]} if "w2" in args else {})}
    end = full_date(last, ctx) if "month" in args else day_of_month(last, ctx)
    first = end.first.replace(day=args["d1"]) if end.first else None
    if first is not None and "month" not in args and args["d1"] > args["d2"]:
        first = days.shift(first, -1, "month")
    return replace(days.between(days.day(first), end) if first else end, part=args.get("part"))


def night(args: Args, ctx: Context) -> Days:
    """The night from `a` to `b`, or the one that begins on `a`: two days."""
    if "b" in args:
        return interval({**args, "part": "night"}, ctx)
    return _with_part(evaluate(args["a"], ctx), "night")


def portion(args: Args, ctx: Context) -> Days:
    """Early, mid or late in `a`: its value stays, the days narrow."""
    value = evaluate(args["a"], ctx)
    if value.first is None or value.last is None or value.grain == "day":
        return value
    length = (value.last - value.first).days
    low, high = {"early": (0.0, 0.4), "mid": (0.3, 0.7), "late": (0.6, 1.0)}[args["portion"]]
    return replace(
        value,
        first=value.first + timedelta(int(length * low)),
        last=value.first + timedelta(round(length * high)),
        operator=args["portion"],
    )


def inner(args: Args, ctx: Context) -> Days:
    """`a` under another direction: "pour septembre" looks forward, "depuis mars" back.

    `direction` holds whatever the clause says, `fallback` only where it says nothing.
    """
    direction = args.get("direction") or ctx.direction or args.get("fallback")
    return evaluate(args["a"], replace(ctx, direction=direction))


def since(args: Args, ctx: Context) -> Days:
    """From `a` on.  With `if_future`, only where `a` is still to come ("dès mardi"), else just `a`."""
    value = inner(args, ctx)
    if args.get("if_future") and (ctx.ref is None or value.first is None or value.first <= ctx.ref):
        return value
    if value.operator == "before":
        return value
    return replace(days.since(value), operator=args.get("operator", "since"))


def until(args: Args, ctx: Context) -> Days:
    """Up to `a`."""
    return days.until(inner(args, ctx), args.get("operator", "until"))


def since_count(args: Args, ctx: Context) -> Days:
    """For some units up to now ("depuis trois semaines")."""
    return days.since(shift({**args, "sign": -1}, ctx))


def until_count(args: Args, ctx: Context) -> Days:
    """Within some units from now ("d'ici deux ans")."""
    return days.until(shift({**args, "sign": 1}, ctx), "before")


def rebase(args: Args, ctx: Context) -> Days:
    """A count `s` that was taken from the text's previous time, taken from `a` instead."""
    counted = args["s"].args
    if "step" in counted:
        return shift({"n": abs(counted["step"]), "unit": "day", "sign": _sign(counted["step"]), "a": args["a"]}, ctx)
    if "sign" not in counted:
        raise ValueError("no count")
    return shift({**counted, "a": args["a"]}, ctx)


def _sign(number: int) -> int:
    return -1 if number < 0 else 1


def adjacent(args: Args, ctx: Context) -> Days:
    """Two days that follow each other ("hier et aujourd'hui")."""
    a, b = evaluate(args["a"], ctx), evaluate(args["b"], ctx)
    return days.between(a, b)


def same(args: Args, ctx: Context) -> Days:
    """The same day, week, year as the text's previous time, or `step` of them on."""
    name, step = args.get("unit", "day"), args.get("step", 0)
    base = ctx.base({"base": "anchor", "unit": name})
    if base.first is None:
        raise Unresolved
    target = days.shift(base.first, step, name)
    if name == "day" and base.grain != "day":
        target = days.shift(ctx.day(), step, name)
    return _with_part(days.around(name, target), args.get("part"))


def same_month(args: Args, ctx: Context) -> Days:
    """A month, weekday or season counted from the text's previous time ("le lundi suivant")."""
    base = ctx.base({"base": "anchor", "unit": "any"})
    which = "next" if args["step"] > 0 else "last"
    moved = replace(ctx, ref=base.first, story_year=None)
    return OPS[args["as"]]({**args, "which": which}, moved)


OPS: Mapping[str, Callable[[Args, Context], Days]] = {
    "date": full_date,
    "numeric": numeric,
    "day_of_month": day_of_month,
    "month": month,
    "year": year,
    "year_pair": year_pair,
    "weekday": weekday,
    "relative_day": relative_day,
    "this_part": this_part,
    "part_of": part_of,
    "day_with": day_with,
    "rebase": rebase,
    "adjacent": adjacent,
    "unit": unit,
    "season": season,
    "nth": nth,
    "decade": decade,
    "century": century,
    "holiday": holiday,
    "named": named,
    "shift": shift,
    "stretch": stretch,
    "interval": interval,
    "day_range": day_range,
    "night": night,
    "portion": portion,
    "inner": inner,
    "since": since,
    "until": until,
    "since_count": since_count,
    "until_count": until_count,
    "same": same,
    "following": same_month,
}

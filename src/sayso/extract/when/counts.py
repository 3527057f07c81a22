"""Operations that count units of time, from the report's day or from a time that the text gave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sayso.extract.when import days
from sayso.extract.when.context import Args, Context, UnresolvedError
from sayso.extract.when.dates import with_part
from sayso.extract.when.days import Days

_COARSER = {"day": "month", "week": "month", "month": "year", "weekend": "month", "quarter": "year"}


_GRAIN = {"hour": "day", "minute": "day"}


_LENGTH = {"week": 7, "month": 30, "year": 365, "quarter": 91, "half": 182, "decade": 3652, "century": 36524}


def _count(args: Args) -> float:
    return float(args.get("n") or args.get("round") or args.get("vague") or 1) + float(
        args.get("half_more", 0)
    )


def shift(args: Args, ctx: Context) -> Days:
    """A number of units before or after: as precise as the unit; less so for "some" and "about"."""
    base = ctx.base(args)
    number, name = _count(args) * args["sign"], str(args["unit"])
    start = base.last if args["sign"] > 0 and "a" in args else base.first
    target = days.shift(start or base.first or ctx.day(), number, name)
    grain = _GRAIN.get(name) or str(args.get("grain", name))
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
    name, sign = str(args["unit"]), 1 if args.get("which") == "next" else -1
    exact = "n" in args
    other = days.shift(ref, (_count(args) if exact else 4) * sign, name)
    grain: str = _GRAIN.get(name) or (name if exact else _COARSER.get(name, name))
    ends = sorted([ref, other])
    if grain in ("day", "week", "weekend") and ends[0] < ends[1]:
        return days.run(ends[0], ends[1], "span")
    return days.between(*(days.around(grain, end) for end in ends))


def _exact(args: Args) -> Args:
    """Weeks that bound a stretch are counted in days: "depuis une semaine" is seven of them."""
    return {"grain": "day"} if args["unit"] == "week" else {}


def since_count(args: Args, ctx: Context) -> Days:
    """For some units up to now ("depuis trois semaines")."""
    return days.since(shift({**args, **_exact(args), "sign": -1}, ctx))


def until_count(args: Args, ctx: Context) -> Days:
    """Within some units from now ("d'ici deux ans")."""
    return days.until(shift({**args, **_exact(args), "sign": 1}, ctx), "before")


def rebase(args: Args, ctx: Context) -> Days:
    """A count `s` that was taken from the text's previous time, taken from `a` instead."""
    counted = args["s"].args
    if "step" in counted:
        if ctx.evaluate(args["a"]).grain != "day":  # "au lendemain de 2007"
            return ctx.evaluate(args["a"])
        return shift(
            {"n": abs(counted["step"]), "unit": "day", "sign": _sign(counted["step"]), "a": args["a"]}, ctx
        )
    if "sign" not in counted:
        raise ValueError("no count")
    return shift({**counted, "a": args["a"]}, ctx)


def _sign(number: int) -> int:
    return -1 if number < 0 else 1


def same(args: Args, ctx: Context) -> Days:
    """The same day, week, year as the text's previous time, or `step` of them on."""
    name, step = args.get("unit", "day"), args.get("step", 0)
    base = ctx.base({"base": "anchor", "unit": name})
    if base.first is None:
        raise UnresolvedError
    target = days.shift(base.first, step, name)
    if name == "day" and base.grain != "day":
        target = days.shift(ctx.day(), step, name)
    return with_part(days.around(name, target), args.get("part"))


def same_month(args: Args, ctx: Context) -> Days:
    """A month, weekday or season counted from the text's previous time ("le lundi suivant")."""
    base = ctx.base({"base": "anchor", "unit": "any"})
    which = "next" if args["step"] > 0 else "last"
    moved = replace(ctx, ref=base.first, story_year=None)
    return moved.ops[args["as"]]({**args, "which": which}, moved)


def counted_event(args: Args, ctx: Context) -> Days:
    """The day of an event that another one is counted from ("deux jours après son arrestation").

    It is the other one that the sentence dates, or the report; weeks and months give the month.
    """
    counted = args["s"].args
    unit = str(counted.get("unit", "day"))
    if unit in _GRAIN or "vague" in counted:
        raise ValueError("too vague")
    number = counted["step"] if "step" in counted else _count(counted) * counted["sign"]
    target = days.shift(_beside(ctx), -number, unit)
    return days.around({"week": "month", "weekend": "month"}.get(unit, unit), target)


def day_of_event(args: Args, ctx: Context) -> Days:
    """Since the first day of what is in its n-th ("au cinquième jour de la grève")."""
    return days.since(days.day(_beside(ctx) - timedelta(int(args["n"]) - 1)))


def elapsed(args: Args, ctx: Context) -> Days:
    """The stretch that ends on the day that the sentence names ("après douze jours de captivité")."""
    unit, end = str(args["unit"]), _beside(ctx)
    number = float(args["n"]) + float(args.get("half_more", 0))
    if unit in _GRAIN:
        raise ValueError("within a day")
    if unit in ("day", "night"):
        return days.run(end - timedelta(int(number) - (unit == "day")), end, "span")
    grain = unit if unit in ("month", "year") else "day"
    return days.between(days.around(grain, days.shift(end, -number, unit)), days.around(grain, end))


def _beside(ctx: Context) -> date:
    """The day that stands in the sentence, else the report's."""
    return ctx.near.first if ctx.near is not None and ctx.near.first is not None else ctx.day()

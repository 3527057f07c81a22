"""Operations on other times: from one to another, parts of one, and open stretches."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sayso.extract.when import days
from sayso.extract.when.context import Args, Context, Node
from sayso.extract.when.dates import day_of_month, full_date, with_part
from sayso.extract.when.days import Days


def interval(args: Args, ctx: Context) -> Days:
    """From `a` to `b`; what one end leaves out (a year, a month) the other one gives."""
    a, b = args["a"], args["b"]
    if _open(a) and not _open(b):
        end = ctx.evaluate(b)
        begin = replace(ctx, ref=end.first, direction="past", story_year=None).evaluate(a)
    else:
        begin = ctx.evaluate(a)
        inner = replace(ctx, ref=begin.first, direction="future", story_year=None) if _open(b) else ctx
        end = inner.evaluate(b)
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
    return with_part(ctx.evaluate(args["a"]), "night")


def portion(args: Args, ctx: Context) -> Days:
    """Early, mid or late in `a`: its value stays, the days narrow."""
    value = ctx.evaluate(args["a"])
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
    return replace(ctx, direction=direction).evaluate(args["a"])


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

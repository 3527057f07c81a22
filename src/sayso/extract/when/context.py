"""What operations work on: a node found in the text, and the context that places it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from sayso.extract.when import days
from sayso.extract.when.days import Days

if TYPE_CHECKING:
    from sayso.extract.when.grammar import Grammar

Direction = Literal["past", "future"]
Args = Mapping[str, Any]


class UnresolvedError(Exception):
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
    ops: Mapping[str, Op]
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
            raise UnresolvedError
        return self.ref

    def base(self, args: Args) -> Days:
        """What a shift counts from: the slot `a`, the text's previous day, or the report's day."""
        if "a" in args:
            return self.evaluate(args["a"])
        if args.get("base") == "anchor":
            found = self.anchor_day if args.get("unit", "day") in ("day", "hour") else self.anchor
            if found is not None and found.first is not None:
                return found
        return days.day(self.day())

    def evaluate(self, node: Node) -> Days:
        """The days that a node means."""
        return self.ops[node.make](node.args, self)


Op = Callable[[Args, Context], Days]

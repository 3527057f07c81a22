"""Nodes -> `When`: place each expression in the calendar, in text order, each leaning on what stood before.

Where the report's own date is known to the month or year only, every day that it may be is tried, and an
expression keeps each of the values that come out: "mercredi" of a July is one of its Wednesdays.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.extract.when import days
from sayso.extract.when.context import Context, Direction, Node, UnresolvedError
from sayso.extract.when.days import Days
from sayso.extract.when.grammar import Grammar
from sayso.extract.when.ops import OPS
from sayso.extract.when.tokens import fold
from sayso.records import When

NEAR = 2  # sentences back that a bare clock time may look for its day
RECENT = timedelta(3)  # ... a day this close to the report may stand further back
FURTHER = 8
STORY = 2  # sentences that a date with its year lends that year to dates without
LISTED = 7  # at most so many candidates are listed; more become the stretch that they span
WORK = 30_000  # expressions times report days that are tried
EVENT = "EVENT"  # a kind that dates what the text counts from, and moves its time on no further
NO_DAY = Days(first=None, last=None, grain="none", edtf="")  # what "31 février" comes to
_REF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A node with what its surroundings say: its sentence and the direction of its clause."""

    node: Node
    sentence: int
    direction: Direction | None
    start: int
    end: int


def report_days(published: str | None) -> list[date]:
    """The days on which the report may have come out; none where it has no date that can be read."""
    match = _REF.match(re.sub(r"[~?%]", "", published or ""))
    if match is None:
        return []
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is not None and month is not None and day is not None:
            return [date(year, month, day)]
        span = days.month(year or 0, month) if month else days.year(year or 0)
    except ValueError:
        return []
    if span.first is None or span.last is None:
        return []
    return [span.first + timedelta(i) for i in range((span.last - span.first).days + 1)]


def place(found: Sequence[Found], *, published: str | None, grammar: Grammar, text: str) -> list[When]:
    """Every expression with its value; one that names no possible day ("31 février") is left out."""
    refs = report_days(published)
    if len(found) * len(refs) > WORK:  # a long list under a vague date: look at fewer of the days
        refs = [*refs[:: len(found) * len(refs) // WORK + 1], refs[-1]]
    worlds = [_walk(found, ref, grammar) for ref in refs] or [_walk(found, None, grammar)]
    out = []
    for i, item in enumerate(found):
        values = [world[i] for world in worlds]
        if any(value is NO_DAY for value in values):
            continue
        when = _when(item, [value for value in values if value is not None], refs, text)
        out.append(when)
    return _join(out, grammar, text)


def _join(whens: Sequence[When], grammar: Grammar, text: str) -> list[When]:
    """Make one stretch of two days that follow each other ("hier et aujourd'hui")."""
    out: list[When] = []
    for when in whens:
        last = out[-1] if out else None
        if last is not None and _next_to(last, when, grammar, text):
            out[-1] = dataclasses.replace(
                last,
                end=when.end,
                text=text[last.start : when.end],
                edtf=f"{last.edtf}/{when.edtf}",
                latest=when.latest,
                part_of_day=None,
            )
        else:
            out.append(when)
    return out


def _next_to(a: When, b: When, grammar: Grammar, text: str) -> bool:
    """Are these two plain days in a row, with no more than "et" between them?"""
    if not a.earliest or not b.earliest or a.edtf != a.earliest or b.edtf != b.earliest:
        return False
    if date.fromisoformat(b.earliest) - date.fromisoformat(a.earliest) != timedelta(1):
        return False
    return fold(text[a.end : b.start]).strip() in grammar.cues["joins"]


def _walk(found: Sequence[Found], ref: date | None, grammar: Grammar) -> list[Days | None]:
    """Values under one report day: None = cannot be known."""
    values: list[Days | None] = []
    anchor: Days | None = None
    anchor_day: tuple[Days, int] | None = None
    story: tuple[int, int] | None = None
    sayings = _sayings(found, ref, grammar)
    for i, item in enumerate(found):
        near = _near(anchor_day, item.sentence, ref)
        told = (
            story[0] if story and item.sentence - story[1] <= STORY and item.direction != "future" else None
        )
        ctx = Context(
            grammar=grammar,
            ops=OPS,
            ref=ref,
            direction=item.direction,
            anchor=anchor,
            anchor_day=anchor_day[0] if anchor_day else None,
            near=near,
            sayings=sayings,
            story_year=told,
        )
        beside = anchor_day is not None and anchor_day[1] == item.sentence
        if item.node.kind == EVENT and not beside:
            ctx = dataclasses.replace(ctx, near=None)
        if item.node.kind in ("PART", "CLOCK", EVENT) and not beside:
            ctx = _look_ahead(found, i, ctx)
        value = _try(item.node, ctx)
        values.append(value)
        if value is None or value.first is None or value.last is None or item.node.kind == EVENT:
            continue
        anchor = value
        if value.grain == "day":
            anchor_day = (value, item.sentence)
        if "year" in item.node.args and value.grain in ("day", "month"):
            elsewhere = ref is not None and ref.year - value.first.year >= 2
            story = (value.first.year, item.sentence) if elsewhere else None
        elif item.node.make in ("relative_day", "weekday", "unit"):
            story = None
    return values


def _near(anchor: tuple[Days, int] | None, sentence: int, ref: date | None) -> Days | None:
    """The day that the text is at, for a clock time without one."""
    if anchor is None or anchor[0].first is None:
        return None
    recent = ref is not None and timedelta(0) <= ref - anchor[0].first <= RECENT
    return anchor[0] if sentence - anchor[1] <= (FURTHER if recent else NEAR) else None


def _sayings(found: Sequence[Found], ref: date | None, grammar: Grammar) -> dict[int, date]:
    """Weekdays that stand with their date in the text ("jeudi 23 juin"): a bare one is the same day."""
    told: dict[int, date] = {}
    for item in found:
        if item.node.make == "date" and "weekday" in item.node.args:
            value = _try(item.node, Context(grammar=grammar, ops=OPS, ref=ref, direction=item.direction))
            if value is not None and value.first is not None:
                told.setdefault(item.node.args["weekday"], value.first)
    return told


def _look_ahead(found: Sequence[Found], i: int, ctx: Context) -> Context:
    """Let a clock time lean on a day that follows in its sentence ("vers 0 h 40, jeudi")."""
    for other in found[i + 1 : i + 3]:
        if other.sentence != found[i].sentence:
            break
        if other.node.kind == "DAY":
            value = _try(other.node, ctx)
            if value is not None and value.grain == "day":
                return dataclasses.replace(ctx, near=value)
    return ctx


def _try(node: Node, ctx: Context) -> Days | None:
    try:
        return ctx.evaluate(node)
    except UnresolvedError:
        return None
    except (ValueError, OverflowError, IndexError):
        return NO_DAY


def _when(item: Found, values: Sequence[Days], refs: Sequence[date], text: str) -> When:
    value = _merge(item, values, refs)
    return When(
        start=item.start,
        end=item.end,
        text=text[item.start : item.end],
        edtf=value.edtf if value else None,
        earliest=value.first.isoformat() if value and value.first else None,
        latest=value.last.isoformat() if value and value.last else None,
        operator=value.operator if value else None,
        part_of_day=value.part if value else None,
        rule=item.node.rule,
    )


def _merge(item: Found, values: Sequence[Days], refs: Sequence[date]) -> Days | None:
    """One value out of those under each possible report day."""
    if not values:
        return None
    if len({value.edtf for value in values}) == 1:
        return values[0]
    if item.node.make == "weekday" and "last" != item.node.args.get("which") != "next":
        values = [v for v in values if v.first is not None and refs[0] <= v.first <= refs[-1]] or values
    unique = sorted({value.edtf: value for value in values}.values(), key=lambda v: v.edtf)
    firsts = [v.first for v in unique if v.first is not None]
    lasts = [v.last for v in unique if v.last is not None]
    first = min(firsts) if len(firsts) == len(unique) else None
    last = max(lasts) if len(lasts) == len(unique) else None
    listed = all("/" not in v.edtf for v in unique)
    if listed and len(unique) <= LISTED:
        edtf = f"[{','.join(v.edtf for v in unique)}]" if len(unique) > 1 else unique[0].edtf
    elif listed and all(v.grain == "day" for v in unique):
        edtf = f"[{unique[0].edtf}..{unique[-1].edtf}]"
    else:
        edtf = _cover(first, last)
    grain, sample = ("day" if listed else "span"), unique[0]
    return Days(first=first, last=last, grain=grain, edtf=edtf, operator=sample.operator, part=sample.part)


def _cover(first: date | None, last: date | None) -> str:
    """The coarsest plain value that says no more than these ends do."""
    if first is None or last is None:
        known = first or last
        edge = f"{known.year:04}-{known.month:02}" if known else ".."
        return f"{edge}/.." if first else f"../{edge}"
    start, end = f"{first.year:04}-{first.month:02}", f"{last.year:04}-{last.month:02}"
    if start == end:
        return start
    return f"{start}/{end}"

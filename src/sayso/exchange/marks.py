"""The pieces of a report that a page marks, and how marks that nest or cross are woven into its text.

HTML elements nest and can't cross, spans of words do both.  `weave` opens the outer mark first; where two
marks cross, the later one is closed at the other's end and opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.exchange.labels import Labels
from sayso.exchange.view import Row, one_line, where_words
from sayso.exchange.view import figure_words as _figure_words
from sayso.exchange.view import when_words as _when_words
from sayso.reading import Reading
from sayso.records import Source

KINDS = ("event", "source", "cue", "party", "date", "place", "figure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked stretch `[start, end)` of a report.  `rows` are the claims that an event mark stands for."""

    start: int
    end: int
    kind: str
    tip: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A mark opens; `first` is False where it goes on after another one's end."""

    mark: Mark
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """The innermost open mark ends."""


Piece = Open | Close | str


def marks(reading: Reading, rows: tuple[Row, ...], labels: Labels) -> tuple[Mark, ...]:
    """Everything to be marked in a reading, sorted; one mark for each stretch and kind."""
    size = len(reading.report.text)
    merged: dict[tuple[int, int, str], Mark] = {}
    for mark in _all(reading, rows, labels):
        if not 0 <= mark.start < mark.end <= size:
            continue
        place = (mark.start, mark.end, mark.kind)
        old = merged.get(place)
        merged[place] = mark if old is None else _merged(old, mark)
    return tuple(sorted(merged.values(), key=_order))


def _order(mark: Mark) -> tuple[int, int, int]:
    return (mark.start, -mark.end, KINDS.index(mark.kind))


def _merged(old: Mark, new: Mark) -> Mark:
    tips = old.tip.split("\n")
    tip = old.tip if new.tip in tips else f"{old.tip}\n{new.tip}"
    return Mark(start=old.start, end=old.end, kind=old.kind, tip=tip, rows=old.rows + new.rows)


def _all(reading: Reading, rows: tuple[Row, ...], labels: Labels) -> Iterator[Mark]:
    for row in rows:
        yield _event(row)
        yield from _parties(row, labels)
    claims = reading.claims
    for attribution in [*reading.attributions, *(c.attribution for c in claims if c.attribution)]:
        for source in [*([attribution.source] if attribution.source else []), *attribution.chain]:
            yield _source(source, labels)
        if attribution.cue:
            cue, stance = attribution.cue, labels.of("stance", attribution.stance)
            yield Mark(start=cue.start, end=cue.end, kind="cue", tip=_tip(labels, "cue", stance))
    for when in [*reading.times, *(c.when for c in claims if c.when)]:
        tip = _tip(labels, "date", f"{_when_words(when, labels)} ({when.edtf or '?'})")
        yield Mark(start=when.start, end=when.end, kind="date", tip=tip)
    for where in [*reading.places, *(c.where for c in claims if c.where)]:
        tip = _tip(labels, "place", where_words(where, labels))
        yield Mark(start=where.start, end=where.end, kind="place", tip=tip)
    for figure in [*reading.figures, *(f for c in claims for f in c.figures)]:
        tip = _tip(labels, "figure", _figure_words(figure, labels))
        yield Mark(start=figure.start, end=figure.end, kind="figure", tip=tip)


def _tip(labels: Labels, kind: str, words: str) -> str:
    return f"{labels.of('layer', kind)}: {words}"


def _event(row: Row) -> Mark:
    says = row.says.name or row.says.how
    tip = f"{row.number}. {row.type}: {row.certainty}, {row.tense} — {says}"
    trigger = row.claim.trigger
    return Mark(start=trigger.start, end=trigger.end, kind="event", tip=tip, rows=(row,))


def _parties(row: Row, labels: Labels) -> Iterator[Mark]:
    for party in (*row.claim.actor, *row.claim.recipient):
        tip = _tip(labels, "party", f"{one_line(party.name)} ({party.code})")
        yield Mark(start=party.start, end=party.end, kind="party", tip=tip)


def _source(source: Source, labels: Labels) -> Mark:
    tip = _tip(labels, "source", f"{one_line(source.name)}, {labels.of('kind', source.kind)}")
    return Mark(start=source.start, end=source.end, kind="source", tip=tip)


def weave(text: str, start: int, end: int, found: Iterable[Mark]) -> Iterator[Piece]:
    """The stretch `[start, end)` of a text with its marks, in properly nested pieces.

    Args:
        text: The report's text.
        start: Where the stretch begins.
        end: Where it ends; marks that reach beyond it are cut at it.
        found: Marks in any order.
    Yields:
        Strings whose concatenation is `text[start:end]`, and Open and Close in balance.
    """
    waiting = sorted((m for m in found if m.start < end and m.end > start), key=_order, reverse=True)
    stack: list[Mark] = []
    at = start
    while at < end:
        yield from _close(stack, at)
        while waiting and waiting[-1].start <= at:
            mark = waiting.pop()
            yield from _open(stack, mark, first=mark.start >= start)
        ends = [min(m.end for m in stack)] if stack else []
        after = min([end, *ends, *([waiting[-1].start] if waiting else [])])
        yield text[at:after]
        at = after
    for _ in stack:
        yield Close()


def _close(stack: list[Mark], at: int) -> Iterator[Piece]:
    """Close what ends here; marks above it on the stack are closed and opened again."""
    lowest = next((n for n, mark in enumerate(stack) if mark.end <= at), None)
    if lowest is None:
        return
    above = stack[lowest:]
    for _ in above:
        yield Close()
    del stack[lowest:]
    for mark in above:
        if mark.end > at:
            stack.append(mark)
            yield Open(mark=mark, first=False)


def _open(stack: list[Mark], mark: Mark, *, first: bool) -> Iterator[Piece]:
    stack.append(mark)
    yield Open(mark=mark, first=first)

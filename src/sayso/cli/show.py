"""Readings in a terminal: a table where there is room, a card a claim where there is not or more is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.session import Session, printable
from sayso.exchange.dates import in_words
from sayso.exchange.view import Named, Row, rows

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.reading import Reading

ROOM = 100  # columns that a table needs
INDENT = 12  # columns before the value of a field on a card
_STYLES = {
    "CT+": "green",
    "PR+": "yellow",
    "PS+": "yellow",
    "CT-": "red",
    "PR-": "red",
    "PS-": "red",
    "UU": "magenta",
}


def reading(found: Reading, session: Session, *, evidence: bool, width: int) -> RenderableType:
    """One report and its claims.

    Args:
        found: The reading.
        session: Language and texts.
        evidence: Show each claim's sentence; that takes cards.
        width: Columns of the terminal.
    """
    lines = rows(found, session.labels)
    parts: list[RenderableType] = [heading(found, session)]
    if not lines:
        parts.append(Text("  " + session.say("read", "none"), style="dim"))
    elif evidence or width < ROOM:
        for row in lines:
            parts.append(card(row, session))
            if evidence:
                parts.append(sentence(found, row))
            parts.append(Text())
    else:
        parts.append(_table(lines, session))
    return Group(*parts)


def heading(found: Reading, session: Session) -> Text:
    """Outlet, date and title of a report."""
    report = found.report
    when = in_words(report.published, session.labels) if report.published else session.say("read", "no_date")
    facts = [report.outlet, when, report.title, report.key or report.origin]
    first, *others = [printable(" ".join(fact.split())) for fact in facts if fact]
    return Text.assemble(
        (first, "bold"), *((f" · {fact}", "bold" if n == 0 else "") for n, fact in enumerate(others))
    )


def _table(lines: tuple[Row, ...], session: Session) -> Table:
    from rich import box

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), leading=1, header_style="dim")
    table.add_column("", justify="right", style="dim", no_wrap=True)
    table.add_column("", no_wrap=True)
    for column, ratio in (("event", 20), ("who", 36), ("when", 18), ("where", 16), ("says", 24)):
        table.add_column(session.labels.of("column", column), ratio=ratio, overflow="fold")
    for row in lines:
        style = _STYLES[row.claim.factuality]
        table.add_row(
            str(row.number),
            Text(row.mark, style=f"bold {style}"),
            _event(row, style, session),
            _who(row),
            _stacked(row.when or "–", row.when_said if row.when != row.when_said else None),
            _clean(row.where or "–"),
            _says(row),
        )
    return table


def _clean(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def _stacked(first: str, second: str | None) -> Text:
    """A cell's value and, below it and dimmed, the words it was read from."""
    return Text("\n").join([_clean(first), *([_clean(second, "dim")] if second else [])])


def _event(row: Row, style: str, session: Session) -> Text:
    sure = f"{row.certainty}, {row.tense}"
    lines = [_clean(row.type, "bold"), _clean(f" {row.trigger}", ""), Text("\n" + sure, style=style)]
    lines += [Text.assemble("\n", _clean(figure, "dim")) for figure in row.figures]
    if row.same:
        lines.append(Text("\n" + _same(row, session), style="dim"))
    return Text.assemble(*lines)


def _same(row: Row, session: Session) -> str:
    return session.labels.of("page", "same", rows=", ".join(map(str, row.same)))


def _who(row: Row) -> Text:
    parts = [_party("", party) for party in row.actors] + [_party("→ ", party) for party in row.recipients]
    return Text("\n").join(parts) if parts else Text("–", style="dim")


def _party(arrow: str, party: Named) -> Text:
    return Text.assemble(arrow, _clean(party.name), (f" {party.code}", "dim"))


def _says(row: Row) -> Text:
    says = row.says
    if says.name is None:
        return _clean(says.how, "dim")
    return Text.assemble(
        _clean(says.name), "\n", _clean(says.how + (f" · {says.cue}" if says.cue else ""), "dim")
    )


def card(row: Row, session: Session, *, identity: bool = False) -> Group:
    """One claim, a line a field; `identity` adds the claim's id."""
    style = _STYLES[row.claim.factuality]
    head = Text.assemble(
        (f"{row.number:>3} ", "dim"),
        (f"{row.mark} ", f"bold {style}"),
        _clean(row.type, "bold"),
        _clean(f"  {row.trigger}  "),
        _clean(f"{row.certainty}, {row.tense}", style),
        (f"  {row.claim.id}" if identity else "", "dim"),
        (f"  {_same(row, session)}" if row.same and not identity else "", "dim"),
    )
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", style="dim", no_wrap=True, min_width=10)
    grid.add_column(overflow="fold")
    for label, value in _fields(row):
        grid.add_row(session.say("card", label), value)
    return Group(head, grid)


def _fields(row: Row) -> Iterator[tuple[str, Text]]:
    if row.actors:
        yield "who", Text("\n").join([_party("", party) for party in row.actors])
    if row.recipients:
        yield "whom", Text("\n").join([_party("", party) for party in row.recipients])
    if row.when:
        yield "when", _aside(row.when, row.when_said)
    if row.where:
        yield "where", _aside(row.where, row.where_said)
    if row.figures:
        yield "figures", _clean("; ".join(row.figures))
    said = " · ".join(part for part in (row.says.how, row.says.cue, row.says.through) if part)
    yield "says", _aside(row.says.name, said) if row.says.name else _clean(said, "dim")


def _aside(value: str, words: str | None) -> Text:
    return Text.assemble(_clean(value), _clean(f"  {words}" if words and words not in value else "", "dim"))


def sentence(found: Reading, row: Row) -> Padding:
    """The sentence that a claim rests on, its trigger in brackets and bold."""
    claim, text = row.claim, found.report.text
    start, end = min(claim.start, claim.trigger.start), max(claim.end, claim.trigger.end)
    before, after = text[start : claim.trigger.start], text[claim.trigger.end : end]
    line = Text()
    line.append(_squeezed(before).lstrip())
    line.append(f"[{_squeezed(claim.trigger.text)}]", style="bold")
    line.append(_squeezed(after).rstrip())
    return Padding(line, (0, 0, 0, INDENT))


def _squeezed(text: str) -> str:
    """White space drawn together, the one at the ends kept as one space."""
    words = " ".join(text.split())
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and words else ""
    return printable(f"{left}{words}{right}")

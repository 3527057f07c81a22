"""Readings as HTML: the report with its marks, and its claims in a table that is linked to them.

One file, no script, nothing fetched.  Every piece of text is escaped: by Jinja in the templates, by
`markupsafe.escape` where marks are woven in here.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from sayso import __version__
from sayso.exchange.dates import in_words
from sayso.exchange.labels import Labels, labels
from sayso.exchange.marks import KINDS, Close, Mark, Open, marks, weave
from sayso.exchange.view import Row, one_line, rows
from sayso.read.head import body_start
from sayso.reading import Reading
from sayso.records import Failure, Report

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_HEADING = 72  # characters of the text that stand in for a title
_BLANK = re.compile(r"\n[ \t\r\u00a0]{0,200}\n\s{0,2000}")


def fragment(reading: Reading, *, ui: str = "en") -> str:
    """One reading as a piece of HTML with its own styles, for notebooks and for a place in a page."""
    words = labels(ui)
    context = {"reports": [shown(reading, words, 1)], "alone": True}
    return _template("fragment.html").render(**_common(words), **context)


def page(outcomes: Iterable[Reading | Failure], *, ui: str = "en", title: str | None = None) -> str:
    """A whole page: every report with its marks and its table, and those that could not be read.

    Args:
        outcomes: Readings and failures, in the order in which they are to stand.
        ui: The language of headings and labels, "en" or "fr".
        title: The page's title.
    """
    words = labels(ui)
    found: list[dict[str, Any]] = []
    failures: list[Failure] = []
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            found.append(shown(outcome, words, len(found) + 1))
    return _template("page.html").render(
        **_common(words),
        title=title or words.of("page", "title"),
        reports=found,
        failures=failures,
        total=sum(len(report["rows"]) for report in found),
    )


def _common(words: Labels) -> dict[str, Any]:
    return {
        "labels": words,
        "style": Markup(_style()),  # our own file, checked by a test to hold no "</"
        "kinds": KINDS,
        "factualities": list(words.texts["factuality"]),
        "version": __version__,
    }


def shown(reading: Reading, words: Labels, number: int) -> dict[str, Any]:
    """What the template needs to know of one report."""
    report = reading.report
    found = rows(reading, words)
    anchor = f"r{number}-{report.id}"
    woven = marks(reading, found, words)
    first: dict[tuple[int, int], int] = {}  # claims of one trigger share the mark of the first of them
    for row in found:
        first.setdefault((row.claim.trigger.start, row.claim.trigger.end), row.number)
    return {
        "report": report,
        "anchor": anchor,
        "marked": {row.number: first[row.claim.trigger.start, row.claim.trigger.end] for row in found},
        "heading": heading(report, words),
        "published": in_words(report.published, words) if report.published else None,
        "paragraphs": [_woven(report.text, *span, woven, anchor) for span in paragraphs(report.text)],
        "rows": found,
        "certainties": _certainties(found, words),
        "sources": _sources(found),
    }


def heading(report: Report, words: Labels) -> str:
    """The title, else how the text begins."""
    if title := one_line(report.title or ""):
        return title
    start = body_start(report.text)
    begin = one_line(report.text[start : start + 2 * _HEADING])
    if len(begin) > _HEADING:
        begin = begin[:_HEADING].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    return begin or words.of("page", "untitled")


def _certainties(found: tuple[Row, ...], words: Labels) -> list[tuple[str, int]]:
    counts = Counter(row.claim.factuality for row in found)
    return [(value, counts[value]) for value in words.texts["factuality"] if counts[value]]


def _sources(found: tuple[Row, ...]) -> list[tuple[str, int]]:
    """The names that claims rest on, with how many: most first, then in text order."""
    return Counter(row.says.name or row.says.how for row in found).most_common()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The spans of a text's paragraphs, parted by blank lines, without white space around them."""
    spans, start = [], 0
    for match in [*_BLANK.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[start:end]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
        if left < right:
            spans.append((start + left, start + right))
        start = match.end() if match else end
    return spans


def _woven(text: str, start: int, end: int, found: tuple[Mark, ...], anchor: str) -> Markup:
    """A paragraph with its marks.  The link of an event mark leads to its first row in the table."""
    out: list[str] = []
    tags: list[str] = []
    for piece in weave(text, start, end, found):
        if isinstance(piece, Close):
            out.append(f"</{tags.pop()}>")
        elif isinstance(piece, Open):
            tag = "a" if piece.mark.rows and "a" not in tags else "span"  # links do not nest
            tags.append(tag)
            out.append(f"<{tag} {' '.join(_attributes(piece, anchor, tag))}>")
        else:
            out.append(str(escape(piece)))
    return Markup("".join(out))


def _attributes(piece: Open, anchor: str, tag: str) -> Iterator[str]:
    mark = piece.mark
    if not mark.rows:
        yield f'class="m {mark.kind}"'
        yield f'title="{escape(mark.tip)}"'
        return
    first = mark.rows[0]
    yield f'class="m event {css(first.claim.factuality)}"'
    yield f'title="{escape(mark.tip)}"'
    if tag == "a":
        yield f'href="#{anchor}-c{first.number}"'
    if piece.first:
        yield f'id="{anchor}-t{first.number}"'
        yield f'data-mark="{escape("".join(dict.fromkeys(row.mark for row in mark.rows)))}"'


def css(factuality: str) -> str:
    """The class of a factuality value: "CT+" is "ct-yes", "PS-" is "ps-no", "UU" is "uu"."""
    return (
        factuality.lower().replace("+", "-yes")
        if "+" in factuality
        else factuality.lower().replace("-", "-no")
    )


@functools.cache
def _style() -> str:
    return _source("style.css")


def _source(name: str) -> str:
    from importlib.resources import files

    return (files("sayso.exchange") / "templates" / name).read_text(encoding="utf-8")


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["css"] = css
    return made


def _template(name: str) -> Template:
    return _environment().get_template(name)

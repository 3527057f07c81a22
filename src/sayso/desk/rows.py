"""The rows of the table of events.

Written out by hand: a page has fifty of them, and filling a template for each took most of the time of a page.
`escape` stands around everything that comes from a report; what is not escaped is `Markup` made by the signs.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from sayso.desk.words import Words
from sayso.desk.words import words as in_language

VOICES = 6  # of an event that a row lists
PARTIES = 3
_CELL = {"event": 'th scope="row"', "origins": 'td class="n"'}
_CELLS = ("status", "event", "who", "when", "where", "says", "origins")
_NONE = Markup('<span class="quiet">–</span>')


@functools.lru_cache(maxsize=50_000)
def _safe(text: str) -> str:
    """A name as it stands in a page: the same names come again and again."""
    return str(escape(text))


def event_row(row: Mapping[str, Any], words: Words, signs: SimpleNamespace) -> Markup:
    """One event as a row; `row` is that of `listing.summary`, `signs` are the small signs of the language."""
    id_ = escape(row["id"])
    cells = (
        f"{signs.status(row['status'], row['grade'])}{_about(row, words)}",
        f'{signs.kind(row["type"])} <a href="/event/{id_}"><q>{_safe(row["trigger"])}</q></a>',
        _who(row, signs),
        _safe(words.day(row["when"])) if row["when"] else _NONE,
        place_of(row["place"], words),
        _voices(row["voices"], words, signs),
        f'<b>{row["origins"]:d}</b> <span class="quiet" title="{_reports(words.ui, row["reports"])}">'
        f"/ {row['reports']:d}</span>",
    )
    shown = [f"  {begin}{cell}{end}\n" for (begin, end), cell in zip(_around(words.ui), cells, strict=True)]
    return Markup(f'<tr id="e-{id_}">\n{"".join(shown)}</tr>\n')


@functools.lru_cache(maxsize=8)
def _around(ui: str) -> tuple[tuple[str, str], ...]:
    """What stands around the cells of a row; made once for each language."""
    labels = in_language(ui).texts["column"]
    return tuple(
        (f'<{_CELL.get(name, "td")} data-label="{escape(labels[name])}">', f"</{_CELL.get(name, 'td')[:2]}>")
        for name in _CELLS
    )


@functools.lru_cache(maxsize=2000)
def _reports(ui: str, n: int) -> Markup:
    return escape(in_language(ui).say("event.reports", n=n))


def _about(row: Mapping[str, Any], words: Words) -> Markup:
    """What its reports do not agree on."""
    if not row["about"]:
        return Markup()
    what = ", ".join(escape(words.of("about", about)) for about in row["about"][:2])
    title = escape(words.say("event.not_agreed"))
    return Markup(f'<span class="flag" title="{title}"><span aria-hidden="true">≠</span> {what}</span>')


def _who(row: Mapping[str, Any], signs: SimpleNamespace) -> Markup:
    """Who did it, and to whom."""
    if not row["actors"] and not row["recipients"]:
        return _NONE
    to = f" {signs.arrow()} {_parties(row['recipients'])}" if row["recipients"] else ""
    return Markup(_parties(row["actors"]) + to)


def _parties(names: Sequence[str]) -> str:
    shown = ", ".join(map(_safe, names[:PARTIES]))
    more = len(names) - PARTIES
    return f'{shown} <span class="quiet">+{more}</span>' if more > 0 else shown


def place_of(place: Mapping[str, Any] | None, words: Words) -> Markup:
    """A place with its country."""
    if not place:
        return _NONE
    land = words.country(place["country"]) if place["country"] else ""
    if place["precision"] == "country" and land:
        return escape(land)
    name = place["name"] or place["text"]
    near = name if place["relation"] == "in" else words.labels.of("relation", place["relation"], place=name)
    return escape(near) + (Markup(", ") + escape(land) if land and land != name else Markup())


def _voices(voices: Sequence[Mapping[str, Any]], words: Words, signs: SimpleNamespace) -> Markup:
    """Who says so, and how."""
    own = f'<span class="quiet">{escape(words.say("event.own_voice"))}</span>'
    shown = "".join(
        f"<li>{signs.stance(v['stance'], v['side'], words=False)} "
        f"{_safe(v['source'][:40]) if v['source'] else own}</li>"
        for v in voices[:VOICES]
    )
    more = len(voices) - VOICES
    rest = f'<li class="quiet">+{more}</li>' if more > 0 else ""
    return Markup(f'<ul class="voices">{shown}\n{rest}</ul>')

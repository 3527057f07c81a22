"""EDTF values in words a reader likes: "2017-07" is "July 2017", "2012/.." is "since 2012".

What this module has no words for is shown as it is written: EDTF is exact and readable enough.
"""

from __future__ import annotations

import functools
import re
from datetime import date

from sayso.exchange.labels import Labels

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SEASONS = range(21, 25)
_LONGEST_LIST = 6


def in_words(edtf: str, labels: Labels) -> str:
    """An EDTF value in the language of the interface."""
    if edtf[:1] == "[" and edtf[-1:] == "]" and ".." not in edtf:
        return labels.of("date", "one_of", list=_listed([p.strip() for p in edtf[1:-1].split(",")], labels))
    first, slash, last = edtf.partition("/")
    if not slash:
        return _single(edtf, labels)
    if last in ("..", ""):
        return labels.of("date", "since", a=_single(first, labels))
    if first in ("..", ""):
        return labels.of("date", "until", b=_single(last, labels))
    return labels.of("date", "between", a=_single(first, labels), b=_single(last, labels))


def _listed(parts: list[str], labels: Labels) -> str:
    """Several dates; days of one month share its name: "5, 12, 19, 26 July 2017"."""
    days = [match.groups() for part in parts if (match := _DAY.fullmatch(part)) and match[3]]
    if len(days) == len(parts) and len({day[:2] for day in days}) == 1:
        shown = [str(int(day[2])) for day in days[:-1]]
    else:
        shown = [_single(part, labels) for part in parts[:-1]]
    if len(shown) >= _LONGEST_LIST:
        shown = [*shown[: _LONGEST_LIST - 2], "…"]
    return ", ".join([*shown, _single(parts[-1], labels)])


def _single(edtf: str, labels: Labels) -> str:
    for sign, wording in (("~", "about"), ("?", "unsure"), ("%", "unsure")):
        if edtf.endswith(sign):
            return labels.of("date", wording, a=_single(edtf[:-1], labels))
    time = ""
    if "T" in edtf:
        edtf, _, time = edtf.partition("T")
    match = _DAY.fullmatch(edtf)
    if match is None:
        return edtf + ("T" + time if time else "")
    words = _day(match, labels)
    return f"{words}, {time[:5]}" if time else words


def _day(match: re.Match[str], labels: Labels) -> str:
    year, month, day = match.groups()
    if month is None:
        return year
    if int(month) in _SEASONS:
        return str(labels.texts["date"]["season"][int(month) - _SEASONS.start]).format(y=year)
    try:
        value = date(int(year), int(month), int(day or 1))
    except ValueError:
        return match.group()
    return _written(value, labels.texts["date"]["pattern" if day else "month"], labels.ui)


@functools.lru_cache(maxsize=20_000)
def _written(value: date, pattern: str, ui: str) -> str:
    """A day by a pattern of CLDR; a report has the same few days again and again."""
    from babel.dates import format_date

    return str(format_date(value, pattern, locale=ui))

"""What stands before a report's first word: a date head and a dateline.

A head is " date 2017-07 En Libye, …", a dateline "Tripoli, 3 juil (agence) - …" or "22 juin 2012. - …".
Both stay in the text, so that offsets hold; the stages after this one read from `body_start` on, and take the
dateline for what it is: a place and a day, no event.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from sayso import resources
from sayso.read.dates import normal
from sayso.records import Evidence

_REACH = 240  # characters: a dateline is no longer
_NAME = r"[A-ZÀ-ÖØ-ÞŒ][\w'’.]{0,30}"
_PLACE = rf"{_NAME}(?:[ /-]{{1,3}}(?:(?:\w{{1,4}}[ -])?{_NAME})){{0,4}}"
_CAPITALS = r"[A-ZÀ-ÖØ-ÞŒ][A-ZÀ-ÖØ-ÞŒ'’-]{1,30}(?:[ /-]{1,3}[A-ZÀ-ÖØ-ÞŒ'’-]{2,30}){0,4}"
_BRACKETS = r"\([^()\n]{2,40}\)"
_GAP = r"[ \u00a0\u202f]"
_BEFORE = r"\s{0,20}"
_AFTER = rf"{_GAP}?[.,:]?{_GAP}{{0,2}}(?:-{{1,2}}|[–—])\s{{0,3}}(?=[«“\"A-ZÀ-ÖØ-ÞŒ0-9])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The line's parts, each where it stands; `end` is where the report's own words start."""

    start: int
    end: int
    place: Evidence | None = None
    date: Evidence | None = None
    edtf: str | None = None  # only where the line gives the year too
    agency: Evidence | None = None


def head_date(text: str) -> str | None:
    """The date that heads a text, as EDTF: " date 2017-07 En Libye, …" gives "2017-07"."""
    return _head(text)[0]


def body_start(text: str) -> int:
    """Where the report proper starts: after a date head, before a dateline; 0 without a head."""
    return _head(text)[1]


def _head(text: str) -> tuple[str | None, int]:
    match = _head_pattern().match(text)
    if match is None:
        return None, 0
    written = match["edtf"]
    for cut in (written, written.rstrip(".:,;")):
        if (edtf := normal(cut)) is not None:
            rest = re.compile(r"[.:,;]{0,2}\s{0,20}").match(text, match.start("edtf") + len(cut))
            return edtf, rest.end() if rest else match.end()
    return None, 0


@functools.cache
def _head_pattern() -> re.Pattern[str]:
    words = {w for lang in resources.languages() for w in _settings(lang).get("head", {}).get("date", [])}
    choice = "|".join(re.escape(w) for w in sorted(words)) or "(?!)"
    return re.compile(
        rf"\s{{0,20}}(?:{choice})\s{{0,3}}[:=]?\s{{0,3}}(?P<edtf>\[?\d{{4}}[0-9TXZ:/~?%+.,\]-]{{0,50}})(?=\s|$)",
        re.IGNORECASE,
    )


def _settings(lang: str) -> dict[str, dict[str, list[str]]]:
    name = f"lang/{lang}/read.toml"
    return resources.toml(name) if resources.files(name) else {}


def dateline(text: str, start: int = 0, *, lang: str = "fr") -> Dateline | None:
    """Find the dateline at `start`, if there is one.

    A dateline ends in a dash and holds a date or an agency in brackets; a place alone ("PARIS - …") is not
    told from a kicker ("VIDÉO - …") and is left in the text.

    Args:
        text: The whole report.
        start: `body_start(text)`.
        lang: ISO 639-1, for the names of months.
    """
    window = text[start : start + _REACH]
    match = next((m for pattern in _line_patterns(lang) if (m := pattern.match(window))), None)
    if match is None:
        return None

    def piece(name: str, trim: int = 0) -> Evidence | None:
        if not match[name]:
            return None
        first, last = match.start(name) + trim, match.end(name) - trim
        return Evidence(start=start + first, end=start + last, text=window[first:last])

    return Dateline(
        start=start,
        end=start + match.end(),
        place=piece("place"),
        date=piece("date"),
        edtf=_edtf(match, lang),
        agency=piece("agency", trim=1),
    )


def _edtf(match: re.Match[str], lang: str) -> str | None:
    if not match["year"]:
        return None
    return normal(f"{match['year']}-{_months(lang)[_bare(match['month'])]:02}-{int(match['day']):02}")


@functools.cache
def _line_patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Datelines with a day, and datelines with an agency only.

    Without a day a place must be in capitals: "Anne Durand (PS) - …" is a speaker and her party.
    """
    settings = _settings(lang).get("dateline", {})
    article = _any(settings.get("article", []))
    ordinal = _any(settings.get("ordinal", []))
    month, weekday = _any(_months(lang)), _any(_weekdays(lang))
    day = (
        rf"(?P<date>(?i:(?:(?:{article}){_GAP})?(?:(?:{weekday})\.?,?{_GAP})?"
        rf"(?P<day>\d{{1,2}})(?:{ordinal})?{_GAP}(?P<month>{month})\b\.?(?:{_GAP}(?P<year>\d{{4}}))?))"
    )
    more = rf"(?:,{_GAP}?{_PLACE})?"
    place = rf"(?:(?P<place>{_PLACE}){more}(?:{_GAP}?{_BRACKETS})?,{_GAP}?)?"
    dated = rf"{place}{day}(?:[,.]?{_GAP}?(?P<agency>{_BRACKETS}))?"
    undated = rf"(?:(?P<place>{_CAPITALS}){more},?{_GAP})?(?P<agency>{_BRACKETS})"
    undated += "(?P<date>)(?P<day>)(?P<month>)(?P<year>)"  # the same groups as above, empty
    return re.compile(_BEFORE + dated + _AFTER), re.compile(_BEFORE + undated + _AFTER)


def _any(words: object) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"  # type: ignore[call-overload]


def _bare(name: str) -> str:
    return name.lower().rstrip(".")


@functools.cache
def _months(lang: str) -> dict[str, int]:
    """Names and short names of the months, in lower case, with and without accents, without the full stop."""
    from babel.dates import get_month_names

    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=lang).items():
            names[_bare(name)] = number
            names[_plain(_bare(name))] = number
    return names


@functools.cache
def _weekdays(lang: str) -> tuple[str, ...]:
    from babel.dates import get_day_names

    return tuple(
        _bare(name) for w in ("wide", "abbreviated") for name in get_day_names(w, locale=lang).values()
    )


def _plain(name: str) -> str:
    """A name as those write it who have no accents on their keyboard."""
    import unicodedata

    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))

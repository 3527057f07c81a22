"""Which act of a series a text tells of: "acte IX", "la troisième semaine", "le cinquième essai"."""

from __future__ import annotations

import functools
import re
from typing import Any

from sayso import resources
from sayso.link.words import fold

Numbered = tuple[str, int]  # the noun that is counted, folded, and its number

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def series(text: str, lang: str = "fr") -> frozenset[Numbered]:
    """The nouns that a text counts, each with its number; the words are data (`lang/<iso>/series.toml`).

    Known failure: an ordinal that ranks and does not count ("la première rencontre d'un tel niveau").
    """
    found = set()
    for pattern in _patterns(lang):
        for match in pattern.finditer(fold(text)):
            number = _number(match["nth"].rstrip("s"), lang)
            if number:
                found.add((match["noun"], number))
    return frozenset(found)


def habitual(text: str, lang: str = "fr") -> bool:
    """Does a text tell of what happens again and again ("tous les samedis")?"""
    return _habit(lang).search(fold(text)) is not None


def _number(told: str, lang: str) -> int:
    """An ordinal in words, digits or Roman digits as a number; 0 where it is none."""
    if told in (words := _words(lang)["ordinals"]):
        return int(words[told])
    if digits := re.match(r"\d+", told):
        return int(digits.group())
    values = [_ROMAN[letter] for letter in told]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


@functools.cache
def _words(lang: str) -> dict[str, Any]:
    """The words of a language that count."""
    return resources.toml(f"lang/{lang}/series.toml")


@functools.cache
def _patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """ "troisième semaine", "9e samedi"; "acte 9", "acte IX"."""
    rows = _words(lang)
    ordinal = f"(?:{_any(rows['ordinals'])})s?|\\d{{1,2}} ?(?:{_any(rows['endings'])})"
    before = rf"\b(?P<nth>{ordinal})\s(?:(?:{_any(rows['between'])})\s){{0,2}}(?P<noun>{_any(rows['counted'])})s?\b"
    behind = rf"\b(?P<noun>{_any(rows['numbered'])})\s(?P<nth>\d{{1,2}}|[ivxl]{{1,6}})\b(?![,.]?\d|')"
    return re.compile(before), re.compile(behind)


@functools.cache
def _habit(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words(lang)['habit'])})\b")


def _any(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))

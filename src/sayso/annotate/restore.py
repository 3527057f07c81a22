"""Texts that lost their accents or their small letters, put back to ordinary writing before they are parsed.

What comes out has the length of what went in, letter for letter, so that offsets hold for both.  Ordinary text
comes out as it is, and is told by two searches.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso import resources
from sayso.annotate.accents import Accents, weights_of
from sayso.annotate.capitals import WORD, Capitals, Names, stretches
from sayso.annotate.forms import Forms, plain

SPARSE = 400  # letters; where there are fewer accents than one in so many, they were lost
LACKING = 40  # words; one in so many at least must be no word without its accents


def restored(text: str, lang: str) -> str:
    """The text in ordinary writing, as long as it was; a text in ordinary writing as it is."""
    settings = _settings(lang)
    if not settings:
        return text
    loud = stretches(text)
    quiet = _without(text, loud)
    lost = _sparse(quiet, settings["letters"])
    if not loud and not lost:
        return text
    return _restored(text, loud, quiet if lost else "", lang)


@dataclass(frozen=True)
class Tools:
    """What restoring needs of one language."""

    accents: Accents
    capitals: Capitals


def _restored(text: str, loud: list[tuple[int, int]], quiet: str, lang: str) -> str:
    tools = tools_of(lang)
    loud = [(a, b) for a, b in loud if tools.capitals.is_prose(text, a, b)]
    lost_small = _lacking(quiet, tools.accents)
    lost_loud = _sparse("".join(text[a:b] for a, b in loud), _settings(lang)["letters"])
    parts, done = [], 0
    for a, b in loud:
        parts += [text[done:a], tools.capitals.restore(text, a, b, exact=not lost_loud)]
        done = b
    text = "".join([*parts, text[done:]])
    if not lost_small and not (loud and lost_loud):
        return text

    def given(start: int, end: int) -> bool:
        inside = any(a <= start and end <= b for a, b in loud)
        return not (lost_loud if inside else lost_small)

    return tools.accents.restore(text, given)


def _without(text: str, loud: list[tuple[int, int]]) -> str:
    """The text between the stretches in capitals."""
    if not loud:
        return text
    starts = [0, *(b for _, b in loud)]
    ends = [*(a for a, _ in loud), len(text)]
    return "\n".join(text[a:b] for a, b in zip(starts, ends, strict=True))


def _sparse(text: str, letters: str) -> bool:
    """Has the text fewer accents than ordinary text of its length?"""
    pattern = _pattern(letters)
    first = pattern.search(text)
    if first is None:
        return True
    return len(text) > SPARSE and len(pattern.findall(text)) * SPARSE < len(text)


def _lacking(text: str, accents: Accents) -> bool:
    """Are there words in the text that are none without accents?"""
    words = [m.group() for m in WORD.finditer(text) if m.group().islower()]
    return sum(map(accents.lacking, words)) * LACKING > len(words)


@functools.cache
def _pattern(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(letters + letters.upper())}]")


@functools.cache
def _settings(lang: str) -> dict[str, Any]:
    name = f"lang/{lang}/restore.toml"
    return resources.toml(name) if resources.files(name) else {}


@functools.cache
def tools_of(lang: str) -> Tools:
    """The tools of a language, made when they are first needed."""
    from sayso.annotate.pipeline import pipeline

    settings = _settings(lang)
    forms = Forms(pipeline(lang), settings["letters"])
    accents = Accents(forms, settings["accents"], weights_of(lang))
    return Tools(accents, Capitals(forms, _names(lang), **_people(lang)))


def _names(lang: str) -> Names:
    settings = _settings(lang)["names"]
    found = [name for table, columns in settings["tables"].items() for name in _cells(lang, table, columns)]
    return Names(
        found,
        vowels=settings["vowels"],
        particles=frozenset(settings["particles"]),
        favour=settings["favour"],
    )


def _people(lang: str) -> dict[str, Any]:
    settings = _settings(lang)["names"]
    first = [name for table, columns in settings["first"].items() for name in _cells(lang, table, columns)]
    titles = [name for table, columns in settings["titles"].items() for name in _cells(lang, table, columns)]
    return {
        "first_names": frozenset(map(plain, first)),
        "titles": {plain(title): title for title in titles},
    }


def _cells(lang: str, table: str, columns: list[str]) -> Iterator[str]:
    """What stands in some columns of a table; several things in one cell are parted by a bar."""
    for row in resources.table(f"lang/{lang}/{table}.tsv"):
        for column in columns:
            yield from (cell for cell in row[column].split("|") if cell and cell != "-")

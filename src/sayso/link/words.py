"""Words as they are compared: folded, stemmed, and weighed by how rare they are in the press."""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator

import Stemmer

from sayso import resources

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*", re.UNICODE)
_STEMMERS = {"fr": "french", "en": "english"}
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'", "‘": "'"})
SHORTEST = 3  # letters; shorter words tell nothing
_UNSEEN = 0.0008  # share of reports that a stem outside the table is taken to stand in


@functools.lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, without accents, ligatures parted, apostrophes straight."""
    text = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def words(text: str) -> Iterator[str]:
    """The words of a text in order, as printed; a compound with hyphens is one."""
    for match in _WORD.finditer(text):
        yield match.group()


def placed(text: str) -> Iterator[tuple[int, str]]:
    """The same, each with where it begins."""
    for match in _WORD.finditer(text):
        yield match.start(), match.group()


@functools.cache
def _stemmer(lang: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS.get(lang, "english"))


@functools.lru_cache(maxsize=200_000)
def stem(word: str, lang: str = "fr") -> str:
    """The stem of a word (Snowball), folded: "négociations" and "négociation" give "negoci"."""
    return fold(_stemmer(lang).stemWord(word.lower()))


@functools.lru_cache(maxsize=200_000)
def stems(word: str, lang: str = "fr") -> tuple[str, ...]:
    """Every stem that a word is found under: as written, and as somebody writes it who has no accents.

    Endings are told by their accents ("libérée"), so the stem of the folded word may be another one.
    """
    return tuple(dict.fromkeys((stem(word, lang), stem(fold(word), lang))))


def content(text: str, lang: str = "fr") -> list[str]:
    """The stems of a text's words of three letters and more, in order, with repeats."""
    return [stem(word, lang) for word in words(text) if len(word) >= SHORTEST]


@functools.cache
def _shares(lang: str) -> dict[str, float]:
    name = f"lang/{lang}/common.tsv"
    return {row["stem"]: float(row["share"]) for row in resources.table(name)}


@functools.lru_cache(maxsize=200_000)
def rarity(stem_: str, lang: str = "fr") -> float:
    """How much it tells that two texts share a stem: -ln of the share of reports that it stands in, in nats.

    The shares are data (`lang/<iso>/common.tsv`, counted once over press reports) and not those of the store:
    a weight must not change because another report came in.
    """
    return -math.log(_shares(lang).get(stem_, _UNSEEN))


def rarest(found: Iterable[str], count: int, lang: str = "fr") -> tuple[str, ...]:
    """The `count` rarest of some stems, the rarest first; the alphabet decides between equals."""
    return tuple(sorted(set(found), key=lambda s: (-rarity(s, lang), s))[:count])

"""The words of one language's `where.toml`, in the shapes that place finding looks them up in."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.errors import DataError
from sayso.extract.where.words import Words, fold
from sayso.records import Relation
from sayso.resources import toml

SETS = (
    "articles", "links", "links_spaced", "of", "locative", "neutral", "inside", "titles", "openers",
    "closers",     "joined_before", "named_after", "common", "before_no_town", "not_kinds", "at", "grounds",
)  # fmt: skip
CENTRE = -1.0  # the bearing of "dans le centre de"


@dataclass(frozen=True, slots=True)
class Cue:
    """A relation that words before a place name, and how far around the place it reaches."""

    relation: Relation
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Sets hold folded words, except `locative`, `neutral` and `inside`: lower case with accents."""

    home: str
    quarters: frozenset[str]  # "arrondissement"
    quartered: tuple[str, ...]  # the towns that have them, the likeliest first
    articles: frozenset[str]
    links: frozenset[str]  # may stand inside a hyphenated name
    links_spaced: frozenset[str]  # may stand inside a name
    of: frozenset[str]
    locative: frozenset[str]
    neutral: frozenset[str]
    inside: frozenset[str]
    at: frozenset[str]  # "à"
    grounds: frozenset[str]  # nouns that make a demonym a place: "territoire"
    titles: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]
    joined_before: frozenset[str]
    named_after: frozenset[str]
    not_places: Mapping[str, int]  # first word -> longest; see `blocked`
    blocked: frozenset[str]
    not_kinds: frozenset[str]  # "à la place (de)"
    common: frozenset[str]
    before_no_town: frozenset[str]
    after: Mapping[str, tuple[str, ...]]  # folded name -> words of which one must stand before it
    kinds: Mapping[str, tuple[str, ...]]  # noun -> town, region, site
    kind_starts: frozenset[str]  # first words of `kinds`, with and without accents
    longest_kind: int
    shared: Mapping[str, tuple[str, ...]]  # folded name -> the countries that share it
    glue: frozenset[str]  # may stand between a town and its country
    bare: frozenset[str]
    fill: frozenset[str]
    directions: Mapping[str, float]
    cues: Mapping[str, Cue]
    longest_cue: int
    units: frozenset[str]
    numbers: Mapping[str, float]
    border: frozenset[str]
    between: str
    both: str


@functools.cache
def lexicon(lang: str = "fr") -> Lexicon:
    """The lexicon of a language.

    Raises:
        DataError: R010 for a language without data, R002 for a file that lacks a key.
    """
    name = f"lang/{lang}/where.toml"
    rows = toml(name)
    try:
        return _build(rows)
    except (KeyError, TypeError) as error:
        raise DataError("R002", name, what=f"missing or malformed key {error}") from error


def _build(rows: Mapping[str, Any]) -> Lexicon:
    kinds: dict[str, tuple[str, ...]] = {}
    for kind in ("town", "region", "site"):
        for noun in rows["kinds"][kind]:
            kinds[noun] = (*kinds.get(noun, ()), kind)
    cues = {
        words: Cue(row["relation"], float(row.get("radius_km", 0.0)))
        for row in rows["relation"]
        for words in row["words"]
    }
    glue = _set(
        map(fold, [*rows["inside"], *rows["articles"], *rows["of"], *" ".join(rows["directions"]).split()])
    )
    first: dict[str, int] = {}
    for phrase in rows["not_places"]:
        words = phrase.split()
        first[words[0]] = max(first.get(words[0], 0), len(words))
    return Lexicon(
        home=rows["home"],
        quarters=frozenset(rows["quarters"]["words"]),
        quartered=tuple(rows["quarters"]["of"]),
        not_places=first,
        blocked=frozenset(rows["not_places"]),
        kinds=kinds,
        kind_starts=frozenset(form for noun in kinds for form in (noun.split()[0], fold(noun.split()[0]))),
        longest_kind=max(len(noun.split()) for noun in kinds),
        after={fold(name): tuple(left) for name, left in rows["after"].items()},
        shared={fold(name): tuple(codes) for name, codes in rows["shared"].items()},
        glue=glue,
        bare=frozenset(rows["kinds"]["bare"]),
        fill=frozenset(rows["kinds"]["fill"]),
        directions={words: float(bearing) for words, bearing in rows["directions"].items()},
        cues=cues,
        longest_cue=max(len(words.split()) for words in cues),
        units=frozenset(rows["distance"]["units"]),
        numbers={word: float(value) for word, value in rows["distance"]["words"].items()},
        border=frozenset(rows["between"]["border"]),
        between=rows["between"]["between"],
        both=rows["between"]["and"],
        **{key: _set(rows[key]) for key in SETS},
    )


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


def left_word(words: Words, at: int) -> str:
    """The word before word `at`, in lower case with its accents; "à" for a capital A; "(" after a bracket.

    "" where a sentence begins or other punctuation stands between.
    """
    if "(" in words.gap[at]:
        return "("
    if at == 0 or not words.tight[at]:
        return ""
    raw = words.raw[at - 1]
    return "à" if raw in ("A", "À") else raw.lower()


def is_after(left: str, allowed: Iterable[str]) -> bool:
    """Whether a left word is among allowed ones, which may be written with or without accents."""
    return left in allowed or left == "(" or (left != "à" and fold(left) in allowed)

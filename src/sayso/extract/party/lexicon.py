"""The party lexicon of a language: every name, noun and adjective that says who somebody is.

The rows stand in `lang/<iso>/*.tsv`; this module turns them into one index from words to entries.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sayso import resources
from sayso.extract.party.words import Words, accented, fold, split

Row = Mapping[str, str]
# of two rows with the same words the earlier table speaks first
TABLES = ("people", "groups", "organisations", "markers", "countries", "roles", "titles", "modifiers")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says: `country` is ISO alpha-3 (or IGO, NGO, INT, UNK), either part may be empty."""

    table: str
    at: str  # "groups.tsv:12"
    name: str
    kind: str
    country: str = ""  # of several ("SYR|IRQ") the report's own weighing decides
    sector: str = ""
    flags: frozenset[str] = frozenset()
    row: Row = field(default_factory=lambda: MappingProxyType({}), repr=False, compare=False, hash=False)

    @property
    def why(self) -> str:
        """How an explanation names this row."""
        return f"{self.at} {self.name!r}"

    def cell(self, column: str) -> str:
        """A further column of the row, "" where the table lacks it."""
        return self.row.get(column, "")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an entry; `exact` forms ("PS", "EI") must be spelt just so.

    `cap` is the index of the last capitalised word, which must be so in the text: "le monde" is no
    newspaper, "front national" no party of that name; -1 for forms in lower case.
    """

    words: tuple[str, ...]
    cap: int
    exact: tuple[str, ...] | None
    entry: Entry
    strict: tuple[str, ...] | None = None  # common nouns: accents tell "retraité" from "retraite"
    gender: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Forms found at words [first, last) of a text, best table first."""

    first: int
    last: int
    forms: tuple[Form, ...]

    @property
    def table(self) -> str:
        """The table of the best form."""
        return self.forms[0].entry.table

    @property
    def entry(self) -> Entry:
        """The entry of the best form."""
        return self.forms[0].entry

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the best form's table, in the order of their rows."""
        return tuple(f.entry for f in self.forms if f.entry.table == self.table)


class Lexicon:
    """An index of forms by first word; `settings` is the language's `party.toml`."""

    def __init__(self, forms: list[Form], settings: dict[str, Any], first_names: dict[str, str]) -> None:
        self.settings = settings
        self.first_names = first_names
        index: dict[str, dict[tuple[str, ...], list[Form]]] = {}
        for form in forms:
            index.setdefault(form.words[0], {}).setdefault(form.words, []).append(form)
        self._index = {
            first: sorted(((k, tuple(v)) for k, v in keys.items()), key=lambda kv: -len(kv[0]))
            for first, keys in index.items()
        }

    def scan(self, words: Words) -> list[Hit | None]:
        """For each word the longest hit that starts there and is not covered by an earlier one."""
        if words.scanned is not None and words.scanned[0] is self:
            known: list[Hit | None] = words.scanned[1]
            return known
        found: list[Hit | None] = [None] * len(words)
        words.scanned = self, found
        i = 0
        while i < len(words):
            hit = self.match(words, i) if words.folded[i] in self._index else None
            if hit is not None and (self._cuts(words, hit) or self._first_name(words, hit)):
                hit = None
            found[i] = hit
            i = hit.last if hit else i + 1
        return found

    def _first_name(self, words: Words, hit: Hit) -> bool:
        """Is a country a first name here ("Maurice Sow", "Dominique Roy")?"""
        if hit.entry.kind != "country" or hit.last - hit.first > 1 or hit.last >= len(words):
            return False
        follows = words.tight[hit.last] and words.cap[hit.last] and words.gap[hit.last] != ""
        return follows and words.folded[hit.first] in self.first_names

    def _cuts(self, words: Words, hit: Hit) -> bool:
        """Does a phrase cut a longer one short ("l'Union" in "l'Union européenne")?"""
        for i in range(hit.first + 1, hit.last):
            other = self.match(words, i) if words.folded[i] in self._index else None
            if other is not None and other.last > hit.last and other.last - i > 1:
                return True
        return False

    def match(self, words: Words, i: int) -> Hit | None:
        """The longest phrase of the lexicon that starts at word `i`."""
        for key, forms in self._index.get(words.folded[i], ()):
            last = i + len(key)
            if len(key) > 1 and not (tuple(words.folded[i:last]) == key and all(words.tight[i + 1 : last])):
                continue
            fitting = tuple(form for form in forms if _spelt(form, words, i, last))
            if fitting:
                return Hit(i, last, fitting)
        return None

    def named(self, phrase: str, table: str) -> tuple[Entry, ...]:
        """The entries of one table that a phrase names, any case."""
        key = tuple(fold(w) for w in split(phrase))
        if not key:
            return ()
        for words, forms in self._index.get(key[0], ()):
            if words == key:
                return tuple(f.entry for f in forms if f.entry.table == table)
        return ()

    def set_of(self, name: str) -> frozenset[str]:
        """A list of words of `party.toml`, folded."""
        return _folded(tuple(self.settings["words"][name]))


@functools.cache
def _folded(items: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(w) for w in items)


def _spelt(form: Form, words: Words, first: int, last: int) -> bool:
    if form.exact is not None:
        return tuple(words.text[first:last]) == form.exact
    if form.strict is not None and any(
        accented(w) != s for w, s in zip(words.text[first:last], form.strict, strict=True) if not w.isupper()
    ):
        return False
    return form.cap < 0 or words.cap[first + form.cap]


@functools.cache
def first_names(lang: str) -> dict[str, str]:
    """First names, folded, with the gender that they nearly always have; {} without such a file."""
    return {fold(row["name"]): row["gender"] for row in resources.table(f"lang/{lang}/first_names.tsv")}


@functools.cache
def lexicon(lang: str) -> Lexicon:
    """The party lexicon of a language.

    Raises:
        DataError: R010 for a language without data, R002 for a row that does not fit.
    """
    from sayso.extract.party.tables import forms_of

    settings = resources.toml(f"lang/{lang}/party.toml")
    forms: list[Form] = []
    for table in TABLES:
        forms.extend(forms_of(table, lang, settings))
    return Lexicon(forms, settings, first_names(lang))


def spellings(cell: str) -> Iterator[str]:
    """The entries of a `|`-separated cell."""
    return (part.strip() for part in cell.split("|") if part.strip())

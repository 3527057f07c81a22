"""The written forms of a language's words, drawn from the parser's own vocabulary when they are first needed.

The vectors' keys stand in the order of frequency, with the case and the accents that the words have in print;
the lemmatizer's tables tell good forms from misspelt ones.  Nothing of either is copied into this project.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.strings import hash_string  # type: ignore[attr-defined]

if TYPE_CHECKING:
    from spacy.language import Language

USUAL = 1000  # words more frequent than this one are no misspellings
FAR = 300  # a form this many times rarer than another is not weighed against it
NEVER = 10**9  # the rank of a form that is not in the vocabulary
LIGATURES = "œŒæÆ"

Array = np.ndarray[Any, Any]
Ranked = tuple[str, int]  # a form and its rank, 0 being the most frequent


@functools.lru_cache(maxsize=1 << 16)
def bare(text: str) -> str:
    """The text without accents, letter for letter; ligatures stay."""
    if text.isascii():
        return text
    return "".join(c if c in LIGATURES else unicodedata.normalize("NFD", c)[0] for c in text)


@functools.lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """The word in lower case without accents: what its forms have in common."""
    return bare("".join(low if len(low := c.lower()) == 1 else c for c in word))


class Forms:
    """What a vocabulary knows of written forms."""

    def __init__(self, nlp: Language, letters: str) -> None:
        """Read the vocabulary of a pipeline; words with letters other than a-z and `letters` are foreign."""
        self._strings = nlp.vocab.strings
        self._marks, self._ranks, self._keys = _index(nlp, frozenset("abcdefghijklmnopqrstuvwxyz" + letters))
        self._good, self._parts = _tables(nlp)
        self._lower: dict[str, tuple[Ranked, ...]] = {}
        self._names: dict[str, tuple[Ranked, ...]] = {}

    def cases(self, word: str, *, exact: bool) -> tuple[int, int, int]:
        """The rank of the word in lower case, as a name and in capitals; `exact`: with these very accents."""
        low = name = loud = NEVER
        wanted = word.lower()
        for form, rank in self._rows(plain(word)):
            if exact and form.lower() != wanted:
                continue
            if form.islower():
                low = min(low, rank)
            elif form.istitle():
                name = min(name, rank)
            elif form.isupper():
                loud = min(loud, rank)
        return low, name, loud

    def lower(self, word: str) -> tuple[Ranked, ...]:
        """The forms in lower case that a word can stand for if its accents are lost, the usual ones first."""
        key = plain(word)
        if key not in self._lower:
            self._lower[key] = self._weigh(key)
        return self._lower[key]

    def names(self, word: str) -> tuple[Ranked, ...]:
        """The same for its forms with a capital."""
        key = plain(word)
        if key not in self._names:
            found = [(f, r) for f, r in self._rows(key) if f.istitle()]
            self._names[key] = tuple(sorted(found, key=lambda row: row[1]))
        return self._names[key]

    def parts(self, form: str) -> str:
        """The parts of speech that the lemmatizer knows a form as, as one word: "noun+verb"."""
        return "+".join(name for name, table in self._parts if form in table)

    def _rows(self, key: str) -> Iterator[Ranked]:
        """All written forms of a word in the vocabulary, by what is left of it in lower case without accents."""
        mark = np.uint64(hash_string(key))
        first = int(np.searchsorted(self._marks, mark, "left"))
        last = int(np.searchsorted(self._marks, mark, "right"))
        for rank in self._ranks[first:last].tolist():
            form = self._strings[int(self._keys[rank])]
            if plain(form) == key:
                yield form, rank

    def _weigh(self, key: str) -> tuple[Ranked, ...]:
        found: dict[str, int] = {}
        for form, rank in self._rows(key):
            found.setdefault(form.lower(), rank)
        if not found:
            return ()
        usual = min(found, key=lambda form: found[form])
        good = {f: r for f, r in found.items() if r < USUAL or f in self._good}
        if not good or found[usual] * 30 < min(good.values()):
            good[usual] = found[usual]
        most = FAR * (min(good.values()) + 20)
        return tuple(sorted(((f, r) for f, r in good.items() if r <= most), key=lambda row: row[1]))


def _index(nlp: Language, letters: frozenset[str]) -> tuple[Array, Array, Array]:
    """Hashes of the plain words, sorted, the ranks of their forms beside them, and the vocabulary's keys by rank."""
    strings = nlp.vocab.strings
    keys = np.fromiter(nlp.vocab.vectors.key2row, dtype="uint64")
    marks, ranks = [], []
    for rank, key in enumerate(keys.tolist()):
        form = strings[key]
        if not form.isalpha():
            continue
        short = form.lower()
        if not form.isascii():
            if not letters.issuperset(short) or len(short) != len(form):
                continue
            short = "".join(unicodedata.normalize("NFD", c)[0] for c in short)
        marks.append(hash_string(short))
        ranks.append(rank)
    order = np.argsort(np.array(marks, dtype="uint64"), kind="stable")
    return np.array(marks, dtype="uint64")[order], np.array(ranks, dtype="uint32")[order], keys


def _tables(nlp: Language) -> tuple[Any, list[tuple[str, _Any]]]:
    """All forms that the lemmatizer lists, and those of each part of speech."""
    by_part: dict[str, list[Any]] = {}
    everything: list[Any] = []
    for _, component in nlp.pipeline:
        lookups = getattr(component, "lookups", None)
        if lookups is None:
            continue
        for name in ("lemma_index", "lemma_exc"):
            if lookups.has_table(name):
                for part, table in _named(nlp, lookups.get_table(name)):
                    by_part.setdefault(part, []).append(table)
                    everything.append(table)
        if lookups.has_table("lemma_lookup"):
            everything.append(lookups.get_table("lemma_lookup"))
    return _Any(everything), [(part, _Any(by_part[part])) for part in sorted(by_part)]


def _named(nlp: Language, table: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    for key, rows in table.items():
        yield (nlp.vocab.strings[key] if isinstance(key, int) else str(key)), rows


class _Any:
    """Several collections seen as one."""

    def __init__(self, parts: list[Any]) -> None:
        self.parts = parts

    def __contains__(self, form: object) -> bool:
        return any(form in part for part in self.parts)

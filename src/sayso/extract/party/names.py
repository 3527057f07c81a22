"""Proper names: the runs of capitalised words of a text, known and unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sayso.extract.party.lexicon import Entry, Hit, Lexicon
from sayso.extract.party.words import Words

NAMED = frozenset({"people", "groups", "organisations"})
OPENERS = frozenset({"ADV", "VERB", "AUX", "ADP", "DET", "PRON", "SCONJ", "CCONJ", "INTJ"})
OPENING = ('"', "«", "“")
COMPLEMENTS = frozenset(
    {"ADP", "DET", "PRON"}
)  # parts of speech that an order has behind it, and a name has not
PLACES = frozenset({"country", "capital", "marker", "demonym"})


@dataclass(frozen=True, slots=True)
class Run:
    """A name at words [first, last); `kind` is person, organisation, group, or unknown (one word)."""

    first: int
    last: int
    kind: str
    entries: tuple[Entry, ...] = ()


class Names:
    """Finds the names of one text; `at[i]` is the run that starts at word i."""

    def __init__(self, words: Words, hits: list[Hit | None], lexicon: Lexicon) -> None:
        self.words = words
        self.hits = hits
        self.inner = lexicon.set_of("name_particles")
        self.of = lexicon.set_of("name_of")
        self.portfolios = lexicon.set_of("portfolios")
        self.function = lexicon.set_of("function")
        self.abroad = lexicon.set_of("organisation_marks")
        self.imperative = tuple(lexicon.set_of("imperative"))
        self.first_names = lexicon.first_names
        self.shouted = self._shouted()
        self.at: dict[int, Run] = {}
        i = 0
        while i < len(words):
            run = self._run(i)
            if run:
                self.at[run.first] = run
                i = run.last
            else:
                hit = hits[i]
                i = hit.last if hit else i + 1
        self._drop_lone_openers()

    def _run(self, i: int) -> Run | None:
        hit, words = self.hits[i], self.words
        if hit is not None:
            if hit.table in NAMED:
                if self._common(hit):
                    return None
                last = self._extend(hit.last) if hit.table == "people" else hit.last
                if last > hit.last:
                    return Run(i, last, "person")  # "Macron" of "Macron Dupont" is somebody else
                return Run(
                    i, last, hit.entry.kind if hit.table != "organisations" else "organisation", hit.entries
                )
            if hit.entry.kind not in PLACES or not words.cap[i] or hit.entry.kind == "demonym":
                return None
            if hit.entry.kind == "country":
                return None
            last = self._extend(hit.last, strict=True)
            return Run(i, last, "person") if last > hit.last else None
        if not words.cap[i] or words.text[i][0].isdigit():
            return None
        if words.folded[i] in self.function and not self._christened(i):
            return None
        if words.sent[i] in self.shouted or (words.initial[i] and words.pos[i] in OPENERS):
            return None
        if words.folded[i] in self.portfolios and i and words.tight[i] and not words.cap[i - 1]:
            return None
        last = self._extend(i + 1)
        return Run(i, last, self._kind(i, last))

    def _christened(self, i: int) -> bool:
        """Is a word that is also a feast or a month a first name here ("Noël Le Graët")?"""
        words, j = self.words, i + 1
        return (
            words.folded[i] in self.first_names
            and j < len(words)
            and words.cap[j]
            and words.tight[j]
            and words.gap[j] == " "
        )

    def _common(self, hit: Hit) -> bool:
        """Is it a plain word that opens a sentence, written like an organisation ("Capital", "Alliance")?"""
        words, i = self.words, hit.first
        return (
            hit.table == "organisations"
            and hit.last - i == 1
            and words.initial[i]
            and not words.text[i].isupper()
            and words.pos[i] not in {"PROPN", ""}
        )

    def _kind(self, first: int, last: int) -> str:
        words = self.words
        if last - first == 1:
            text = words.text[first]
            return "organisation" if len(text) > 1 and text.isupper() else "unknown"
        if any(words.folded[k] in self.abroad for k in range(first, last)):
            return "organisation"
        return "person"

    def _extend(self, j: int, *, strict: bool = False) -> int:
        """How far a name that is open before word `j` goes on; `strict` wants a plain space first."""
        words = self.words
        while j < len(words) and j and words.gap[j]:
            initial = len(words.text[j - 1]) == 1 and words.cap[j - 1] and words.gap[j] in {". ", "."}
            if not (words.tight[j] or initial) or (strict and words.gap[j] not in {" ", "-"}):
                break
            strict = False
            hit = self.hits[j]
            if words.cap[j] and not words.text[j].isdigit():
                if hit is None and words.folded[j] not in self.function:
                    j += 1
                    continue
                if hit is not None and self._swallows(hit):
                    j = hit.last
                    continue
            step = self._particles(j)
            if not step:
                break
            j = step
        return j

    def _swallows(self, hit: Hit) -> bool:
        """Is a known word in a run of unknown ones just a part of a name ("Brigitte Macron")?"""
        return hit.last - hit.first == 1 and (
            hit.table in {"people", "markers"} or hit.entry.kind in {"capital", "country", "demonym"}
        )

    def _particles(self, j: int) -> int:
        """The word after a particle of names that stands at `j`, 0 if there is none."""
        words, k = self.words, j
        while k < len(words) and k - j < 3 and words.tight[k] and self.hits[k] is None:
            word = words.folded[k]
            if word in self.inner or (word in self.of and words.gap[j] == " "):
                k += 1
                continue
            break
        if k == j or k >= len(words) or not words.tight[k] or not words.cap[k]:
            return 0
        hit = self.hits[k]
        if words.folded[j] not in self.inner and words.text[k].isupper() and len(words.text[k]) > 1:
            return 0  # "Karim Sow de SMS"
        if hit is not None and not (words.folded[j] in self.inner and self._swallows(hit)):
            return 0
        return k + 1 if hit is None else hit.last

    def _shouted(self) -> frozenset[int]:
        """Sentences in capitals, where a capital says nothing."""
        words, loud, all_of = self.words, Counter[int](), Counter(self.words.sent)
        for text, sent in zip(words.text, words.sent, strict=True):
            loud[sent] += text.isupper() and len(text) > 1
        return frozenset(s for s, n in loud.items() if n >= 3 and n > 0.4 * all_of[s])

    def _orders(self, i: int) -> bool:
        """Does a sentence open with a word that has an object or a complement behind it: "Laissez les …"?"""
        words = self.words
        return words.initial[i] and i + 1 < len(words) and words.pos[i + 1] in COMPLEMENTS

    def _drop_lone_openers(self) -> None:
        """A single capitalised word that opens a sentence is a name only if something else says so."""
        words = self.words
        elsewhere = {words.folded[k] for k in range(len(words)) if words.cap[k] and not words.initial[k]}
        opens = [gap.rstrip().endswith(OPENING) for gap in words.gap]
        outside = {
            words.folded[k]
            for k in range(len(words))
            if words.cap[k] and not words.initial[k] and not opens[k]
        }
        for first in [f for f, r in self.at.items() if not r.entries and r.last - r.first == 1]:
            order = words.folded[first].endswith(self.imperative) and (opens[first] or self._orders(first))
            if order and words.folded[first] not in outside:
                del self.at[first]  # « Arrêtez », a-t-elle dit
            elif (
                words.initial[first]
                and words.folded[first] not in elsewhere
                and words.pos[first] != "PROPN"
                and not (len(words.text[first]) > 1 and words.text[first].isupper())
            ):
                del self.at[first]

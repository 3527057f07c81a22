"""A Doc as plain lists of words: what name and phrase finding look at, parsed or not.

A word here is a run of letters or a number, so that "Al-Qaïda", "l'armée" and "d'État" match a lexicon the
same way however the tokenizer cut them.  Reading spaCy's attributes once also makes the rest cheap.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\w")
TIGHT = re.compile(r"[ \t\u00a0\u202f'’\-‑]{0,3}\Z")
QUOTED = re.compile(r"[ \t\u00a0\u202f]{0,2}[\"«»“”][ \t\u00a0\u202f]{0,2}\Z")


@functools.lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word in lower case, without accents and ligatures."""
    plain = word.lower().replace("œ", "oe").replace("æ", "ae")
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@functools.lru_cache(maxsize=100_000)
def accented(word: str) -> str:
    """The word in lower case with its accents, but for the first letter: capitals often go without."""
    return fold(word[0]) + word[1:].lower()


def split(text: str) -> list[str]:
    """The words of a phrase, as they are."""
    return list(_split(text))


@functools.lru_cache(maxsize=20_000)
def _split(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in spans(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where the words stand; those that the web glued together ("MacronÀ", "BFMTVFrançois") are parted."""
    found: list[tuple[int, int]] = []
    for match in WORD.finditer(text):
        word = match.group()
        at = match.start()
        if len(word) > 2 and not (word.islower() or word.isupper() or word.istitle() or word[1:].islower()):
            for i in range(1, len(word)):
                new = word[i].isupper() and (
                    word[i - 1].islower() or (i > 1 and i + 1 < len(word) and word[i + 1].islower())
                )
                if new:
                    found.append((at, match.start() + i))
                    at = match.start() + i
        found.append((at, match.end()))
    return found


class Words:
    """Parallel lists over the words of a text, all of length `len(self)`.

    `start`/`end` are code points, `gap[i]` is what stands before word i, `tight[i]` says that only a space,
    a hyphen or an apostrophe does (and no sentence ends there), `pos` is "" where there is no parse.
    """

    __slots__ = (
        "cap",
        "dep",
        "doc",
        "end",
        "folded",
        "gap",
        "initial",
        "pos",
        "quoted",
        "scanned",
        "sent",
        "start",
        "text",
        "tight",
        "token",
        "whole",
    )

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.scanned: Any = None  # what the lexicon found in it
        self.whole = doc.text
        found = spans(self.whole)
        self.text = [self.whole[start:end] for start, end in found]
        self.start = [start for start, _ in found]
        self.end = [end for _, end in found]
        self.folded = [fold(t) for t in self.text]
        self.cap = [t[0].isupper() for t in self.text]
        self._align(doc)
        self._gaps()

    def __len__(self) -> int:
        return len(self.text)

    def _align(self, doc: Doc) -> None:
        """For each word the token that covers its first letter."""
        self.token: list[int] = []
        self.pos: list[str] = []
        self.dep: list[str] = []
        self.sent: list[int] = []
        tokens = list(doc)
        last, sentence, at = len(tokens) - 1, 0, 0
        for start in self.start:
            while at < last and tokens[at + 1].idx <= start:
                at += 1
                sentence += tokens[at].is_sent_start is True
            token = tokens[at]
            self.token.append(at)
            self.pos.append(token.pos_)
            self.dep.append(token.dep_)
            self.sent.append(sentence)

    def _gaps(self) -> None:
        self.gap: list[str] = []
        self.tight: list[bool] = []
        self.quoted: list[bool] = []
        self.initial: list[bool] = []
        before, sentence = 0, -1
        for start, end, sent in zip(self.start, self.end, self.sent, strict=True):
            gap = self.whole[before:start]
            same = sent == sentence
            self.gap.append(gap)
            self.tight.append(same and (gap == " " or TIGHT.match(gap) is not None))
            self.quoted.append(same and gap != " " and QUOTED.match(gap) is not None)
            self.initial.append(not same)
            before, sentence = end, sent


def words_of(doc: Doc) -> Words:
    """The words of a Doc, laid out once."""
    kept = getattr(doc, "kept", None)
    if kept is None:  # a Doc of spaCy's
        return Words(doc)
    rows = kept.setdefault("party.words", {})
    if "all" not in rows:
        rows["all"] = Words(doc)
    found: Words = rows["all"]
    return found

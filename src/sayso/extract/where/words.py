"""A report's words as place finding sees them: runs of letters with their case, gap, tag and sentence start.

Names are compared in a folded form, so that "Saint-Denis", "SAINT DENIS" and "saint-denis" are one name.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")  # an accent may stand apart from its letter
TIGHT = re.compile(r"[ \t\u00a0\u202f]?['’\-‑–.]?[ \t\u00a0\u202f]?\Z")
ENDS = re.compile(r"[.!?…:;\n\r«»\"“”•|]")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d"})


@functools.lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """One word in lower case, without accents and ligatures."""
    plain = word.lower()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain.translate(LIGATURES))
    latin = plain.encode("ascii", "ignore").decode()
    return latin or "".join(c for c in plain if not unicodedata.combining(c))


def fold(name: str) -> str:
    """A name as its folded words with single spaces: "N'Djaména" and "n djamena" are the same."""
    if name.isascii():
        return " ".join(WORD.findall(name.lower()))
    return " ".join(map(fold_word, WORD.findall(name)))


class Words:
    """Parallel lists over the words of a Doc, plus the text they come from.

    `gap[i]` is what stands before word i; `tight[i]` is true where that is a space, hyphen or apostrophe;
    `first[i]` is true where a sentence or quotation can begin; `pos[i]` is "" without a parse.
    """

    __slots__ = ("cap", "end", "first", "folded", "gap", "pos", "raw", "start", "text", "tight")

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.raw: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.gap: list[str] = []
        last = 0
        for match in WORD.finditer(self.text):
            self.raw.append(match.group())
            self.start.append(match.start())
            self.end.append(match.end())
            self.gap.append(self.text[last : match.start()])
            last = match.end()
        self.folded = [fold_word(word) for word in self.raw]
        self.cap = [word[0].isupper() for word in self.raw]
        self.tight = [gap == " " or _is_tight(gap) for gap in self.gap]
        self.first = [gap != " " and bool(ENDS.search(gap)) for gap in self.gap]
        self.first[:1] = [True] * len(self.first[:1])
        self.pos: list[str] = []
        self._tag(doc)

    def __len__(self) -> int:
        return len(self.raw)

    def slice(self, begin: int, end: int) -> str:
        """The text from the first letter of word `begin` to the last of word `end - 1`."""
        return self.text[self.start[begin] : self.end[end - 1]]

    def key(self, begin: int, end: int) -> str:
        """The folded form of words [begin, end)."""
        return " ".join(self.folded[begin:end])

    def joined(self, begin: int, end: int) -> bool:
        """Whether nothing but spaces, hyphens and apostrophes parts words [begin, end)."""
        return all(self.tight[begin + 1 : end])

    def _tag(self, doc: Doc) -> None:
        """Give each word the part of speech of the token that holds its first letter."""
        if not len(doc):
            self.pos = [""] * len(self.start)
            return
        rows = [(t.idx + len(t.text), t.pos_) for t in doc]
        at, last = 0, len(rows) - 1
        for start in self.start:
            while at < last and rows[at][0] <= start:
                at += 1
            self.pos.append(rows[at][1])


def _is_tight(gap: str) -> bool:
    return bool(gap) and len(gap) <= 3 and "\n" not in gap and "." not in gap and bool(TIGHT.match(gap))

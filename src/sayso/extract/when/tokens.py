"""Text -> tokens for the time grammar: case and accents folded, offsets kept.

The grammar has its own tokens because it must also read what no parser has seen; it needs words, numbers,
the shapes of dates and clock times, and marks - nothing more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple


def _folded(code: int) -> str:
    char = chr(code).lower()
    plain = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
    return plain if len(plain) == 1 else chr(code)


# one character for one character, so that offsets stay those of the text
_FOLD: Mapping[int, str] = {
    **{code: _folded(code) for code in range(0x250)},
    **dict.fromkeys(map(ord, "’ʼ‘´`"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007\t\u200a"), " "),
    **dict.fromkeys(map(ord, "\r\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "«»“”„‹›"), '"'),
}
_MARKS = re.compile("[\u0300-\u036f]+")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-Þ])")  # "septembreDes": a line end that the web lost
_WORD = r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*'?"
_DIGITS = re.compile(r"\d+")


def fold(text: str) -> str:
    """Lower case without accents, one apostrophe, one hyphen, one quotation mark; the length stays."""
    return text.translate(_FOLD)


class Token(NamedTuple):
    """A word, number, shape or mark: `kind` is `word`, `mark`, `break`, `number` or a shape's name."""

    start: int
    end: int
    kind: str
    word: str
    parts: tuple[int, ...] = ()  # the numbers in it


class Tokenizer:
    """Cuts text by one regex into words, shapes, numbers and marks; then joins the phrases it is given."""

    def __init__(self, *, phrases: Iterable[str], shapes: Mapping[str, str]) -> None:
        figures = "|".join(
            [*(rf"(?P<{name}>(?<!\w){shape}(?!\w))" for name, shape in shapes.items()), r"(?P<number>\d+)"]
        )
        self._regex = re.compile(rf"(?P<word>{_WORD})|(?=\d)(?:{figures})|(?P<break>\n\s*)|(?P<mark>\S)")
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
            words = [match[0] for match in self._regex.finditer(phrase)]
            self._phrases.setdefault(words[0], []).append((words, phrase))

    def __call__(self, text: str) -> list[Token]:
        """Tokens of a text, in order, without gaps but for blanks."""
        found: list[Token] = []
        for match in self._regex.finditer(fold(text)):
            kind, word = str(match.lastgroup), match[0]
            start, end = match.span()
            if kind == "word":
                piece = text[start:end]
                if not (piece.islower() or piece.istitle() or piece.isupper()):
                    found += _parted(piece, word, start)
                    continue
                if not word.isascii():
                    word = _MARKS.sub("", word)
                found.append(Token(start, end, kind, word))
            elif kind in ("mark", "break"):
                found.append(Token(start, end, kind, word))
            else:
                parts = tuple(int(n[:9]) for n in _DIGITS.findall(word))
                found.append(Token(start, end, kind, word, parts))
        return self._join(found)

    def _join(self, tokens: list[Token]) -> list[Token]:
        """Make one token of each phrase; the longest one that fits."""
        starts = self._phrases
        if not any(token.word in starts for token in tokens):
            return tokens
        out: list[Token] = []
        i = 0
        while i < len(tokens):
            token = tokens[i]
            for words, phrase in starts.get(token.word, ()):
                length = len(words)
                if [t.word for t in tokens[i : i + length]] == words:
                    out.append(Token(token.start, tokens[i + length - 1].end, "word", phrase))
                    i += length
                    break
            else:
                out.append(token)
                i += 1
        return out


def _parted(piece: str, word: str, start: int) -> list[Token]:
    """The words that were glued into one."""
    cuts = [0, *(m.start() for m in _GLUED.finditer(piece)), len(piece)]
    spans = [(a, b) for a, b in pairwise(cuts) if b > a]
    out = []
    for i, (a, b) in enumerate(spans):
        if i:
            out.append(Token(start + a, start + a, "break", ""))
        out.append(Token(start + a, start + b, "word", _MARKS.sub("", word[a:b])))
    return out

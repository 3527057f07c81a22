"""Text -> tokens for the time grammar: case and accents folded, offsets kept.

The grammar has its own tokens because it must also read what no parser has seen; it needs words, numbers,
the shapes of dates and clock times, and marks - nothing more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


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


def fold(text: str) -> str:
    """Lower case without accents, one apostrophe, one hyphen, one quotation mark; the length stays."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, shape or mark: `kind` is `word`, `mark`, `break`, `number` or a shape's name."""

    start: int
    end: int
    kind: str
    word: str
    parts: tuple[int, ...] = ()  # the numbers in it


class Tokenizer:
    """Cuts folded text by one regex: phrases, shapes, numbers, words, marks."""

    def __init__(self, *, phrases: Iterable[str], shapes: Mapping[str, str]) -> None:
        first = [
            re.escape(phrase) + ("" if phrase.endswith("'") else r"(?!\w)")
            for phrase in sorted(set(phrases), key=lambda p: (-len(p), p))
        ]
        pieces = [r"(?P<break>\n\s*)", *([rf"(?P<phrase>(?<!\w)(?:{'|'.join(first)}))"] if first else [])]
        pieces += [rf"(?P<{name}>(?<![\w]){shape}(?!\w))" for name, shape in shapes.items()]
        pieces += [r"(?P<number>\d+)", r"(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*'?)", r"(?P<mark>\S)"]
        self._regex = re.compile("|".join(pieces))
        self._digits = re.compile(r"\d+")

    def __call__(self, text: str) -> list[Token]:
        """Tokens of a text, in order, without gaps but for blanks."""
        folded = fold(text)
        found = []
        for match in self._regex.finditer(folded):
            kind, word = str(match.lastgroup), match[0]
            start, end = match.span()
            if kind in ("word", "phrase"):
                piece = text[start:end]
                if kind == "word" and not (piece.islower() or piece.istitle() or piece.isupper()):
                    found += _parted(piece, word, start)
                    continue
                if not word.isascii():
                    word = _MARKS.sub("", word)
                found.append(Token(start, end, "word", word))
            elif kind in ("mark", "break"):
                found.append(Token(start, end, kind, word))
            else:
                parts = tuple(int(n[:9]) for n in self._digits.findall(word))
                found.append(Token(start, end, kind, word, parts))
        return found


def _parted(piece: str, word: str, start: int) -> list[Token]:
    """The words that were glued into one."""
    cuts = [0, *(m.start() for m in _GLUED.finditer(piece)), len(piece)]
    spans = [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
    out = []
    for i, (a, b) in enumerate(spans):
        if i:
            out.append(Token(start + a, start + a, "break", ""))
        out.append(Token(start + a, start + b, "word", _MARKS.sub("", word[a:b])))
    return out

"""Phrases over tokens: "prendre … en otage" matches "a pris plusieurs touristes en otage".

Every word stands for all its inflected forms (`=word` for itself only), `|` separates alternatives, and
`…` allows up to `GAP` tokens of anything but a sentence's inner stops.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.event.rules_inflect import phrase_word

GAP = 5
STOPS = frozenset({";", ":", "!", "?", "«", "»", '"', "“", "”", "\n"})
_WORD = re.compile(r"[^\s'-]{1,40}'|[^\s'-]{1,40}|-")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase: one entry a word, `None` for a gap."""

    text: str
    parts: tuple[frozenset[str] | None, ...]

    @property
    def head(self) -> frozenset[str]:
        """The forms of the first word."""
        first = self.parts[0]
        return first if first is not None else frozenset()


@functools.cache
def compile_phrase(text: str, lang: str) -> Phrase:
    """Turn the text of a phrase into what `find` matches; hyphens and apostrophes part words."""
    parts: list[frozenset[str] | None] = []
    for chunk in text.split():
        if chunk == "…":
            parts.append(None)
        elif "|" in chunk:
            parts.append(frozenset().union(*(phrase_word(word, lang) for word in chunk.split("|"))))
        else:
            exact = "=" if chunk.startswith("=") else ""
            words: list[str] = _WORD.findall(chunk.removeprefix("="))
            parts.extend(phrase_word(exact + word, lang) for word in words)
    return Phrase(text, tuple(parts))


def find(phrase: Phrase, words: Sequence[str], at: int) -> tuple[int, ...]:
    """The indices of the words that the phrase takes when it starts at word `at`; empty if it does not.

    Args:
        phrase: A compiled phrase.
        words: The `plain` forms of one sentence.
        at: Index into `words`.
    """
    parts = phrase.parts
    second = parts[1] if len(parts) > 1 else None
    if second is not None and (at + 1 >= len(words) or words[at + 1] not in second):
        return ()  # where most phrases end
    return _match(parts, words, at)


def _match(parts: tuple[frozenset[str] | None, ...], words: Sequence[str], at: int) -> tuple[int, ...]:
    taken: list[int] = []
    for k, part in enumerate(parts):
        if part is None:
            for skip in range(GAP + 1):
                if skip and (at + skip > len(words) or words[at + skip - 1] in STOPS):
                    break
                rest = _match(parts[k + 1 :], words, at + skip)
                if rest:
                    return (*taken, *rest)
            return ()
        if at >= len(words) or words[at] not in part:
            return ()
        taken.append(at)
        at += 1
    return tuple(taken)

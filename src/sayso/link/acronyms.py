"""Acronyms that a report defines: "le Mouvement pour le salut démocratique (MSD)" makes the two names one actor's."""

from __future__ import annotations

import re

from sayso.link.names import who
from sayso.link.words import fold

_DEFINED = re.compile(r"\(([A-ZÀ-Þ]{2,8})\)")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_PAUSE = re.compile(r"[,;:.!?()]")
_REACH = 160  # characters before the bracket in which the full name is looked for
_WORDS = 3  # words for each letter at most


def acronyms(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of keys (see `names.Who`): the acronym's and the full name's, sorted.

    The name is the shortest run of words before the bracket whose first letters hold the acronym's in order, the
    first word's being the first.
    """
    found = set()
    for match in _DEFINED.finditer(text):
        name = _spelt(text[max(0, match.start() - _REACH) : match.start()], fold(match[1]))
        if name is not None:
            short, full = who(match[1]).key, who(name).key
            if short != full:
                found.add((short, full))
    return tuple(sorted(found))


def _spelt(before: str, letters: str) -> str | None:
    words = list(_WORD.finditer(before))
    if not words or before[words[-1].end() :].strip():
        return None  # something stands between the name and the bracket
    for start in range(len(words) - 1, max(-1, len(words) - 1 - _WORDS * len(letters)), -1):
        initials = [fold(w.group())[0] for w in words[start:]]
        name = before[words[start].start() :].strip()
        if _PAUSE.search(name):
            return None
        if initials[0] == letters[0] and _inside(letters, initials):
            return name
    return None


def _inside(letters: str, initials: list[str]) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)

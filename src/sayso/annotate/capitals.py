"""Capitals taken back from stretches that are all in capitals, and left on names, acronyms and first words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sayso.annotate.forms import NEVER, Forms, plain

WORD = re.compile(r"[^\W\d_]+")
OPENS = re.compile(r"(?:\A|\n|[.!?…])[\s\"«“”‹(\[–—-]*\Z")
NEXT = re.compile(r"\s*[\"«“(–—-]?\s*[^\W\d_a-zß-öø-ÿœ]['’]?[a-zß-öø-ÿœ]")  # a word with one capital
APOSTROPHES = "'’"
ENOUGH, ENOUGH_IN_LINE = 4, 3  # words of two letters or more that make a stretch
COMMON = 1000  # a word as frequent as this follows no first name as a surname
LOUD = re.compile(r"[^a-zß-öø-ÿœ]{8,}")


def stretches(text: str) -> list[tuple[int, int]]:
    """Where the text is in capitals for several words on end, `[start, end)`."""
    found = []
    for match in LOUD.finditer(text):
        start, end = match.span()
        while start < end and start and text[start].isalpha() and text[start - 1].isalpha():
            start += 1
        while end > start and end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
            end -= 1
        start = _trimmed(text, start, end)
        words = sum(len(m.group()) > 1 for m in WORD.finditer(text, start, end))
        if words >= ENOUGH or (words >= ENOUGH_IN_LINE and _whole_line(text, start, end)):
            found.append((start, end))
    return found


def headings(text: str) -> list[int]:
    """Where a heading in capitals that stands at the start of a sentence ends without a mark."""
    found = []
    for start, end in stretches(text):
        last = max(m.end() for m in WORD.finditer(text, start, end))
        if OPENS.search(text, max(0, start - 40), start) and NEXT.match(text, last):
            found.append(last)
    return found


def _trimmed(text: str, start: int, end: int) -> int:
    """Past the white space and marks before the first word."""
    first = WORD.search(text, start, end)
    return first.start() if first else end


def _whole_line(text: str, start: int, end: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    until = text.find("\n", line)
    until = len(text) if until < 0 else until
    return not any(c.islower() for c in text[line:until]) and end >= until - 1


class Capitals:
    """Decides which words of a stretch keep a capital, or all of them."""

    def __init__(self, forms: Forms, names: Names, *, first_names: frozenset[str], titles: Mapping[str, str]):
        self.forms = forms
        self.names = names
        self.first_names = first_names
        self.titles = titles

    def is_prose(self, text: str, start: int, end: int) -> bool:
        """Does a stretch hold words that are no names, so that it was not a mere list of acronyms?"""
        words = [m.group() for m in WORD.finditer(text, start, end) if len(m.group()) > 1]
        return sum(self._best(word, exact=False) == "lower" for word in words) * 4 >= len(words)

    def restore(self, text: str, start: int, end: int, *, exact: bool) -> str:
        """The stretch in ordinary case; `exact`: its capitals carry their accents."""
        spans = [m.span() for m in WORD.finditer(text, start, end)]
        words = [text[a:b] for a, b in spans]
        known = self.names.over(text, spans)
        out, done, person = [], start, False
        for i, ((a, b), word) in enumerate(zip(spans, words, strict=True)):
            tight = i > 0 and text[spans[i - 1][1] : a] in {" ", "-", ". ", "\u00a0"}
            new = _like(known.get(i), word, exact) or self._word(
                text, a, b, follows=person and tight, exact=exact
            )
            if OPENS.search(text, max(0, a - 40), a) and new.islower():
                new = _name(word)
            person = self._opens_person(word, new) or (
                person and tight and plain(word) in self.names.particles
            )
            out += [text[done:a], new if len(new) == b - a else word]
            done = b
        return "".join([*out, text[done:end]])

    def _opens_person(self, word: str, new: str) -> bool:
        return not new.islower() and (plain(word) in self.first_names or plain(word) in self.titles)

    def _word(self, text: str, a: int, b: int, *, follows: bool, exact: bool) -> str:
        word = text[a:b]
        if len(word) == 1:
            return _lower(word) if self._part(text, a, b) or self._short(word) else word
        if (title := self.titles.get(plain(word))) is not None and not self._usual_word(word, exact=exact):
            return title
        best = self._best(word, exact=exact)
        if best == "lower" and follows and self.forms.cases(word, exact=exact)[0] > COMMON:
            best = "name"
        return _lower(word) if best == "lower" else _name(word) if best == "name" else word

    def _part(self, text: str, a: int, b: int) -> bool:
        """Does a single letter belong to its neighbour ("l'", "a-t-il", "17h")?"""
        before, after = text[a - 1 : a] if a else "", text[b : b + 1]
        return (after != "" and after in APOSTROPHES) or before.isdigit() or (before == after == "-")

    def _short(self, word: str) -> bool:
        """Is a single letter a word ("a", "y")?"""
        found = self.forms.lower(word)
        return bool(found) and found[0][1] < 100

    def _usual_word(self, word: str, *, exact: bool) -> bool:
        return self._best(word, exact=exact) == "lower"

    def _best(self, word: str, *, exact: bool) -> str:
        low, name, loud = self.forms.cases(word, exact=exact)
        if min(low, name, loud) == NEVER and exact:
            low, name, loud = self.forms.cases(word, exact=False)
        if min(low, name, loud) == NEVER:
            return "name" if any(c in self.names.vowels for c in plain(word)) else "loud"
        known = name // self.names.favour if plain(word) in self.names.single else name
        return "lower" if low <= min(known, loud) else "name" if name <= loud else "loud"


def _lower(word: str) -> str:
    return "".join(low if len(low := c.lower()) == 1 else c for c in word)


def _like(known: str | None, word: str, exact: bool) -> str | None:
    """A word as it is known to be written; with its own accents if they are `exact`."""
    if known is None or not exact or len(known) != len(word):
        return known
    return "".join(_lower(c) if k.islower() else c for c, k in zip(word, known, strict=True))


def _name(word: str) -> str:
    return word[0] + _lower(word[1:])


class Names:
    """Known names of more than one word as they are written, and single words that are names."""

    def __init__(self, names: list[str], *, vowels: str, particles: frozenset[str], favour: int) -> None:
        self.vowels, self.particles, self.favour = vowels, particles, favour
        self.single: set[str] = set()
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        seen = set()
        for name in names:
            words = tuple(WORD.findall(name))
            keys = tuple(plain(word) for word in words)
            if len(words) == 1 and words[0].istitle():
                self.single.add(keys[0])
            elif len(words) > 1 and not words[-1].islower() and keys not in seen:
                seen.add(keys)
                self._by_first.setdefault(keys[0], []).append((keys, words))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def over(self, text: str, spans: list[tuple[int, int]]) -> dict[int, str]:
        """For the words of a text that are part of a known name: how the word is written in it."""
        keys = [plain(text[a:b]) for a, b in spans]
        found: dict[int, str] = {}
        i = 0
        while i < len(keys):
            for wanted, words in self._by_first.get(keys[i], ()):
                last = i + len(wanted)
                if tuple(keys[i:last]) == wanted and all(
                    spans[k][0] - spans[k - 1][1] == 1 for k in range(i + 1, last)
                ):
                    first = i + (keys[i] in self.particles)  # "La Défense", but "le ministre de la Défense"
                    found.update(zip(range(first, last), words[first - i :], strict=True))
                    i = last - 1
                    break
            i += 1
        return found

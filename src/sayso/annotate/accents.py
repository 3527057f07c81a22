"""Accents put back word by word: the usual form of a word, or the one that its neighbours speak for.

Weights are rows of `lang/<iso>/accents.tsv`, fitted by `training/accents.py`; which words they decide about is
in `lang/<iso>/restore.toml`.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso import resources
from sayso.annotate.forms import Forms, Ranked, bare, plain

WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s'’]|\n")
EDGE, BREAK = "^", "¶"
SOFT = 20  # added to ranks, so that the first few are not far apart


@dataclass(frozen=True, slots=True)
class Choice:
    """Two forms of one word that differ in an accent; `kind` names the weights that decide."""

    kind: str
    less: Ranked
    more: Ranked

    @property
    def prior(self) -> float:
        """How much the vocabulary speaks for the form with more accents: the log of how much more usual it is."""
        return math.log((self.less[1] + SOFT) / (self.more[1] + SOFT))


class Accents:
    """Decides between the forms of words."""

    def __init__(self, forms: Forms, settings: dict[str, Any], weights: dict[str, dict[str, float]]) -> None:
        self.forms = forms
        self.weights = weights
        self.endings: list[tuple[str, str]] = [(a, b) for a, b in settings["endings"]]
        self.words = frozenset(settings["words"])
        self.passed = tuple(settings["passed_over"])
        self._shapes: dict[str, str] = {}

    def choice(self, word: str) -> Choice | None:
        """The two forms that a word in lower case may stand for, where its neighbours must decide."""
        key, found = plain(word), self.forms.lower(word)
        if len(found) < 2:
            return None
        if key in self.words:
            kind, more = key, [row for row in found if row[0] != key]
            less = [row for row in found if row[0] == key]
        else:
            ending = next((pair for pair in self.endings if key.endswith(pair[0]) and len(key) > 2), None)
            if ending is None:
                return None
            kind, more = ending[0], [row for row in found if row[0].endswith(ending[1])]
            less = [row for row in found if not row[0].endswith(ending[1])]
        return Choice(kind, less[0], more[0]) if less and more else None

    def usual(self, word: str) -> str:
        """The most usual form of a word in lower case."""
        found = self.forms.lower(word)
        return found[0][0] if found else word

    def lacking(self, word: str) -> bool:
        """Can a word in lower case only be one whose accents were lost?"""
        found = self.forms.lower(word)
        return bool(found) and all(form != word for form, _ in found)

    def decide(self, choice: Choice, features: Sequence[str]) -> str:
        """The form that the weights prefer."""
        weights = self.weights.get(choice.kind, {})
        total = weights.get("bias", 0.0) + weights.get("prior", 1.0) * choice.prior
        total += sum(weights.get(name, 0.0) for name in features)
        return (choice.more if total > 0 else choice.less)[0]

    def features(self, words: Sequence[str], i: int, choice: Choice) -> list[str]:
        """What stands around the word `i`, as the names of weights."""

        def at(j: int) -> str:
            return (words[j] if words[j] != "\n" else BREAK) if 0 <= j < len(words) else EDGE

        back = i - 1
        if back > 0 and plain(at(back)).endswith(self.passed):
            back -= 1
        before, behind, behind2 = plain(at(back)), plain(at(back - 1)), plain(at(back - 2))
        after, ahead = plain(at(i + 1)), plain(at(i + 2))
        shape, next_shape = self._shape(at(back)), self._shape(at(i + 1))
        part = "n" if "noun" in self.forms.parts(choice.less[0]) else "v"
        own = [f"word={plain(words[i])}"] if choice.kind not in self.words else []
        return [
            part,
            f"{part} before={before}",
            f"{part} after={after}",
            f"before={before}",
            f"after={after}",
            f"behind={behind}",
            f"ahead={ahead}",
            f"before=-{before[-2:]}",
            f"after=-{after[-2:]}",
            *(f"near={word}" for word in sorted({before, behind, behind2})),
            f"before~{shape}",
            f"after~{next_shape}",
            f"around~{shape} {next_shape}",
            f"{part} before~{shape}",
            f"ahead~{self._shape(at(i + 2))}",
            *own,
        ]

    def _shape(self, word: str) -> str:
        """A word seen from afar: a capital, its parts of speech, its last letters; the same for all numbers."""
        found = self._shapes.get(word)
        if found is None:
            if not word[0].isalpha():
                found = "0" if word[0].isdigit() else word
            else:
                form = self.usual(word)
                parts = self.forms.parts(form) or self.forms.parts(form.removesuffix("s"))
                found = f"{'C' if word[0].isupper() else ''}{parts}-{plain(word)[-2:]}"
            self._shapes[word] = found
        return found

    def restore(self, text: str, given: Callable[[int, int], bool]) -> str:
        """The text with accents on the words, except on stretches that are as `given` and on words that have any."""
        spans = [(m.start(), m.end()) for m in WORD.finditer(text)]
        words = [text[a:b] for a, b in spans]
        out, done = [], 0
        for i, (start, end) in enumerate(spans):
            if given(start, end):
                continue
            new = self._word(words, i, start == 0 or i == 0 or not words[i - 1][0].isalnum())
            if new != words[i]:
                out += [text[done:start], new]
                done = end
        return "".join([*out, text[done:]])

    def _word(self, words: Sequence[str], i: int, initial: bool) -> str:
        word = words[i]
        if not word[0].isalpha() or bare(word) != word or (len(word) > 1 and word.isupper()):
            return word
        if word[0].isupper():
            return word[0] + self._named(words, i, initial)[1:] if len(word) > 1 else word
        return self._lower(words, i)

    def _lower(self, words: Sequence[str], i: int) -> str:
        choice = self.choice(words[i])
        new = self.decide(choice, self.features(words, i, choice)) if choice else self.usual(words[i])
        return new if len(new) == len(words[i]) else words[i]

    def _named(self, words: Sequence[str], i: int, initial: bool) -> str:
        """A word with a capital: at the start of a sentence it may be any word, elsewhere it is a name first."""
        names, low = self.forms.names(words[i]), self.forms.lower(words[i])
        if names and (not initial or not low or names[0][1] < low[0][1]):
            return names[0][0]
        return self._lower(words, i) if low else words[i]


def pairs(accents: Accents, text: str) -> Iterator[tuple[Choice, list[str], bool]]:
    """From a text with its accents: each word that could be another without them, and which one it is."""
    words = [m.group() for m in WORD.finditer(text)]
    stripped = [bare(word) for word in words]
    for i, word in enumerate(words):
        if word[0].isalpha() and len(stripped[i]) == len(word):
            choice = accents.choice(stripped[i])
            if choice and word.lower() in (choice.less[0], choice.more[0]):
                yield choice, accents.features(stripped, i, choice), word.lower() == choice.more[0]


@functools.cache
def weights_of(lang: str) -> dict[str, dict[str, float]]:
    """The fitted weights of a language by the kind of choice and the feature."""
    found: dict[str, dict[str, float]] = {}
    for row in resources.table(f"lang/{lang}/accents.tsv"):
        found.setdefault(row["kind"], {})[row["feature"]] = float(row["weight"])
    return found

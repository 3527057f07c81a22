"""The language's function words and parser labels, in house words (`lang/<iso>/attribution/grammar.toml`)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from sayso import resources
from sayso.extract.attribution.page import Page

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the constructions know of a language."""

    words: dict[str, Words]
    prepositions: dict[str, Words]
    labels: dict[str, Words]
    hearsay: dict[str, Words]
    story: dict[str, Words]
    duty: dict[str, Words]
    endings: dict[str, tuple[str, ...]]
    kind: dict[str, Words]
    teller: dict[str, Words]

    def is_(self, page: Page, i: int, kind: str) -> bool:
        """Is token `i` one of the function words called `kind`?"""
        return page.low[i] in self.words[kind]

    def dep(self, page: Page, i: int, *labels: str) -> bool:
        """Has token `i` one of these house labels?"""
        return any(page.dep[i] in self.labels[label] for label in labels)

    def kids(self, page: Page, i: int, *labels: str) -> list[int]:
        """Children of `i` with one of these house labels, in text order."""
        return [k for k in page.kids[i] if self.dep(page, k, *labels)]

    def future(self, page: Page, i: int) -> bool:
        """Is the verb at `i` in the future tense, by its features or its ending?"""
        return page.feats(i).get("Tense") == "Fut" or self._ends(page, i, "future")

    def conditional(self, page: Page, i: int) -> bool:
        """Is the verb at `i` in the conditional, by its features or its ending?"""
        return page.feats(i).get("Mood") == "Cnd" or self._ends(page, i, "conditional")

    def _ends(self, page: Page, i: int, tense: str) -> bool:
        """Does the form end like `tense`?  "montrait" has the ending's letters, but they are the stem's."""
        if page.pos[i] not in ("VERB", "AUX") or page.feats(i).get("VerbForm") != "Fin":
            return False
        form, lemma = page.low[i], page.lemma[i]
        ending = next((e for e in self.endings[tense] if form.endswith(e)), None)
        if ending is None or len(form) < len(ending) + 2:
            return False
        stem = form[: -len(ending)] + "r"
        return not lemma.endswith(self.endings["soft"]) or stem == lemma or stem.endswith("rr")

    def negated(self, page: Page, i: int) -> bool:
        """Is the verb at `i` negated (a negator below it or below its auxiliary)?"""
        below = [
            *page.kids[i],
            *(g for k in page.kids[i] for g in page.kids[k] if page.dep[k].startswith("aux")),
        ]
        if any(page.low[k] in self.words["negators"] for k in below):
            return True
        return self._negated_before(page, i)

    def _negated_before(self, page: Page, i: int) -> bool:
        """A negator within four words before, with no comma or finite verb between ("n'a pas encore dit")."""
        first = page.bounds(i)[0]
        for j in range(i - 1, max(first, i - 7) - 1, -1):
            if page.low[j] in self.words["negators"]:
                return True
            if page.low[j] in self.words["clause_marks"] or page.pos[j] in ("NOUN", "PROPN", "SCONJ", "VERB"):
                return False
        return False


@functools.cache
def grammar(lang: str) -> Grammar:
    """The grammar of a language.

    Raises:
        DataError: R010 for a language without data.
    """
    labels = resources.toml(f"lang/{lang}/lang.toml")["labels"]
    own = resources.toml(f"lang/{lang}/attribution/grammar.toml")
    words = dict(own["words"])
    prepositions = words.pop("prepositions")
    return Grammar(
        words=_sets(words),
        prepositions=_sets(prepositions),
        labels=_sets(labels),
        hearsay=_sets(own["hearsay"]),
        story=_sets(own["story"]),
        duty=_sets(own["duty"]),
        endings={name: tuple(values) for name, values in own["endings"].items()},
        kind=_sets(own["kind"]),
        teller=_sets(own["teller"]),
    )


def _sets(lists: dict[str, list[str]]) -> dict[str, Words]:
    return {name: frozenset(values) for name, values in lists.items()}

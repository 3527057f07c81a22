"""Which words name an event, and of which type: rule hits propose, the parse and the words around decide."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso import resources
from sayso.extract import decide, retrigger
from sayso.extract.decide import remembered
from sayso.extract.page import form

if TYPE_CHECKING:
    from sayso.annotate.doc import Morph, Token
    from sayso.extract.page import Page

Array = np.ndarray[Any, Any]
NONE = "NONE"
NEEDED = 0.42  # p of an event at all; where cross-validation puts the best F1 (docs/decisions/0006)
BELOW = frozenset({"obj", "nsubj:pass", "nmod"})
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word or phrase that names an event of a type.  `i` is its head's token index, `p` the probability.

    `row` is what the first look saw, `second` what the second.
    """

    i: int
    start: int
    end: int
    type: str
    p: float
    rule: str
    mode: str | None = None
    row: Sequence[str] = field(default=(), repr=False)
    second: Sequence[str] = field(default=(), repr=False)

    def why(self, lang: str) -> tuple[str, ...]:
        """What weighed for its type, in the first look and in the second."""
        if not self.row:
            return ()
        first, second = decide.load("trigger", lang), decide.load("retrigger", lang)
        return first.weighed(self.row, self.type) + second.weighed(self.second, self.type, 3)


def find(page: Page) -> list[Trigger]:
    """The triggers of a report, in text order, one a word."""
    firsts, rows = first_look(page)
    if not firsts:
        return []
    again = retrigger.rows(page, firsts)
    decided = decide.load("retrigger", page.lang).decide(again)
    out = []
    for seen, row, row_again, decision in zip(firsts, rows, again, decided, strict=True):
        if 1.0 - decision.probabilities[NONE] < NEEDED:
            continue
        hits = page.hits_of.get(seen.token.i, ())
        label, p = _likeliest(decision)
        hit = next((h for h in hits if h.type == label), None)
        token = seen.token
        out.append(
            Trigger(
                i=token.i,
                start=hit.start if hit else token.idx,
                end=hit.end if hit else token.idx + len(token.text),
                type=label,
                p=p,
                rule=hit.rule if hit else f"{page.lang}.trigger",
                mode=hit.mode if hit else None,
                row=row,
                second=row_again,
            )
        )
    return out


def first_look(page: Page) -> tuple[list[retrigger.First], list[list[str]]]:
    """The words that may name an event, each weighed by itself, with their features."""
    tokens = candidates(page)
    if not tokens:
        return [], []
    rows = [features(page, token) for token in tokens]
    decider = decide.load("trigger", page.lang)
    firsts, kept = [], []
    none = decider.classes.index(NONE)
    for token, row, ps in zip(
        tokens, rows, decider.probabilities(rows, vectors(tokens)).tolist(), strict=True
    ):
        p = 1.0 - ps[none]
        if p < retrigger.PLAUSIBLE:
            continue
        types = {k: v for k, v in zip(decider.classes, ps, strict=True) if k != NONE}
        best, second = sorted(types, key=lambda k: (-types[k], k))[:2]
        firsts.append(retrigger.First(token, p, best, types[best] / p, second))
        kept.append(row)
    return firsts, kept


def _likeliest(decision: decide.Decision) -> tuple[str, float]:
    """The likeliest event type of a word, and the probability that it names an event at all."""
    types = {k: v for k, v in decision.probabilities.items() if k != NONE}
    return max(types, key=lambda k: (types[k], k)), sum(types.values())


def candidates(page: Page) -> list[Token]:
    """Whatever a rule fires on, and content words but names and those that never name an event."""
    idle, hits = idle_words(page.lang), page.hits_of
    return [
        t
        for t in page.doc
        if t.i in hits
        or (t.pos_ in CONTENT and t.lemma_.lower() not in idle and not (t.pos_ == "PROPN" and t.is_title))
    ]


@functools.cache
def idle_words(lang: str) -> frozenset[str]:
    """Lemmas that are frequent in annotated reports and name an event in none (see `training/idle.py`)."""
    return frozenset(row["lemma"] for row in resources.table(f"lang/{lang}/idle_words.tsv"))


def vectors(tokens: list[Token]) -> Array:
    """What the parser knows of each word: its vector, its context, its head's and its object's vector."""
    doc = tokens[0].doc
    own, context = [t.orth for t in tokens], doc.tensor[[t.i for t in tokens]]
    heads = [t.head.orth if t.head is not t else 0 for t in tokens]
    below = [next((c.orth for c in t.children if c.dep_ in BELOW), 0) for t in tokens]
    return np.hstack([doc.vectors(own), context, doc.vectors(heads), doc.vectors(below)])


def features(page: Page, t: Token) -> list[str]:
    """Named features of one candidate word."""
    return [*_word(t), *_tree(t), *_around(t), *_rules(page, t), *_report(page, t)]


def _word(t: Token) -> tuple[str, ...]:
    return (*_word_names(t.lemma_.lower(), t.pos_, t.lower_, t.shape_[:2]), *_morph_names(t.morph))


@remembered
def _word_names(lemma: str, pos: str, word: str, shape: str) -> tuple[str, ...]:
    return (
        f"lemma={lemma}",
        f"lemma={lemma}/{pos}",
        f"word={word}",
        f"pos={pos}",
        f"suffix={lemma[-3:]}",
        f"suffix={lemma[-4:]}",
        f"shape={shape}",
    )


@remembered
def _morph_names(morph: Morph) -> tuple[str, ...]:
    return tuple(f"morph={value}" for value in morph)


def _tree(t: Token) -> Iterator[str]:
    lemma, head = t.lemma_.lower(), t.head.lemma_.lower() if t.head != t else "-"
    yield f"dep={t.dep_}"
    yield f"head={head}"
    yield f"head={head}>{t.dep_}"
    yield f"lemma={lemma}|dep={t.dep_}"
    yield f"headpos={t.head.pos_}"
    kinds = set()
    for child in t.children:
        dep = child.dep_
        if dep == "punct" or child.is_space:
            continue
        kinds.add(dep)
        yield f"child:{dep}"
        yield f"child:{dep}={child.lemma_.lower()}"
        yield f"lemma={lemma}|child:{dep}"
        for below in child.children:
            if below.dep_ == "case":
                yield f"case={below.lemma_}"
                yield f"lemma={lemma}|case={below.lemma_}"
    yield "children=" + "+".join(sorted(kinds - {"det", "case"}))


def _around(t: Token) -> Iterator[str]:
    doc = t.doc
    for step in (-2, -1, 1, 2):
        if 0 <= t.i + step < len(doc):
            other = doc.tokens[t.i + step]
            yield from _beside_names(step, form(other), other.pos_)
            if abs(step) == 1:
                yield f"pair{step:+}:{t.lemma_.lower()}_{form(other)}"


@remembered
def _beside_names(step: int, word: str, pos: str) -> tuple[str, ...]:
    return f"{step:+}:{word}", f"{step:+}pos:{pos}"


def _rules(page: Page, t: Token) -> Iterator[str]:
    hits = page.hits_of.get(t.i, ())
    if not hits:
        yield "rule:none"
    for n, hit in enumerate(hits):
        state = "blocked" if hit.blocked else "free"
        yield f"rule={hit.rule}|{state}"
        yield f"ruletype={hit.type}|{state}"
        yield f"ruleweight={hit.type}|{round(hit.weight * 5)}"
        yield f"ruleweight={round(hit.weight * 10)}|{state}"
        if n == 0:
            yield f"best={hit.type}|{round(hit.weight * 5)}|{state}|{t.pos_}"
            for role in ("actor", "recipient"):
                yield f"best:{role}={bool(hit.roles.get(role))}"
                yield f"best={hit.type}|{role}={bool(hit.roles.get(role))}|{state}"


def _report(page: Page, t: Token) -> Iterator[str]:
    sent = page.sentence_of[t.i]
    kinds, near, thick = _sentence(page, sent)
    yield from kinds
    for name, who in near:
        if who != {t.i}:
            yield f"near={name}"
    yield thick
    yield f"first={sent == 0}"


def _sentence(page: Page, sent: int) -> tuple[list[str], list[tuple[str, set[int]]], str]:
    """What is the same for all words of a sentence: kinds of parties, types with the words of their hits."""
    if ("sentence", sent) not in page.kept:
        names = sorted({m.kind for m in page.mentions_in.get(sent, ())})
        near: dict[str, set[int]] = {}
        for h in page.hits:
            if not h.blocked and page.sentence_of[h.i] == sent:
                near.setdefault(h.type, set()).add(h.i)
        hits = min(9, sum(not h.blocked for h in page.hits) * 100 // (len(page.doc) + 1))
        kinds = ["kinds=" + "+".join(names), *(f"kind={kind}" for kind in names)]
        page.kept["sentence", sent] = kinds, sorted(near.items(), key=lambda row: row[0]), f"hits={hits}"
    found: tuple[list[str], list[tuple[str, set[int]]], str] = page.kept["sentence", sent]
    return found

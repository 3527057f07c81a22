"""Which words name an event, and of which type: rule hits propose, the parse and the words around decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.extract import decide
from sayso.extract.page import form

if TYPE_CHECKING:
    from sayso.annotate.plain import Token
    from sayso.extract.event.rules import Hit
    from sayso.extract.page import Page

Array = np.ndarray[Any, Any]
NONE = "NONE"
STRONG = 0.75  # weight of a rule whose word is nearly always a claim
RULE_SAYS = 2.5
WITH_STRONG_RULE, WITH_RULE, WITHOUT_RULE = 0.2, 0.55, 0.74  # measured in eval/, see docs/decisions/0006
ROUNDED = 0.001  # what a sum of rounded probabilities may be off
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word or phrase that names an event of a type.  `i` is its head's token index, `p` the probability."""

    i: int
    start: int
    end: int
    type: str
    p: float
    rule: str
    mode: str | None = None
    why: tuple[str, ...] = ()


def find(page: Page) -> list[Trigger]:
    """The triggers of a report, in text order, one a word."""
    tokens = candidates(page)
    if not tokens:
        return []
    rows = [features(page, token) for token in tokens]
    decider = decide.load("trigger", page.lang)
    out = []
    decisions = decider.decide(rows, vectors(tokens))
    for token, row, decision in zip(tokens, rows, decisions, strict=True):
        hits = page.hits_of.get(token.i, ())
        needed = _needed(hits)
        if 1.0 - decision.probabilities[NONE] < needed - ROUNDED:
            continue
        label, p = _likeliest(decision, hits)
        if p < needed:
            continue
        hit = next((h for h in hits if h.type == label), None)
        out.append(
            Trigger(
                i=token.i,
                start=hit.start if hit else token.idx,
                end=hit.end if hit else token.idx + len(token.text),
                type=label,
                p=p,
                rule=hit.rule if hit else f"{page.lang}.trigger",
                mode=hit.mode if hit else None,
                why=decider.weighed(row, label),
            )
        )
    return out


def _likeliest(decision: decide.Decision, hits: Sequence[Hit]) -> tuple[str, float]:
    """The likeliest event type of a word, and the probability that it names an event at all.

    A type that a rule of the lexicon allows counts `RULE_SAYS` times as much as one that none does.
    """
    allowed = {h.type for h in hits if not h.blocked}
    types = {k: v for k, v in decision.probabilities.items() if k != NONE}
    best = max(types, key=lambda k: (types[k] * (RULE_SAYS if k in allowed else 1.0), k))
    return best, sum(types.values())


def _needed(hits: Sequence[Hit]) -> float:
    """How sure the learned part must be: less where a strong rule fires, more where none does."""
    best = max((h.weight for h in hits if not h.blocked), default=0.0)
    if best >= STRONG:
        return WITH_STRONG_RULE
    return WITH_RULE if hits else WITHOUT_RULE


def candidates(page: Page) -> list[Token]:
    """Content words, and whatever a rule fires on."""
    return [t for t in page.doc if t.pos_ in CONTENT or t.i in page.hits_of]


def vectors(tokens: list[Token]) -> Array:
    """What the parser knows of each word: its vector, its context, its head's and its object's vector."""
    width = tokens[0].doc.vocab.vectors_length
    zero = np.zeros(width, dtype="float32")
    rows = []
    for t in tokens:
        below = next((c.vector for c in t.children if c.dep_ in {"obj", "nsubj:pass", "nmod"}), zero)
        rows.append(
            np.concatenate([t.vector, t.doc.tensor[t.i], t.head.vector if t.head != t else zero, below])
        )
    return np.array(rows, dtype="float32")


def features(page: Page, t: Token) -> list[str]:
    """Named features of one candidate word."""
    return [*_word(t), *_tree(t), *_around(t), *_rules(page, t), *_report(page, t)]


def _word(t: Token) -> Iterator[str]:
    lemma = t.lemma_.lower()
    yield f"lemma={lemma}"
    yield f"lemma={lemma}/{t.pos_}"
    yield f"word={t.lower_}"
    yield f"pos={t.pos_}"
    yield f"suffix={lemma[-3:]}"
    yield f"suffix={lemma[-4:]}"
    yield f"shape={t.shape_[:2]}"
    for value in t.morph:
        yield f"morph={value}"


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
            other = doc[t.i + step]
            yield f"{step:+}:{form(other)}"
            yield f"{step:+}pos:{other.pos_}"
            if abs(step) == 1:
                yield f"pair{step:+}:{t.lemma_.lower()}_{form(other)}"


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

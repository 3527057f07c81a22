"""Which claims of one report are about one event: pairs are weighed, then gathered by linkage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.extract import decide
from sayso.extract.decide import remembered
from sayso.extract.modality import negated
from sayso.extract.mood import clause_form, verb_form
from sayso.extract.page import path

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

Array = np.ndarray[Any, Any]
THRESHOLD = 0.5  # the best parties and claims on held-out reports; pairs alone would have .4
WINDOW = 60  # claims; pairs further apart than this are not weighed
NEAR = 12  # tokens on either side of a trigger that are compared as its surroundings
YES, NO = "YES", "NO"


@dataclass(frozen=True, slots=True)
class View:
    """What a claim looks like when it is compared: parties as cluster numbers, date and place as values."""

    actors: frozenset[int]
    recipients: frozenset[int]
    when: str | None
    where: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A trigger's own look, computed once and compared with all others."""

    trigger: Trigger
    token: Token
    lemma: str
    sentence: int
    rule: str
    determiner: str
    plural: bool
    clause: str  # mood and tense of its clause
    negated: bool
    below: frozenset[str]  # content lemmas that hang on it
    around: frozenset[str]  # content lemmas of its surroundings
    names: frozenset[str]  # proper names of its sentence
    order: int  # which of the triggers of its type it is, from 1
    rivals: int  # how many triggers with its lemma stand before it
    form: str  # mood and tense of the word itself
    vector: bool  # is there a vector for it?


def gather(page: Page, triggers: Sequence[Trigger], views: Sequence[View]) -> list[int]:
    """Event numbers from 1, in order of first mention, one a trigger."""
    n = len(triggers)
    if n < 2:
        return list(range(1, n + 1))
    pairs = [(i, j) for j in range(n) for i in range(max(0, j - WINDOW), j)]
    rows = pair_rows(page, triggers, views, pairs)
    decider = decide.load("same", page.lang)
    table = decider.probabilities(rows)[:, decider.classes.index(YES)]
    p = np.zeros((n, n))
    for (i, j), value in zip(pairs, table, strict=True):
        p[i, j] = p[j, i] = value
    return number(link(p))


def link(p: Array) -> list[int]:
    """Clusters of a symmetric (n, n) matrix of pair probabilities: merge the two closest until `THRESHOLD`.

    Two groups are as close as the mean of their average and their closest pair: averages alone break long
    chains of mentions, closest pairs alone run events together.  Both are kept up at each merge (Lance and
    Williams 1967), so a step is one look at the matrix.
    """
    mean, peak = p.copy(), p.copy()
    dead = np.eye(len(p), dtype=bool)
    label, size = np.arange(len(p)), np.ones(len(p))
    while True:
        close = np.where(dead, -1.0, (mean + peak) / 2)
        a, b = sorted(divmod(int(close.argmax()), len(p)))
        if close[a, b] <= THRESHOLD:
            return [int(x) for x in label]
        mean[a] = mean[:, a] = (mean[a] * size[a] + mean[b] * size[b]) / (size[a] + size[b])
        peak[a] = peak[:, a] = np.maximum(peak[a], peak[b])
        dead[b, :] = dead[:, b] = True
        size[a] += size[b]
        label[label == b] = a


def number(labels: list[int]) -> list[int]:
    """Renumber labels from 1 in order of first appearance."""
    seen: dict[int, int] = {}
    return [seen.setdefault(label, len(seen) + 1) for label in labels]


def pair_rows(
    page: Page, triggers: Sequence[Trigger], views: Sequence[View], pairs: Sequence[tuple[int, int]]
) -> list[list[str]]:
    """Named features of pairs of triggers, given by their numbers, the earlier first."""
    looks = portraits(page, triggers)
    return [features(looks, i, j, views[i], views[j]) for i, j in pairs]


def portraits(page: Page, triggers: Sequence[Trigger]) -> list[Portrait]:
    """One portrait a trigger."""
    out, seen, met = [], dict[str, int](), dict[str, int]()
    for t in triggers:
        token = page.doc[t.i]
        lemma = token.lemma_.lower()
        seen[t.type] = seen.get(t.type, 0) + 1
        met[lemma] = met.get(lemma, 0) + 1
        out.append(
            Portrait(
                trigger=t,
                token=token,
                lemma=lemma,
                sentence=page.sentence_of[t.i],
                rule=t.rule,
                determiner=next((c.lower_ for c in token.children if c.dep_ == "det"), "-"),
                plural=token.morph.get("Number", []) == ["Plur"],
                clause=clause_form(token),
                negated=negated(token),
                below=frozenset(_content(list(token.subtree)[:60], token)),
                around=frozenset(_content(page.doc[max(0, t.i - NEAR) : t.i + NEAR + 1], token)),
                names=frozenset(w.lower_ for w in page.sentence(token.i) if w.pos_ == "PROPN"),
                order=seen[t.type],
                rivals=met[lemma] - 1,
                form=verb_form(token),
                vector=token.has_vector,
            )
        )
    return out


def _content(tokens: Sequence[Token] | Any, but: Token) -> Iterator[str]:
    for t in tokens:
        if t.i != but.i and t.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "VERB"}:
            yield t.lemma_.lower()


def features(looks: Sequence[Portrait], i: int, j: int, va: View, vb: View) -> list[str]:
    """Named features of the pair of triggers `i` < `j`."""
    a, b = looks[i], looks[j]
    alike = _similar(a, b)
    kin = kinship(a, b, alike)
    return [
        *_words(a, b, kin, alike),
        *_distance(a, b, j - i, kin),
        *_shared(va, vb, kin),
        *_surroundings(a, b, kin),
        *_reference(a, b, kin),
    ]


def kinship(a: Portrait, b: Portrait, alike: float | None = None) -> str:
    """How alike two triggers are as words: lemma, stem, rule, near in meaning, type, or not at all."""
    if a.lemma == b.lemma:
        return "lemma" if a.trigger.type == b.trigger.type else "lemma other type"
    if a.trigger.type != b.trigger.type:
        return "stem other type" if a.lemma[:5] == b.lemma[:5] else "no"
    if a.lemma[:4] == b.lemma[:4]:
        return "stem"
    if a.rule == b.rule:
        return "rule"
    return "near" if (_similar(a, b) if alike is None else alike) >= 0.55 else "type"


def _similar(a: Portrait, b: Portrait) -> float:
    if not (a.vector and b.vector):
        return 0.0
    return float(a.token.similarity(b.token))


def _words(a: Portrait, b: Portrait, kin: str, alike: float) -> Iterator[str]:
    one, other = a.trigger.type, b.trigger.type
    yield from _word_names(kin, one, other, a.token.pos_, b.token.pos_, round(alike * 5))
    if one == other:
        yield f"lemmas={'+'.join(sorted((a.lemma, b.lemma)))}"
        yield f"rules={'+'.join(sorted((a.rule, b.rule)))}"


@remembered
def _word_names(kin: str, one: str, other: str, pos: str, other_pos: str, near: int) -> tuple[str, ...]:
    return (
        f"kin={kin}",
        f"kin={kin}|{one}",
        f"types={'+'.join(sorted({one, other}))}",
        f"pos={pos}+{other_pos}|{kin}",
        f"near={near}|{one == other}",
    )


def _distance(a: Portrait, b: Portrait, gap: int, kin: str) -> Iterator[str]:
    apart = b.sentence - a.sentence
    near = next(n for n in (0, 1, 2, 4, 8, 1000) if apart <= n)
    alike = a.trigger.type == b.trigger.type
    yield from _distance_names(kin, near, min(gap, 5), min(2, a.sentence), min(3, b.rivals), alike)
    if alike:
        between = b.order - a.order - 1
        yield f"of type between={min(3, between)}|{kin}"
        yield f"of type before={min(3, a.order - 1)}"
    if apart == 0:
        steps = path(a.token, b.token, 4)
        yield f"path={steps}|{alike}"
        headed = a.token.head.i == b.token.i or b.token.head.i == a.token.i
        yield f"headed={headed}|{kin}"


@remembered
def _distance_names(kin: str, near: int, gap: int, first: int, rivals: int, alike: bool) -> tuple[str, ...]:
    return (
        f"sentences={near}|{kin}",
        f"gap={gap}|{kin}",
        f"first at={first}|{near}|{alike}",
        f"rivals={rivals}|{kin}",
    )


def _shared(a: View, b: View, kin: str) -> tuple[str, ...]:
    states = [
        ("same" if x == y else "some" if x & y else "other") if x and y else "one" if x or y else "none"
        for x, y in ((a.actors, b.actors), (a.recipients, b.recipients))
    ]
    states += [
        ("same" if p == q else "other") if p and q else "one" if p or q else "none"
        for p, q in ((a.when, b.when), (a.where, b.where), (a.source, b.source))
    ]
    crossed = bool(a.actors & b.recipients or a.recipients & b.actors)
    everyone = len((a.actors | a.recipients) & (b.actors | b.recipients))
    return _shared_names(kin, tuple(states), crossed, min(3, everyone))


@remembered
def _shared_names(kin: str, states: tuple[str, ...], crossed: bool, everyone: int) -> tuple[str, ...]:
    names = [
        f"{name}={state}"
        for name, state in zip(("actors", "recipients", "when", "where", "source"), states, strict=True)
    ]
    return (
        *names,
        *(f"{name}|{kin}" for name in names),
        f"parties={'+'.join(states[:2])}",
        f"crossed={crossed}",
        f"parties shared={everyone}|{kin}",
    )


def _surroundings(a: Portrait, b: Portrait, kin: str) -> Iterator[str]:
    below = min(3, len(a.below & b.below))
    yield f"below={below}|{min(3, len(a.below), len(b.below))}"
    yield f"below={below}|{kin}"
    if a.sentence != b.sentence:
        names = min(3, len(a.names & b.names))
        yield f"around={min(4, len(a.around & b.around))}|{kin}"
        yield f"names={names}|{kin}"
        yield f"names={names}|{min(3, len(a.names))}"
    yield f"inside={a.lemma in b.below or b.lemma in a.below}|{kin}"


def _reference(a: Portrait, b: Portrait, kin: str) -> Iterator[str]:
    yield f"det={a.determiner}>{b.determiner}|{b.token.pos_}"
    yield from _noun_names(kin, b.determiner, not b.below, a.plural, b.plural)
    yield from _clause_names(kin, a.negated == b.negated, a.clause, b.clause, a.form, b.form)


@remembered
def _noun_names(kin: str, determiner: str, bare: bool, plural: bool, other: bool) -> tuple[str, ...]:
    return (
        f"det={determiner}|{kin}",
        f"bare={bare}|{kin}|{determiner}",
        f"plural={plural}>{other}|{kin}",
    )


@remembered
def _clause_names(
    kin: str, negated: bool, clause: str, other: str, form: str, other_form: str
) -> tuple[str, ...]:
    return (
        f"negated={negated}|{kin}",
        f"clause={clause}>{other}",
        f"clause={clause == other}|{kin}",
        f"form={form}>{other_form}",
    )

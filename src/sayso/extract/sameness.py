"""Which claims of one report are about one event: pairs are weighed, then gathered by average linkage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.extract import decide

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

Array = np.ndarray[Any, Any]
THRESHOLD = 0.5
WINDOW = 60  # claims; pairs further apart than this are not weighed
YES, NO = "YES", "NO"


@dataclass(frozen=True, slots=True)
class View:
    """What a claim looks like when it is compared: parties as cluster numbers, date and place as values."""

    actors: frozenset[int]
    recipients: frozenset[int]
    when: str | None
    where: str | None
    source: str | None


def gather(page: Page, triggers: Sequence[Trigger], views: Sequence[View]) -> list[int]:
    """Event numbers from 1, in order of first mention, one a trigger."""
    n = len(triggers)
    if n < 2:
        return list(range(1, n + 1))
    pairs = [(i, j) for j in range(n) for i in range(max(0, j - WINDOW), j)]
    rows = [features(page, triggers[i], triggers[j], views[i], views[j], j - i) for i, j in pairs]
    decider = decide.load("same", page.lang)
    table = decider.probabilities(rows)[:, decider.classes.index(YES)]
    p = np.zeros((n, n))
    for (i, j), value in zip(pairs, table, strict=True):
        p[i, j] = p[j, i] = value
    return number(link(p))


def link(p: Array) -> list[int]:
    """Average-linkage clusters of a symmetric (n, n) matrix of pair probabilities, cut at `THRESHOLD`.

    Merging keeps the mean of the pairs between two groups (Lance and Williams 1967), so each step is one
    look at the matrix.
    """
    mean = p.copy()
    np.fill_diagonal(mean, -1.0)
    label = np.arange(len(p))
    size = np.ones(len(p))
    while True:
        a, b = divmod(int(mean.argmax()), len(p))
        if mean[a, b] <= THRESHOLD:
            return [int(x) for x in label]
        a, b = min(a, b), max(a, b)
        row = (mean[a] * size[a] + mean[b] * size[b]) / (size[a] + size[b])
        row[(mean[a] < 0) | (mean[b] < 0)] = -1.0
        mean[a, :], mean[:, a] = row, row
        mean[b, :], mean[:, b] = -1.0, -1.0
        size[a] += size[b]
        label[label == b] = a


def number(labels: list[int]) -> list[int]:
    """Renumber labels from 1 in order of first appearance."""
    seen: dict[int, int] = {}
    return [seen.setdefault(label, len(seen) + 1) for label in labels]


def features(page: Page, a: Trigger, b: Trigger, va: View, vb: View, gap: int) -> list[str]:
    """Named features of a pair of triggers, `a` before `b`."""
    return [*_words(page, a, b), *_distance(page, a, b, gap), *_shared(va, vb), *_reference(page, b)]


def _words(page: Page, a: Trigger, b: Trigger) -> Iterator[str]:
    x, y = page.doc[a.i], page.doc[b.i]
    lx, ly = x.lemma_.lower(), y.lemma_.lower()
    same_type = a.type == b.type
    yield f"same type={same_type}"
    yield f"types={'+'.join(sorted({a.type, b.type}))}"
    yield f"same lemma={lx == ly}"
    yield f"same stem={lx[:4] == ly[:4]}|{same_type}"
    yield f"pos={x.pos_}+{y.pos_}|{same_type}"
    if same_type and lx != ly:
        yield f"lemmas={'+'.join(sorted((lx, ly)))}"
    if x.has_vector and y.has_vector and lx != ly:
        yield f"near={round(float(x.similarity(y)) * 5)}|{same_type}"
    yield f"same lemma={lx == ly}|{a.type}"


def _distance(page: Page, a: Trigger, b: Trigger, gap: int) -> Iterator[str]:
    apart = page.sentence_of[b.i] - page.sentence_of[a.i]
    near = next(n for n in (0, 1, 2, 4, 8, 1000) if apart <= n)
    yield f"sentences={near}|{a.type == b.type}"
    yield f"gap={min(gap, 6)}|{a.type == b.type}"
    if apart == 0:
        x, y = page.doc[a.i], page.doc[b.i]
        yield f"headed={x.head is y or y.head is x}|{x.dep_ if x.head is y else y.dep_}|{a.type == b.type}"


def _shared(a: View, b: View) -> Iterator[str]:
    for name, x, y in (("actors", a.actors, b.actors), ("recipients", a.recipients, b.recipients)):
        if x and y:
            state = "same" if x == y else "some" if x & y else "other"
        else:
            state = "one" if x or y else "none"
        yield f"{name}={state}"
    yield f"crossed={bool(a.actors & b.recipients or a.recipients & b.actors)}"
    for name, p, q in (("when", a.when, b.when), ("where", a.where, b.where), ("source", a.source, b.source)):
        state = ("same" if p == q else "other") if p and q else "one" if p or q else "none"
        yield f"{name}={state}"
    both = "same" if a.actors & b.actors and a.recipients & b.recipients else "-"
    yield f"parties={both}"


def _reference(page: Page, b: Trigger) -> Iterator[str]:
    token = page.doc[b.i]
    det = next((c.lower_ for c in token.children if c.dep_ == "det"), "-")
    yield f"det={det}|{token.pos_}"
    yield f"later def={det in {'le', 'la', 'les', 'l’', chr(39)} or det.startswith(('l', 'c'))}"
    yield f"plural={bool(token.morph.get('Number') == ['Plur'])}"

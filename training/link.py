"""Fit the weights of `model/link/weights.toml` on what people put together: stories, and pairs of a stream of reports.

    SAYSO_BENCHMARK=… python training/link.py [--cache FILE] [--write]

A logistic regression over the named parts of pairs (`link.weigh.features`), drawn towards the weights of the
table `[start]`, which are the house's own judgement: eight stories are few.  A weight keeps the sign that it
starts with.  Pairs of two stories are negatives at a twentieth of the weight, there being so many.  The pairs of a
stream (`pairs.py`) are fitted with them.  What is printed is the B-cubed F1 of stories that the weights were not fitted
on (each left out in turn), and how many pairs of the stream weights that were not fitted on their reports join;
`--write` then fits on all of them.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "eval"))

import ledger as stories  # noqa: E402
import pairs as stream  # noqa: E402

from sayso.link.cluster import cluster, components, pair  # noqa: E402
from sayso.link.telling import Telling, tellings  # noqa: E402
from sayso.link.weigh import features  # noqa: E402
from sayso.link.weights import settings  # noqa: E402
from sayso.reading import Reading  # noqa: E402

Array = np.ndarray[Any, Any]
STRENGTH = 3.0  # how strongly the fit is drawn to the start
OTHERS = 0.05  # weight of a pair of two stories
STREAM, TWO = (
    2.0,
    1.5,
)  # weight of a pair of the stream, and how much more one of two events: a false join costs more
FOLDS = 8  # parts that the pairs of the stream are left out in
FILE = ROOT / "src" / "sayso" / "model" / "link" / "weights.toml"


@dataclass(frozen=True, slots=True)
class Told:
    """A telling, its story, and the gold event that most of its claims are about, if any."""

    telling: Telling
    story: str
    event: int | None


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of tellings with a gold event: parts (n, parts), one event or not (n,), the story of both or None."""

    x: Array
    same: Array
    story: list[str | None]


def told(read: Iterable[Reading]) -> list[Told]:
    """The tellings of the stories with their gold events."""
    scorer, gold, text = stories.gold()
    found = []
    for reading in read:
        report = reading.report
        spans = [
            (scorer.span(m, text), e["event"])
            for c in gold
            if c["cluster"] == report.cluster
            for e in c["events"]
            for m in e["mentions"]
            if m["report"] == report.key
        ]
        home: dict[str, list[int]] = {}
        for span, event in spans:
            near = [
                (scorer.overlap(span, (report.key, c.trigger.start, c.trigger.end)), c.id)
                for c in reading.claims
            ]
            best = max(near, default=(0, ""))
            if best[0]:
                home.setdefault(best[1], []).append(event)
        for telling in tellings(reading):
            events = [e for c in telling.claims for e in home.get(c, [])]
            most = min(set(events), key=lambda e: (-events.count(e), e)) if events else None
            found.append(Told(telling, report.cluster or "", most))
    return found


def pairs(found: list[Told], judged: Iterable[stream.Judged]) -> Pairs:
    """Every pair of tellings that have a gold event, and those of the stream, whose story is a number."""
    known = [t for t in found if t.event is not None]
    rows, same, story = [], [], []
    for i, a in enumerate(known):
        for b in known[:i]:
            rows.append(vector(a.telling, b.telling))
            one = a.story == b.story
            same.append(one and a.event == b.event)
            story.append(a.story if one else None)
    for pair_ in judged:
        rows.append(vector(pair_.a, pair_.b))
        same.append(pair_.same)
        story.append(str(pair_.story))
    return Pairs(np.array(rows), np.array(same), story)


def vector(a: Telling, b: Telling) -> Array:
    """The parts of a pair in the order of the weights, the prior's 1 last."""
    values = dict(features(a, b))
    return np.array([values.get(name, 0.0) for name in names()] + [1.0])


def names() -> list[str]:
    """The parts by name, without the prior."""
    return [name for name in settings()["start"] if name != "prior"]


def start() -> Array:
    """The house's own weights."""
    return np.array([settings()["start"][name] for name in [*names(), "prior"]])


def fit(data: Pairs, keep: Callable[[str | None], bool]) -> Array:
    """The weights fitted on the pairs whose story is kept; pairs of two stories always are."""
    mask = np.array([story is None or keep(story) for story in data.story])
    x, y = data.x[mask], data.same[mask].astype(float)
    many = np.array([_weight(*of) for of in zip(data.story, data.same, strict=True)])[mask]
    begun = start()

    def loss(v: Array) -> tuple[float, Array]:
        z, away = x @ v, v - begun
        p = 1 / (1 + np.exp(-z))
        value = float((many * (np.logaddexp(0, z) - y * z)).sum() + STRENGTH * (away @ away) / 2)
        return value, x.T @ (many * (p - y)) + STRENGTH * away

    bounds = [(0, None) if w > 0 else (None, 0) if w < 0 else (None, None) for w in begun]
    return minimize(loss, begun, jac=True, method="L-BFGS-B", bounds=bounds).x  # type: ignore[no-any-return]


def _weight(story: str | None, same: bool) -> float:
    """How much a pair counts."""
    if story is None or not story.isdigit():
        return OTHERS if story is None else 1.0
    return STREAM if same else STREAM * TWO


def groups(found: list[Told], weights: Array) -> list[list[str]]:
    """The tellings of one story grouped under these weights."""
    limits = settings()["limits"]
    kept = {}
    for i, a in enumerate(found):
        for b in found[:i]:
            total = float(vector(a.telling, b.telling) @ weights)
            if total > limits["floor"]:
                kept[pair(a.telling.id, b.telling.id)] = total
    out: list[list[str]] = []
    for part in components([t.telling.id for t in found], kept):
        out += cluster(part, kept, threshold=limits["threshold"], absent=limits["absent"])
    return out


def of_stream(data: Pairs) -> str:
    """How many pairs of the stream are joined by weights that have not seen their reports."""
    least = settings()["limits"]["threshold"]
    numbers = np.array([int(s) if s is not None and s.isdigit() else -1 for s in data.story])
    joined = np.zeros(len(numbers), dtype=bool)
    for fold in range(FOLDS):
        out = (numbers >= 0) & (numbers % FOLDS == fold)
        weights = fit(data, lambda s, fold=fold: not (s.isdigit() and int(s) % FOLDS == fold))  # type: ignore[misc,union-attr]
        joined[out] = data.x[out] @ weights > least
    here = numbers >= 0
    one, two = here & data.same, here & ~data.same
    return f"joined {(joined & one).sum()} of {one.sum()} of one event, {(joined & two).sum()} of {two.sum()} of two"


def main() -> int:
    """Fit, say how good it is on stories left out, and write where that is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", help="a file that keeps the readings between runs")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    read = stories.readings(args.cache)
    found = told(read)
    data = pairs(found, stream.judged(stream.read()))
    by_story: dict[str, list[Told]] = {}
    for one in found:
        by_story.setdefault(one.story, []).append(one)
    print(f"pairs of the stream, their story left out: {of_stream(data)}")
    for label, weights in (
        ("the start", lambda left: start()),
        ("fitted, story left out", lambda left: fit(data, lambda s: s != left)),
    ):
        grouped = [g for story, mine in sorted(by_story.items()) for g in groups(mine, weights(story))]
        print(f"{label}: B-cubed {stories.score_groups(grouped, read)}")
    if args.write:
        whole = fit(data, lambda s: True)
        lines = [f"{name} = {value:.2f}" for name, value in zip([*names(), "prior"], whole, strict=True)]
        text = FILE.read_text(encoding="utf-8")
        text = re.sub(r"(?s)\[weights\].*?\n\n", "[weights]\n" + "\n".join(lines) + "\n\n", text, count=1)
        FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fit the weights that choose between forms which differ in an accent: `python training/accents.py`.

Learns from the texts of `training/house` alone: their accents are taken away, and what stands around a word must
tell which of its forms it was.  Plain logistic regression in a fixed order, so that the same texts give the
same file.
"""

from __future__ import annotations

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from sayso.annotate.accents import Choice, pairs
from sayso.annotate.restore import tools_of

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/sayso/lang/fr/accents.tsv"
ROUNDS, RATE, DECAY = 8, 0.2, 1e-3
SEEN = 5  # a feature must stand beside so many words
LEAST = 0.4  # smaller weights are left out
HEAD = """# Which form of a word that lost its accents its neighbours speak for: above 0 the one with more accents.
# Fitted by training/accents.py on training/house; not to be changed by hand.
kind\tfeature\tweight\tsource
"""
Row = tuple[Choice, list[str], bool]


def rows(path: Path = HERE / "house/texts.jsonl") -> Iterator[Row]:
    """Every word of the texts that could be another without its accents."""
    accents = tools_of("fr").accents
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from pairs(accents, json.loads(line)["text"])


def balance(found: list[Row], kinds: frozenset[str]) -> dict[tuple[str, bool], float]:
    """How much an example of a single word counts, so that its forms are as frequent as the vocabulary says."""
    seen = Counter((choice.kind, more) for choice, _, more in found)
    out: dict[tuple[str, bool], float] = {}
    for choice, _, _ in found:
        if choice.kind in kinds and (choice.kind, True) not in out:
            share = 1 / (1 + math.exp(-choice.prior))
            total = seen[choice.kind, True] + seen[choice.kind, False]
            for more, wanted in ((True, share), (False, 1 - share)):
                out[choice.kind, more] = wanted * total / max(1, seen[choice.kind, more])
    return out


def fit(found: list[Row], kinds: frozenset[str]) -> dict[tuple[str, str], float]:
    """Weights by kind of choice and feature."""
    seen = Counter((choice.kind, name) for choice, names, _ in found for name in names)
    counted = balance(found, kinds)
    data = [
        (
            [((c.kind, "bias"), 1.0), ((c.kind, "prior"), c.prior)]
            + [((c.kind, name), 1.0) for name in names if seen[c.kind, name] >= SEEN],
            more,
            counted.get((c.kind, more), 1.0),
        )
        for c, names, more in found
    ]
    weights: dict[tuple[str, str], float] = defaultdict(float)
    squares: dict[tuple[str, str], float] = defaultdict(float)
    order = random.Random(1)
    for _ in range(ROUNDS):
        order.shuffle(data)
        for features, more, count in data:
            total = sum(weights[name] * value for name, value in features)
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - more) * count
            for name, value in features:
                step = error * value + DECAY * weights[name]
                squares[name] += step * step
                weights[name] -= RATE / math.sqrt(squares[name] + 0.1) * step
    return weights


def text() -> str:
    """The file as it should be."""
    accents = tools_of("fr").accents
    weights = fit(list(rows()), accents.words)
    lines = [
        f"{kind}\t{name}\t{weight:.2f}\tfit"
        for (kind, name), weight in sorted(weights.items())
        if abs(weight) >= LEAST or name in {"bias", "prior"}
    ]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

"""The one seam between features and decisions: symbolic features (and vectors) in, class probabilities out.

A `Decider` weighs named features; the names say what was seen (`lemma=tuer`, `rule=fr.assault.kill`), so
that each decision can be explained by what weighed.  Weights come from `training/` and are shipped as
`model/weights/<lang>.<name>.npz`: plain arrays, no pickle.

    h = relu(dense·W1 + Σ E[f] + b1),   logits = h·W2 + Σ L[f] + b
"""

from __future__ import annotations

import functools
import math
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np

from sayso import resources
from sayso.errors import ModelError

Array = np.ndarray[Any, Any]
CHUNK = 256  # rows that are weighed at once: bounds the memory
LOWEST, HIGHEST = -5, 4  # levels of likelihood
STEPS = [1 / (1 + math.exp(-k)) for k in range(LOWEST + 1, HIGHEST + 1)]  # where the next level begins
SMALL = ("L", "E")  # arrays of one row a feature: shipped in 8 bits, with a scale a row
FORMAT = 2  # of the weight files; raised when features or shapes change meaning

# For a function that puts a few small values into names of features: most of what it is asked, it was asked before.
remembered = functools.lru_cache(maxsize=1 << 14)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the likeliest class, its probability, and those of all classes."""

    label: str
    p: float
    probabilities: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Decider:
    """Weights: L (features, classes), E (features, hidden), W1 (dense, hidden), W2 (hidden, classes)."""

    index: dict[str, int]
    classes: tuple[str, ...]
    L: Array
    E: Array
    W1: Array
    b1: Array
    W2: Array
    b: Array
    mean: Array
    scale: Array
    offset: Array  # added to the logits: where cross-validation put the thresholds
    rows: Array = field(init=False, repr=False)  # E and L side by side, and a row of zeros for no feature
    names: tuple[str, ...] = field(init=False, repr=False)  # of the features, in the order of their rows

    def __post_init__(self) -> None:
        rows = np.zeros((len(self.E) + 1, self.E.shape[1] + self.L.shape[1]), dtype="float32")
        rows[:-1] = np.hstack([self.E, self.L])
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "names", tuple(self.index))
        object.__setattr__(self, "E", rows[:-1, : self.E.shape[1]])
        object.__setattr__(self, "L", rows[:-1, self.E.shape[1] :])

    def probabilities(self, rows: Sequence[Sequence[str]], dense: Array | None = None) -> Array:
        """Class probabilities (n, classes) for n rows of feature names and, where used, (n, d) vectors."""
        parts = [self._sums(rows[i : i + CHUNK]) for i in range(0, len(rows), CHUNK)]
        sums = parts[0] if len(parts) == 1 else np.vstack(parts or [self.rows[:0]])
        hidden = sums[:, : len(self.b1)] + self.b1
        logits = sums[:, len(self.b1) :] + (self.b + self.offset)
        if dense is not None and self.W1.shape[0]:
            hidden += ((dense - self.mean) / self.scale) @ self.W1
        logits += np.maximum(hidden, 0) @ self.W2
        z = np.exp(logits - np.maximum.reduce(logits, axis=1, keepdims=True))
        return np.asarray(z / np.add.reduce(z, axis=1, keepdims=True))

    def _sums(self, rows: Sequence[Sequence[str]]) -> Array:
        """The sum of the weights of each row's features, each once, those that have none left out.

        Sorted by number, so that neither a row's order nor its neighbours change the last digit.
        """
        none = len(self.index)
        lengths = np.array([*map(len, rows)])
        there = np.arange(max(map(len, rows))) < lengths[:, None]
        at = np.empty(there.shape, dtype=np.intp)
        at.fill(none)
        at[there] = [*map(self.index.get, chain.from_iterable(rows), repeat(none))]
        at.sort(axis=1)
        twice = at[:, 1:] == at[:, :-1]
        at[:, 1:][twice] = none
        total: Array = np.add.reduce(self.rows.take(at, axis=0), axis=1)
        return total

    def decide(self, rows: Sequence[Sequence[str]], dense: Array | None = None) -> list[Decision]:
        """The likeliest class of each row."""
        if not rows:
            return []
        out = []
        for p in self.probabilities(rows, dense).tolist():
            top = max(p)
            out.append(Decision(self.classes[p.index(top)], top, dict(zip(self.classes, p, strict=True))))
        return out

    def weighed(self, row: Sequence[str], label: str, most: int = 5) -> tuple[str, ...]:
        """The features that weigh most for (+) or against (-) a class: what leaving one out would change."""
        ids = sorted({self.index[name] for name in row if name in self.index})
        if not ids or label not in self.classes:
            return ()
        k, width = self.classes.index(label), len(self.b1)
        rows = self.rows.take(ids, axis=0)
        hidden = self.b1 + np.add.reduce(rows[:, :width], axis=0)
        without = np.maximum(hidden - rows[:, :width], 0) @ self.W2
        change = rows[:, width:] + np.maximum(hidden, 0) @ self.W2 - without
        gains = change[:, k] - np.add.reduce(change, axis=1) / len(self.classes)
        first = np.argsort(-np.abs(gains), kind="stable")[:most].tolist()
        return tuple(f"{self.names[ids[i]]} {gains[i]:+.2f}" for i in first)


def level(p: float) -> int:
    """A likelihood as a feature of a later decision: its logit, rounded down, at the extremes cut off."""
    return LOWEST + bisect_right(STEPS, p)


@functools.cache
def load(name: str, lang: str) -> Decider:
    """The shipped weights of one decision in one language.

    Raises:
        ModelError: M002, the file is missing, damaged or of another version.
    """
    where = f"model/weights/{lang}.{name}.npz"
    found = resources.files(where)
    try:
        if not found:
            raise FileNotFoundError(where)
        with found[-1].open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if int(arrays["format"]) != FORMAT:
                raise ValueError("another format")
            names = bytes(arrays["names"]).decode("utf-8").split("\0")
            classes = bytes(arrays["classes"]).decode("utf-8").split("\0")
            parts = {k: unpacked(arrays, k) for k in _shapes(0, 0, 0, 0)}
        shapes = _shapes(len(names), len(classes), len(parts["b1"]), len(parts["mean"]))
        if any(part.shape != shapes[k] for k, part in parts.items()):
            raise ValueError("shapes that do not fit")
    except (OSError, EOFError, KeyError, ValueError, TypeError, zlib.error, zipfile.BadZipFile) as error:
        raise ModelError("M002", where, file=f"{lang}.{name}.npz") from error
    return Decider(index={n: i for i, n in enumerate(names)}, classes=tuple(classes), **parts)


def unpacked(arrays: Mapping[str, Array], name: str) -> Array:
    """An array of a weight file as it is used; those with a row a feature are 8-bit numbers times their row's scale."""
    if name not in SMALL:
        return np.asarray(arrays[name], dtype="float32")
    scale: Array = arrays[f"{name}_scale"].astype("float32")
    rows: Array = arrays[name].astype("float32")
    return rows * scale[:, None]


def _shapes(features: int, classes: int, hidden: int, dense: int) -> dict[str, tuple[int, ...]]:
    """The arrays of a weight file and their shapes."""
    return {
        "L": (features, classes),
        "E": (features, hidden),
        "W1": (dense, hidden),
        "b1": (hidden,),
        "W2": (hidden, classes),
        "b": (classes,),
        "mean": (dense,),
        "scale": (dense,),
        "offset": (classes,),
    }

"""Fit a wide-and-deep classifier: symbolic features straight to the classes, and through a small hidden layer.

    h = relu(dense·W1 + Σ E[f] + b1),   logits = h·W2 + Σ L[f] + b

Plain NumPy and SciPy, one thread, fixed seed: the same weights on the same machine, minutes on a CPU.
Adam (Kingma & Ba 2015), decoupled weight decay, dropout on the hidden layer and on whole features.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.sparse as sp

Array = np.ndarray[Any, Any]
EPSILON = 1e-8


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to fit.  `none` weighs the examples of the class that means "nothing here"."""

    hidden: int = 64
    epochs: int = 12
    batch: int = 128
    rate: float = 0.002
    decay: float = 0.02
    dropout: float = 0.4
    feature_dropout: float = 0.15
    min_count: int = 2
    none_weight: float = 1.0
    seed: int = 7
    fits: int = 1  # how many fits, of different seeds, are averaged
    class_weight: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Model:
    """Fitted weights: L (features, classes), E (features, hidden), W1 (dense, hidden), W2 (hidden, classes)."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    L: Array
    E: Array
    W1: Array
    b1: Array
    W2: Array
    b: Array
    mean: Array
    scale: Array

    def proba(self, rows: Sequence[Sequence[str]], dense: Array | None = None) -> Array:
        """Class probabilities, (n, classes)."""
        X = encode(rows, {n: i for i, n in enumerate(self.names)})
        h = X @ self.E + self.b1
        if self.W1.shape[0] and dense is not None:
            h = h + ((dense - self.mean) / self.scale) @ self.W1
        logits = np.maximum(h, 0) @ self.W2 + X @ self.L + self.b
        return softmax(logits)


def averaged(models: Sequence[Model]) -> Model:
    """One model whose logits are the mean of several models' logits: steadier than any of them.

    Hidden layers stand side by side; a feature that a model does not know weighs nothing in it.
    """
    names = tuple(sorted({name for m in models for name in m.names}))
    at = {name: i for i, name in enumerate(names)}

    def aligned(model: Model, rows: Array) -> Array:
        out = np.zeros((len(names), rows.shape[1]), dtype="float32")
        out[[at[name] for name in model.names]] = rows
        return out

    n, dense = len(models), len(models[0].mean)
    return Model(
        names=names,
        classes=models[0].classes,
        L=sum((aligned(m, m.L) for m in models), np.float32(0)) / n,
        E=np.hstack([aligned(m, m.E) for m in models]),
        W1=np.hstack([m.W1 / m.scale[:, None] for m in models]),
        b1=np.concatenate([m.b1 - (m.mean / m.scale) @ m.W1 for m in models]),
        W2=np.vstack([m.W2 for m in models]) / n,
        b=sum((m.b for m in models), np.float32(0)) / n,
        mean=np.zeros(dense, dtype="float32"),
        scale=np.ones(dense, dtype="float32"),
    )


def softmax(logits: Array) -> Array:
    """Row-wise softmax."""
    z = np.exp(logits - logits.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)


def encode(rows: Sequence[Sequence[str]], index: dict[str, int]) -> sp.csr_matrix:
    """Feature names to a binary sparse matrix (n, features); unknown names are left out."""
    indptr, cols = [0], []
    for row in rows:
        cols.extend(sorted({index[f] for f in row if f in index}))
        indptr.append(len(cols))
    data = np.ones(len(cols), dtype="float32")
    return sp.csr_matrix(
        (data, np.array(cols, dtype="int32"), np.array(indptr)), shape=(len(rows), len(index))
    )


class Adam:
    """Adam with decoupled weight decay over a dict of arrays."""

    def __init__(self, params: dict[str, Array], decay: float) -> None:
        self.params, self.decay, self.t = params, decay, 0
        self.m = {k: np.zeros_like(v) for k, v in params.items()}
        self.v = {k: np.zeros_like(v) for k, v in params.items()}

    def step(self, grads: dict[str, Array], rate: float) -> None:
        """One update in place."""
        self.t += 1
        fix = np.sqrt(1 - 0.999**self.t) / (1 - 0.9**self.t)
        for k, g in grads.items():
            m, v, p = self.m[k], self.v[k], self.params[k]
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            p -= rate * fix * m / (np.sqrt(v) + EPSILON)
            if self.decay and p.ndim == 2:
                p *= 1 - rate * self.decay


class SparseAdam:
    """The same over arrays of one row a feature, of which a batch touches few.

    A row is brought up to date when it is next needed: what momentum and decay would have done to it meanwhile is
    done in one go, the second moment held still.  `wake` comes before the rows are read, `step` after.
    """

    def __init__(self, params: dict[str, Array], decay: float) -> None:
        self.params, self.decay, self.t = params, decay, 0
        n = len(next(iter(params.values())))
        self.m = {k: np.zeros_like(v) for k, v in params.items()}
        self.v = {k: np.zeros_like(v) for k, v in params.items()}
        self.last = np.zeros(n, dtype="int64")  # the step at which a row was up to date
        self.shrunk = [0.0]  # sum of rate x decay after each step
        self.at = np.zeros(n)  # what of that sum a row has had
        self.rate = 0.0

    def wake(self, rows: Array) -> None:
        """Bring rows up to date."""
        gap = (self.t - self.last[rows]).astype("float32")[:, None]
        left = np.exp(self.at[rows] - self.shrunk[-1]).astype("float32")[:, None]
        fix = self._fix()
        for k, p in self.params.items():
            m, v = self.m[k][rows], self.v[k][rows]
            moved = self.rate * fix * m * (9 * (1 - 0.9**gap)) / (np.sqrt(v) + EPSILON)
            p[rows] = (p[rows] - moved) * left
            self.m[k][rows] = m * 0.9**gap
            self.v[k][rows] = v * 0.999**gap
        self.last[rows], self.at[rows] = self.t, self.shrunk[-1]

    def step(self, rows: Array, grads: dict[str, Array], rate: float) -> None:
        """One update of rows that are up to date, by their gradients."""
        self.t += 1
        self.rate = rate
        fix = self._fix()
        for k, g in grads.items():
            m = self.m[k][rows] * 0.9 + 0.1 * g
            v = self.v[k][rows] * 0.999 + 0.001 * g * g
            self.m[k][rows], self.v[k][rows] = m, v
            self.params[k][rows] -= rate * fix * m / (np.sqrt(v) + EPSILON)
        self.last[rows] = self.t
        self.shrunk.append(self.shrunk[-1] + rate * self.decay)

    def _fix(self) -> float:
        return float(np.sqrt(1 - 0.999**self.t) / (1 - 0.9**self.t)) if self.t else 0.0


def fit(
    rows: Sequence[Sequence[str]], dense: Array | None, labels: Sequence[str], settings: Settings
) -> Model:
    """Fit on examples: feature names, dense vectors (n, d) or None, class labels."""
    rng = np.random.default_rng(settings.seed)
    counts = Counter(f for row in rows for f in set(row))
    names = tuple(sorted(f for f, n in counts.items() if n >= settings.min_count))
    classes = tuple(sorted(set(labels)))
    X = encode(rows, {n: i for i, n in enumerate(names)})
    y = np.array([classes.index(label) for label in labels])
    if dense is None:
        dense = np.zeros((len(rows), 0), dtype="float32")
    mean, scale = dense.mean(axis=0), dense.std(axis=0) + 1e-3
    weight = np.array([settings.class_weight.get(c, 1.0) for c in classes], dtype="float32")[y]
    k, h, f, d = len(classes), settings.hidden, len(names), dense.shape[1]
    wide = {
        "L": np.zeros((f, k), dtype="float32"),
        "E": (rng.standard_normal((f, h)) * 0.05).astype("float32"),
    }
    deep = {
        "W1": (rng.standard_normal((d, h)) * (1.0 / np.sqrt(max(d, 1)))).astype("float32"),
        "b1": np.zeros(h, dtype="float32"),
        "W2": (rng.standard_normal((h, k)) * (1.0 / np.sqrt(h))).astype("float32"),
        "b": np.zeros(k, dtype="float32"),
    }
    few, all_ = SparseAdam(wide, settings.decay), Adam(deep, settings.decay)
    steps = settings.epochs * (len(y) // settings.batch + 1)
    done = 0
    for _ in range(settings.epochs):
        order = rng.permutation(len(y))
        for at in range(0, len(y), settings.batch):
            batch = order[at : at + settings.batch]
            touched, own = _own_columns(X[batch])
            few.wake(touched)
            P = {**deep, **{name: part[touched] for name, part in wide.items()}}
            D = ((dense[batch] - mean) / scale).astype("float32")
            grads = _gradients(P, own, D, y[batch], weight[batch], settings, rng)
            rate = settings.rate * (1 - done / steps)
            few.step(touched, {name: grads.pop(name) for name in wide}, rate)
            all_.step(grads, rate)
            done += 1
    few.wake(np.arange(f))
    return Model(names=names, classes=classes, mean=mean, scale=scale, **wide, **deep)


def _own_columns(X: sp.csr_matrix) -> tuple[Array, sp.csr_matrix]:
    """The columns that a batch has values in, and the batch with these alone."""
    touched, at = np.unique(X.indices, return_inverse=True)
    return touched, sp.csr_matrix((X.data, at, X.indptr), shape=(X.shape[0], len(touched)))


def _gradients(
    P: dict[str, Array], X: sp.csr_matrix, D: Array, y: Array, w: Array, s: Settings, rng: np.random.Generator
) -> dict[str, Array]:
    if s.feature_dropout:
        X = X.copy()
        X.data = X.data * (rng.random(X.data.shape) >= s.feature_dropout) / (1 - s.feature_dropout)
        X.data = X.data.astype("float32")
    pre = X @ P["E"] + D @ P["W1"] + P["b1"]
    keep = (rng.random(pre.shape) >= s.dropout).astype("float32") / (1 - s.dropout)
    h = np.maximum(pre, 0) * keep
    p = softmax(h @ P["W2"] + X @ P["L"] + P["b"])
    p[np.arange(len(y)), y] -= 1
    p = p * (w / len(y))[:, None]
    dh = (p @ P["W2"].T) * keep * (pre > 0)
    Xt = X.T.tocsr()
    return {
        "L": Xt @ p,
        "E": Xt @ dh,
        "W1": D.T @ dh,
        "b1": dh.sum(axis=0),
        "W2": h.T @ p,
        "b": p.sum(axis=0),
    }

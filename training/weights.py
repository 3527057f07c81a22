"""Models to weight files and to the deciders that the pipeline uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from learner import Model

from sayso.extract import decide
from sayso.extract.decide import FORMAT, Decider

HALF = ("L", "E", "W1", "W2")  # kept as 16-bit floats: half the size, no measurable loss


def rounded(model: Model) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    """The arrays as they are shipped."""
    arrays = {k: getattr(model, k) for k in ("L", "E", "W1", "b1", "W2", "b", "mean", "scale")}
    return {k: v.astype("float16") if k in HALF else v.astype("float32") for k, v in arrays.items()}


def decider(model: Model, offset: Mapping[str, float] | None = None) -> Decider:
    """A model as the pipeline would load it."""
    parts = {k: v.astype("float32") for k, v in rounded(model).items()}
    return Decider(
        index={n: i for i, n in enumerate(model.names)},
        classes=model.classes,
        offset=_offset(model, offset),
        **parts,
    )


def save(model: Model, path: Path, offset: Mapping[str, float] | None = None) -> None:
    """Write one weight file, byte for byte the same for the same model.  Names are parted by NUL."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        format=np.array(FORMAT),
        names=np.frombuffer("\0".join(model.names).encode("utf-8"), dtype="uint8"),
        classes=np.frombuffer("\0".join(model.classes).encode("utf-8"), dtype="uint8"),
        offset=_offset(model, offset),
        **rounded(model),  # type: ignore[arg-type]
    )


def _offset(model: Model, offset: Mapping[str, float] | None) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([(offset or {}).get(c, 0.0) for c in model.classes], dtype="float32")


@contextmanager
def using(deciders: Mapping[str, Decider]) -> Iterator[None]:
    """Let the pipeline decide by these instead of the shipped weights."""
    shipped = decide.load
    decide.load = lambda name, lang: deciders[name]  # type: ignore[assignment]
    try:
        yield
    finally:
        decide.load = shipped

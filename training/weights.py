"""Models to weight files and to the deciders that the pipeline uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from learner import Model

from sayso.extract import decide
from sayso.extract.decide import FORMAT, SMALL, Decider, unpacked

HALF = ("W1", "W2")  # kept as 16-bit floats: half the size, no measurable loss
Array = np.ndarray[Any, Any]


def rounded(model: Model) -> dict[str, Array]:
    """The arrays as they are shipped."""
    out: dict[str, Array] = {}
    for k in ("L", "E", "W1", "b1", "W2", "b", "mean", "scale"):
        array = getattr(model, k)
        if k in SMALL:
            out[k], out[f"{k}_scale"] = packed(array)
        else:
            out[k] = array.astype("float16" if k in HALF else "float32")
    return out


def packed(array: Array) -> tuple[Array, Array]:
    """Rows (features, n) as 8-bit numbers and one 16-bit scale a row; rows are very unlike in size, columns are not."""
    scale = (np.abs(array).max(axis=1, initial=0.0) / 127).astype("float16")
    step = np.where(scale > 0, scale, 1).astype("float32")[:, None]
    steps = np.where(scale[:, None] > 0, np.rint(array / step), 0)
    return np.clip(steps, -127, 127).astype("int8"), scale


def decider(model: Model, offset: Mapping[str, float] | None = None) -> Decider:
    """A model as the pipeline would load it."""
    arrays = rounded(model)
    parts = {k: unpacked(arrays, k) for k in arrays if not k.endswith("_scale")}
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


def _offset(model: Model, offset: Mapping[str, float] | None) -> Array:
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

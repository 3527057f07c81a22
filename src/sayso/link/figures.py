"""Which figures of a claim are the event's own: those whose kind can belong to its type.

A claim carries every figure of its sentence; "trois morts" beside a deployment is no figure of the deployment.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from sayso import resources
from sayso.records import Claim, Figure

_YEAR = re.compile(r"(?:19|20)\d\d\s+\S+\s")  # not "2000 manifestants"
_AGE = re.compile(r"\d+ ans\b")


@functools.cache
def settings() -> dict[str, Any]:
    """The types that each kind of figure belongs to."""
    return resources.toml("model/link/figures.toml")


def figures_of(claim: Claim) -> tuple[Figure, ...]:
    """The figures of a claim that count for its event; years and ages that were read as numbers do not."""
    kinds: dict[str, list[str]] = settings()["types"]
    return tuple(
        f
        for f in claim.figures
        if claim.type in kinds.get(f.kind, (claim.type,))
        and not _YEAR.match(f.text)
        and not _AGE.match(f.text)
    )

"""What speaks for and against two tellings being of one event is worth: `model/link/weights.toml`."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from sayso import resources

FILE = "model/link/weights.toml"


@functools.cache
def settings() -> dict[str, Any]:
    """The weights, families of types and thresholds."""
    return resources.toml(FILE)


@functools.cache
def families() -> Mapping[str, frozenset[str]]:
    """For each type, those that reports may give to the same act."""
    near: dict[str, set[str]] = {}
    for group in settings()["families"]:
        for name in group:
            near.setdefault(name, set()).update(group)
    return {name: frozenset(found) for name, found in near.items()}

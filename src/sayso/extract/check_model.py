"""The event types and contexts of `model/`: read them, and say what is wrong with them.

This module imports nothing of a language: types are the same in every language.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sayso import resources

TYPE_KEYS = frozenset(
    {"id", "label", "definition", "counts_as", "does_not_count", "roles", "modes", "quad", "codes", "score"}
)
ROLE_KEYS = frozenset({"required", "shared", "spoken", "what"})
QUADS = range(1, 5)
LABELS = ("en", "fr")
NOT_TYPES = frozenset({"contexts.toml"})


@functools.cache
def types() -> dict[str, dict[str, Any]]:
    """Event type -> its file, by id; a file without an id is left to `check_model`."""
    return {raw["id"]: raw for _, raw in _type_files() if "id" in raw}


@functools.cache
def contexts() -> dict[str, dict[str, Any]]:
    """Context id -> its entry of `model/contexts.toml`."""
    return {raw["id"]: raw for raw in resources.toml("model/contexts.toml").get("context", [])}


def _type_files() -> list[tuple[str, dict[str, Any]]]:
    names = [path.name for path in resources.files("model/*.toml") if path.name not in NOT_TYPES]
    return [(f"model/{name}", resources.toml(f"model/{name}")) for name in names]


def check_model() -> Iterator[tuple[str, str, str]]:
    """Every problem of the model data as (code, where, what)."""
    ids: Counter[str] = Counter()
    for where, raw in _type_files():
        ids[str(raw.get("id"))] += 1
        yield from _check_type(where, raw)
    for name, n in ids.items():
        if n > 1:
            yield "R002", "model/", f"the type '{name}' has {n} files"
    seen: Counter[str] = Counter(
        raw.get("id", "") for raw in resources.toml("model/contexts.toml")["context"]
    )
    for name, n in seen.items():
        if n > 1 or not name:
            yield "R002", "model/contexts.toml", f"the context '{name}' stands {n} times"


def _check_type(where: str, raw: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key in sorted(raw.keys() - TYPE_KEYS):
        yield "R001", where, f"unknown key '{key}'"
    for key in sorted(TYPE_KEYS - raw.keys()):
        yield "R002", where, f"the key '{key}' is missing"
    if raw.get("quad") not in QUADS:
        yield "R002", where, f"quad is {raw.get('quad')}, not 1 to 4"
    for language in LABELS:
        if not raw.get("label", {}).get(language):
            yield "R002", where, f"no label in '{language}'"
    roles = raw.get("roles", {})
    for role in ("actor", "recipient"):
        for key in sorted(roles.get(role, {}).keys() - ROLE_KEYS):
            yield "R001", where, f"unknown key 'roles.{role}.{key}'"
        if "required" not in roles.get(role, {}):
            yield "R002", where, f"roles.{role}.required is missing"
    for mode, score in raw.get("modes", {}).items():
        if not -10 <= score <= 10:
            yield "R002", where, f"the score {score} of '{mode}' is not between -10 and 10"

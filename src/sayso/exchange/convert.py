"""Records <-> plain JSON values: kept here under its old name; it lives in `sayso.plain`, below the store."""

from __future__ import annotations

from sayso.plain import from_plain, hints, required, to_plain

__all__ = ["from_plain", "hints", "required", "to_plain"]

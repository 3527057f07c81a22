"""Readings and claims as JSON values, and back: an exact round trip.

The shape is the records' own (docs/reference/records.md, `sayso schema`).  Every field is there, absent ones
as `null` or `[]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from sayso import __version__
from sayso.plain import dumps, from_plain, to_plain
from sayso.reading import Reading
from sayso.records import Claim, Failure

__all__ = [
    "claim_from_dict",
    "claim_to_dict",
    "document",
    "dumps",
    "line",
    "reading_from_dict",
    "reading_to_dict",
]


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    """One claim as plain JSON values."""
    return cast(dict[str, Any], to_plain(claim))


def claim_from_dict(value: object) -> Claim:
    """The claim that `claim_to_dict` was given.

    Raises:
        ExchangeError: X001, it is none.
    """
    return from_plain(Claim, value)


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """One reading, its report included, as plain JSON values."""
    return cast(dict[str, Any], to_plain(reading))


def reading_from_dict(value: object) -> Reading:
    """The reading that `reading_to_dict` was given.

    Raises:
        ExchangeError: X001, it is none.
    """
    return from_plain(Reading, value)


def line(outcome: Reading | Failure) -> str:
    """One line of JSON Lines: a reading, or `{"failure": …}` for a report that could not be read."""
    plain = to_plain(outcome)
    return dumps({"failure": plain} if isinstance(outcome, Failure) else plain)


def document(outcomes: Iterable[Reading | Failure]) -> str:
    """Everything in one JSON object: `{"sayso": version, "readings": […], "failures": […]}`."""
    readings: list[Any] = []
    failures: list[Any] = []
    for outcome in outcomes:
        (failures if isinstance(outcome, Failure) else readings).append(to_plain(outcome))
    return dumps({"sayso": __version__, "readings": readings, "failures": failures}, indent=2)

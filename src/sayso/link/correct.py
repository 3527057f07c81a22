"""A person's corrections of an event: one field each, checked, applied after everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import get_args

from sayso.errors import DocumentError, StoreError
from sayso.extract.check_model import types
from sayso.link.days import FIRST, LAST, iso, of_edtf
from sayso.picture import Event, Location
from sayso.records import Claim, Factuality, Tense, When, Where

STATUSES = ("confirmed", "reported", "disputed", "denied", "announced", "uncertain")
_COUNTRY = 2  # letters of ISO 3166-1 alpha-2


def _type(event: Event, value: str) -> Event:
    return replace(event, type=value)


def _status(event: Event, value: str) -> Event:
    return replace(event, status=value)  # type: ignore[arg-type]


def _when(event: Event, value: str) -> Event:
    days = of_edtf(value)
    assert days is not None  # for the type checker: `check` has looked
    earliest = iso(days.lo) if days.lo > FIRST else None
    latest = iso(days.hi) if days.hi < LAST else None
    return replace(event, when=value, earliest=earliest, latest=latest)


def _country(event: Event, value: str) -> Event:
    if event.where is not None and event.where.country == value:
        return event
    place = Location(
        name=None,
        country=value,
        geonameid=None,
        lat=None,
        lon=None,
        radius_km=None,
        precision="country",
        text=value,
        relation="in",
    )
    return replace(event, where=place)


FIELDS: dict[str, Callable[[Event, str], Event]] = {
    "type": _type,
    "status": _status,
    "when": _when,
    "country": _country,
}


def check(field: str, value: str) -> None:
    """Refuse what cannot be set.

    Raises:
        StoreError: S007, no such field; S011, not a value of it.
        DocumentError: D007, no date.
    """
    _field(field, value, FIELDS)
    if field == "when":
        if of_edtf(value) is None:
            raise DocumentError("D007", field, value=value)
    elif field == "country":
        if not (len(value) == _COUNTRY and value.isascii() and value.isalpha() and value.isupper()):
            raise StoreError(
                "S011", field, value=value, known="two capital letters of ISO 3166-1, such as FR"
            )
    else:
        _one_of(field, value, STATUSES if field == "status" else sorted(types()))


def _field(field: str, value: str, known: Iterable[str]) -> None:
    if field not in known:
        raise StoreError("S007", field, value=value, known=", ".join(sorted(known)))


def _one_of(field: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise StoreError("S011", field, value=value, known=", ".join(known))


def apply(event: Event, corrections: Sequence[tuple[str, str]]) -> Event:
    """The event with each field as a person set it; the last correction of a field holds."""
    for field, value in corrections:
        event = FIELDS[field](event, value)
    return replace(event, corrected=tuple(sorted({field for field, _ in corrections})))


# ------------------------------------------------------------------ one claim


def _claim_when(found: Claim, value: str) -> Claim:
    days = of_edtf(value)
    assert days is not None  # for the type checker: `check_claim` has looked
    earliest = iso(days.lo) if days.lo > FIRST else None
    latest = iso(days.hi) if days.hi < LAST else None
    at = found.when or When(start=found.trigger.start, end=found.trigger.end, text=value, edtf=value)
    return replace(found, when=replace(at, edtf=value, earliest=earliest, latest=latest, rule="person"))


def _claim_country(found: Claim, value: str) -> Claim:
    if found.where is not None and found.where.country == value:
        return found
    at = found.where or found.trigger
    where = Where(start=at.start, end=at.end, text=at.text, country=value, precision="country")
    return replace(found, where=where)


CLAIM_FIELDS: dict[str, Callable[[Claim, str], Claim]] = {
    "type": lambda found, value: replace(found, type=value),
    "factuality": lambda found, value: replace(found, factuality=value),  # type: ignore[arg-type]
    "tense": lambda found, value: replace(found, tense=value),  # type: ignore[arg-type]
    "when": _claim_when,
    "country": _claim_country,
}


def check_claim(field: str, value: str) -> None:
    """Refuse what cannot be set of a claim.

    Raises:
        StoreError: S007, no such field; S011, not a value of it.
        DocumentError: D007, no date.
    """
    _field(field, value, CLAIM_FIELDS)
    if field in ("factuality", "tense"):
        _one_of(field, value, get_args(Factuality if field == "factuality" else Tense))
    else:
        check(field, value)


def claim(found: Claim, corrections: Sequence[tuple[str, str]]) -> Claim:
    """The claim with each field as a person set it; the last correction of a field holds."""
    for field, value in corrections:
        if field in CLAIM_FIELDS:
            found = CLAIM_FIELDS[field](found, value)
    return found

"""Date and tense of a claim, each decided alone, made to agree: what lies ahead has no date behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sayso.extract.mood import relation
from sayso.records import When

if TYPE_CHECKING:
    from sayso.extract.binding import Bound
    from sayso.extract.modality import Modality
    from sayso.records import Tense

# the tense that a date cannot have, by where it lies to the report's date
AGAINST: dict[str, Tense] = {"before": "future", "after": "past"}
WEIGHT = 0.6  # how much of a date's likelihood a sure tense takes away; measured on held-out reports


def dates(whens: Sequence[Bound], mood: Modality, published: str | None) -> list[Bound]:
    """The dates weighed for a claim, those less likely that its tense speaks against."""
    out = []
    for bound in whens:
        against = _against(bound, published)
        p = mood.tenses.get(against, 0.0) if against else 0.0
        out.append(replace(bound, p=bound.p * (1 - WEIGHT * p)) if p else bound)
    return out


def tense(mood: Modality, when: Bound | None, published: str | None) -> Modality:
    """The modality of a claim whose event has a date: the likeliest tense that the date does not speak against."""
    if when is None or not isinstance(when.thing, When):
        return mood
    against = _against(when, published)
    if against is None or mood.tense != against:
        return mood
    left = {name: p * (1 - when.p) if name == against else p for name, p in mood.tenses.items()}
    likeliest = cast("Tense", max(left, key=lambda name: left[name]))
    return mood if likeliest == mood.tense else replace(mood, tense=likeliest, date=when.thing.edtf)


def _against(bound: Bound, published: str | None) -> Tense | None:
    if not isinstance(bound.thing, When):
        return None
    return AGAINST.get(relation(bound.thing.earliest, bound.thing.latest, published))

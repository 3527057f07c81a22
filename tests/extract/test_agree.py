"""Date and tense that are made to agree."""

from __future__ import annotations

import pytest

from sayso.extract import agree
from sayso.extract.binding import Bound
from sayso.extract.modality import Modality
from sayso.records import When

PUBLISHED = "2019-06-04"


def bound(day: str, p: float) -> Bound:
    return Bound(When(start=0, end=5, text="lundi", edtf=day, earliest=day, latest=day), p)


def mood(tense: str, p: float) -> Modality:
    rest = {name: (1 - p) / 2 for name in ("past", "present", "future") if name != tense}
    return Modality("CT+", tense, tenses={tense: p, **rest})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tense", "day", "less"),
    [
        ("future", "2019-06-03", True),
        ("past", "2019-06-05", True),
        ("past", "2019-06-03", False),
        ("future", "2019-06-05", False),
        ("past", PUBLISHED, False),  # the report's own day may lie on either side
        ("future", PUBLISHED, False),
    ],
)
def test_a_date_that_the_tense_speaks_against_is_less_likely(tense: str, day: str, less: bool) -> None:
    [made] = agree.dates([bound(day, 0.8)], mood(tense, 0.98), PUBLISHED)
    assert (made.p < 0.4) is less


@pytest.mark.parametrize(
    ("tense", "p", "day", "sure", "want"),
    [
        ("future", 0.5, "2019-06-03", 0.9, "past"),
        ("past", 0.5, "2019-06-05", 0.9, "future"),
        ("future", 0.9, "2019-06-03", 0.4, "future"),  # the tense is surer than the date
        ("future", 0.5, PUBLISHED, 0.9, "future"),
    ],
)
def test_a_sure_date_decides_the_tense(tense: str, p: float, day: str, sure: float, want: str) -> None:
    before = mood(tense, p)
    before = Modality("CT+", before.tense, tenses={**before.tenses, want: max(before.tenses[want], 0.3)})
    made = agree.tense(before, bound(day, sure), PUBLISHED)
    assert made.tense == want
    assert made.why_tense == ((f"date={day}",) if want != tense else ())


def test_without_a_date_or_a_report_date_the_tense_stays() -> None:
    assert agree.tense(mood("future", 0.5), None, PUBLISHED).tense == "future"
    assert agree.tense(mood("future", 0.5), bound("2019-06-03", 0.9), None).tense == "future"

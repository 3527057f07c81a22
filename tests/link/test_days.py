from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.link.days import Days, day, moment, month, narrowed, of_edtf

WEDNESDAYS = of_edtf("[2017-07-05,2017-07-12,2017-07-19,2017-07-26]")


def test_four_wednesdays_become_one_when_another_report_gives_the_day() -> None:
    assert WEDNESDAYS is not None
    exact = of_edtf("2017-07-12")
    assert exact is not None
    left, against = narrowed([WEDNESDAYS, exact])
    assert left is not None
    assert (left.edtf(), against) == ("2017-07-12", ())


def test_a_date_that_leaves_nothing_is_kept_as_a_contradiction() -> None:
    found = [of_edtf(e) for e in ("2017-07-12", "2017-07-14", "2017-07")]
    left, against = narrowed([d for d in found if d])
    assert left is not None
    assert left.edtf() == "2017-07-12"
    assert [d.edtf() for d in against] == ["2017-07-14"]


@pytest.mark.parametrize(
    ("edtf", "written"),
    [
        ("2017-07", "2017-07"),
        ("2017", "2017"),
        ("2017-07-03/2017-07-07", "2017-07-03/2017-07-07"),
        ("2012/..", "2012-01-01/.."),
        ("2017-07-12T18:30:00+02:00", "2017-07-12"),
        ("2016-02", "2016-02"),
    ],
)
def test_edtf_there_and_back(edtf: str, written: str) -> None:
    days = of_edtf(edtf)
    assert days is not None
    assert days.edtf() == written


@pytest.mark.parametrize("edtf", [None, "", "..", "soon", "2017-13"])
def test_what_is_no_date(edtf: str | None) -> None:
    assert of_edtf(edtf) is None


def test_moments_sort_by_the_clock_of_one_zone() -> None:
    assert moment("2017-07-12T01:00:00+02:00") < moment("2017-07-12T00:00:00+00:00")
    assert moment(None) > moment("9999")


def test_a_month_ends_where_the_next_begins() -> None:
    assert month("2016-02") == (day("2016-02-01"), day("2016-02-29"))


days_ = st.builds(lambda lo, width: Days(lo, lo + width), st.integers(700_000, 700_060), st.integers(0, 40))


@given(st.lists(days_, max_size=7), st.integers(0, 99))
def test_the_order_of_dates_does_not_matter(found: list[Days], seed: int) -> None:
    mixed = list(found)
    random.Random(seed).shuffle(mixed)
    assert narrowed(mixed) == narrowed(found)
    left, against = narrowed(found)
    assert all(left is not None and d.meet(left) is None for d in against)

"""Whatever the text: no error, no long wait, and values that are EDTF."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.when import _find, days
from sayso.extract.when.grammar import grammar

RULES = grammar("fr")
WORDS = sorted(
    {row[0] for rule in RULES.rules for row in rule.yes} | {text for rule in RULES.rules for text in rule.no}
)
PIECES = sorted(
    {word for text in WORDS for word in text.split()} | {"le", "la", "12", "31", "2017", "0", "-", "(", ")"}
)
PUBLISHED = st.sampled_from(
    [None, "2017", "2017-07", "2017-07-12", "2016-02-29", "0001-01-01", "9999-12-31", "9999", "x"]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=20).map("".join),
)


def is_sound(when, text):
    assert text[when.start : when.end] == when.text
    assert when.text.strip() == when.text
    assert when.rule in {rule.id for rule in RULES.rules}
    if when.edtf is None:
        assert when.earliest is None
        assert when.latest is None
        return
    parse_edtf(when.edtf)
    assert when.earliest or when.latest
    if when.earliest and when.latest:
        assert when.earliest <= when.latest


@settings(max_examples=250)
@given(text=TEXTS, published=PUBLISHED)
def test_any_text(text, published):
    found = _find(text, None, published=published, lang="fr")
    for when in found:
        is_sound(when, text)
    for a, b in pairwise(found):
        assert a.end <= b.start


@settings(max_examples=50)
@given(text=TEXTS, published=PUBLISHED)
def test_same_answer_twice(text, published):
    assert _find(text, None, published=published, lang="fr") == _find(
        text, None, published=published, lang="fr"
    )


@pytest.mark.parametrize(
    "piece",
    [
        "le 12 juillet ",
        "lundi et ",
        "1 ",
        "(",
        "\n ",
        "1.111.",
        "aB",
        "d'ici à ",
        "il y a deux ans ",
        "de ",
        "a",
        "7",
    ],
)
@pytest.mark.parametrize("published", ["2017", "2017-07-12"])
def test_long_text_ends_soon(piece, published):
    text = piece * (50_000 // len(piece) // (10 if published == "2017" else 1))
    start = time.perf_counter()
    _find(text, None, published=published, lang="fr")
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("year", "wanted"),
    [(1961, "1961-04-02"), (2000, "2000-04-23"), (2017, "2017-04-16"), (2038, "2038-04-25")],
)
def test_easter(year, wanted):
    assert days.easter(year).isoformat() == wanted


@given(
    when=st.dates(),
    number=st.integers(-300, 300),
    unit=st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "hour", "minute"]),
)
def test_shift_stays_in_the_calendar_or_says_so(when, number, unit):
    try:
        moved = days.shift(when, number, unit)
    except OverflowError:
        return
    if number > 0:
        assert moved >= when
    elif number < 0:
        assert moved <= when


@given(
    when=st.dates(min_value=days.date(10, 1, 1), max_value=days.date(9980, 1, 1)),
    grain=st.sampled_from(["day", "week", "month", "quarter", "half", "year", "decade", "century"]),
)
def test_around_holds_its_day(when, grain):
    found = days.around(grain, when)
    assert found.first <= when <= found.last
    parse_edtf(found.edtf)

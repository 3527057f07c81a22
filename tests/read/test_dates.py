"""What may be the date of a report, and how it is spelt after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import DocumentError
from sayso.read.dates import published


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        (None, None),
        ("  ", None),
        ("2017", "2017"),
        ("2017-07", "2017-07"),
        (" 2017-07-12 ", "2017-07-12"),
        ("2016-02-29", "2016-02-29"),
        ("2017-21", "2017-21"),
        ("201X", "201X"),
        ("2017-07?", "2017-07?"),
        ("2012/..", "2012/.."),
        ("2017-07-03/2017-07-07", "2017-07-03/2017-07-07"),
        ("2017/2017-03", "2017/2017-03"),
        ("[2017-07-05,2017-07-12]", "[2017-07-05,2017-07-12]"),
        ("2017-07-12T18:30:00+02:00", "2017-07-12T18:30:00+02:00"),
        ("2017-07-12T18:30", "2017-07-12T18:30:00"),
        ("2017-07-12 18:30", "2017-07-12T18:30:00"),
        ("2017-07-12T18:30:00.123Z", "2017-07-12T18:30:00+00:00"),
        ("2017-07-12T18:30:00+0200", "2017-07-12T18:30:00+02:00"),
        (date(2017, 7, 12), "2017-07-12"),
        (datetime(2017, 7, 12, 18, 30), "2017-07-12T18:30:00"),
        (datetime(2017, 7, 12, 18, 30, tzinfo=timezone(timedelta(hours=2))), "2017-07-12T18:30:00+02:00"),
    ],
)
def test_a_date_of_any_precision(value, edtf):
    assert published(value) == edtf


@pytest.mark.parametrize(
    "value",
    [
        "2017-13",
        "2017-00",
        "2017-02-30",
        "2017-06-31",
        "2017-07-12T25:00",
        "2017-07-12T18:30:00+99:00",
        "2017/2016",
        "2017-07-12/2017-07-05",
        "12 juillet 2017",
        "12/07/2017",
        "hier",
        "unknown",
        "0000",
        "-0044",
        "Y17E8",
        "２０１７",
        "2017-07-12" + "?" * 100,
        "[" * 50,
    ],
)
def test_what_is_no_date(value):
    with pytest.raises(DocumentError) as caught:
        published(value, where="f.jsonl:3")
    assert caught.value.code == "D007"
    assert "f.jsonl:3" in str(caught.value)


@given(st.dates())
def test_every_day_is_a_date(day):
    assert published(day) == published(day.isoformat()) == day.isoformat()


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_second_is_a_date(moment):
    text = moment.isoformat(timespec="seconds")
    assert published(moment) == published(text) == text


@given(st.one_of(st.text(max_size=30), st.text(alphabet="0123456789-/X~?%.[],{}T:+ZY", max_size=24)))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = published(text)
    except DocumentError as error:
        found, code = None, error.code
    else:
        code = ""
    assert code in {"", "D007"}
    assert found is None or published(found) == found

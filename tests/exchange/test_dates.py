from __future__ import annotations

import pytest

from sayso.exchange.dates import in_words
from sayso.exchange.labels import labels


@pytest.mark.parametrize(
    ("edtf", "en", "fr"),
    [
        ("2017", "2017", "2017"),
        ("2017-07", "July 2017", "juillet 2017"),
        ("2017-07-01", "1 July 2017", "1 juillet 2017"),
        ("2017-22", "summer 2017", "été 2017"),
        ("2012/..", "since 2012", "depuis : 2012"),
        ("../2012-05", "until May 2012", "jusqu'à : mai 2012"),
        ("2017-07-03/2017-07-07", "3 July 2017 to 7 July 2017", "du 3 juillet 2017 au 7 juillet 2017"),
        ("[2017-07-05,2017-07-12]", "one of: 5, 12 July 2017", "l'un de : 5, 12 juillet 2017"),
        (
            "[2017-07-30,2017-08-06]",
            "one of: 30 July 2017, 6 August 2017",
            "l'un de : 30 juillet 2017, 6 août 2017",
        ),
        ("2017-07~", "about July 2017", "vers juillet 2017"),
        ("2017-07-12T18:30:00+02:00", "12 July 2017, 18:30", "12 juillet 2017, 18:30"),
        ("2017-02-31", "2017-02-31", "2017-02-31"),
        ("201X", "201X", "201X"),
        ("", "", ""),
        ("[", "[", "["),
    ],
)
def test_dates_in_words(edtf: str, en: str, fr: str) -> None:
    assert in_words(edtf, labels("en")) == en
    assert in_words(edtf, labels("fr")) == fr


def test_a_long_list_is_cut() -> None:
    days = ",".join(f"2017-07-{day:02}" for day in range(1, 20))
    assert in_words(f"[{days}]", labels("en")) == "one of: 1, 2, 3, 4, …, 19 July 2017"

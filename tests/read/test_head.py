"""Date heads and datelines: found, measured, and never taken from prose."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.head import body_start, dateline, head_date


@pytest.mark.parametrize(
    ("text", "edtf", "body"),
    [
        (" date 2017-07 En Libye, rien.", "2017-07", "En Libye, rien."),
        ("date 2019-04-12\nLe ministre", "2019-04-12", "Le ministre"),
        ("date: 2019-04-12\n\nLe ministre", "2019-04-12", "Le ministre"),
        ("Date : 2019 Le ministre", "2019", "Le ministre"),
        ("date 2019-04-12T18:30:00+02:00 Le ministre", "2019-04-12T18:30:00+02:00", "Le ministre"),
        ("date 2017-07: En Libye", "2017-07", "En Libye"),
        ("date 2017-07. En Libye", "2017-07", "En Libye"),
        ("date [2017-07-05,2017-07-12] En Libye", "[2017-07-05,2017-07-12]", "En Libye"),
        ("date 2017-07", "2017-07", ""),
    ],
)
def test_a_date_head_is_read_and_passed(text, edtf, body):
    assert head_date(text) == edtf
    assert text[body_start(text) :] == body


@pytest.mark.parametrize(
    "text",
    [
        "",
        "date",
        "Date limite : 2019.",
        "dates 2017 et 2018",
        "date 2017-13 En Libye",
        "La date 2017-07 est fausse.",
        "mise à jour 2017-07 En Libye",
        "2017-07 En Libye",
    ],
)
def test_what_is_no_date_head(text):
    assert head_date(text) is None
    assert body_start(text) == 0


@pytest.mark.parametrize(
    ("line", "place", "day", "edtf", "agency"),
    [
        ("Tripoli, 3 juil (agence) - ", "Tripoli", "3 juil", None, "agence"),
        ("PARIS (Reuters) - ", "PARIS", None, None, "Reuters"),
        ("PARIS/LONDRES (Reuters) – ", "PARIS/LONDRES", None, None, "Reuters"),
        ("WASHINGTON, États-Unis (AP) -- ", "WASHINGTON", None, None, "AP"),
        ("(AFP) - ", None, None, None, "AFP"),
        ("22 juin 2012. - ", None, "22 juin 2012", "2012-06-22", None),
        ("12 juillet - ", None, "12 juillet", None, None),
        (
            "TRIPOLI, mercredi 3 juillet 2019 (AFP) – ",
            "TRIPOLI",
            "mercredi 3 juillet 2019",
            "2019-07-03",
            "AFP",
        ),
        ("Tunis, le 1er août 2017 - ", "Tunis", "le 1er août 2017", "2017-08-01", None),
        (
            "NEW YORK (Nations unies), 12 sept. 2018 (AFP) -- ",
            "NEW YORK",
            "12 sept. 2018",
            "2018-09-12",
            "AFP",
        ),
        ("Bagdad, 12 fevrier 2003. — ", "Bagdad", "12 fevrier 2003", "2003-02-12", None),
        ("Rio de Janeiro, 3 mai (agence) - ", "Rio de Janeiro", "3 mai", None, "agence"),
        ("Samedi 12 juillet 2017 - ", None, "Samedi 12 juillet 2017", "2017-07-12", None),
        ("Paris, 31 février 2017 - ", "Paris", "31 février 2017", None, None),
    ],
)
def test_a_dateline_gives_place_day_and_agency(line, place, day, edtf, agency):
    text = f"date 2019-04-12\n{line}Les combats ont repris."
    start = body_start(text)
    found = dateline(text, start)
    assert found is not None
    assert (found.start, text[found.end :]) == (start, "Les combats ont repris.")
    said = {"place": found.place, "day": found.date, "agency": found.agency}
    assert {k: e and e.text for k, e in said.items()} == {"place": place, "day": day, "agency": agency}
    assert [text[e.start : e.end] for e in said.values() if e] == [e.text for e in said.values() if e]
    assert found.edtf == edtf


@pytest.mark.parametrize(
    "text",
    [
        "",
        "VIDÉO - Une Française a été jugée à Bagdad.",
        "PARIS - Berlin : le match des idées.",
        "- Les électeurs votent jeudi.",
        "Le président (LR) - qui a parlé - est parti.",
        "Anne Durand (PS) - Je crois que oui.",
        "Jean-Yves Durand - Le ministre a parlé.",
        "Le 12 juillet 2017 - jour férié - il a parlé.",
        "Le 12 juillet 2017, le ministre a parlé.",
        "Tripoli, 3 juillet : les combats ont repris.",
        "Paris, capitale de la France (Europe) - Le ministre",
    ],
)
def test_what_is_no_dateline(text):
    assert dateline(text) is None


@given(st.text(alphabet="Aa é'.,()-/ \n0123456789julet—", max_size=300))
def test_any_text_is_read_within_bounds(text):
    start = body_start(text)
    assert 0 <= start <= len(text)
    found = dateline(text, start)
    assert found is None or start < found.end <= len(text)


@pytest.mark.parametrize("piece", ["Aa ", "Aa-", "A'a.", "AAA ", "Aa de ", "(aa) ", "1 ", "- "])
def test_hostile_text_takes_no_time(piece):
    started = time.perf_counter()
    assert dateline(piece * 400) is None
    assert time.perf_counter() - started < 0.5

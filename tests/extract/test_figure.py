"""Numbers with their margins and what they count."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.extract.figure import find_figures
from sayso.records import Figure


def read(text: str) -> list[Figure]:
    return find_figures(annotate(text, "fr"))


@pytest.mark.parametrize(
    ("text", "kind", "value", "low", "high"),
    [
        ("vingt et un morts", "killed", 21, 21, 21),
        ("soixante et onze blessés", "injured", 71, 71, 71),
        ("quatre-vingt-dix-sept morts", "killed", 97, 97, 97),
        ("quatre-vingts blessés", "injured", 80, 80, 80),
        ("cent vingt morts", "killed", 120, 120, 120),
        ("deux cents blessés", "injured", 200, 200, 200),
        ("mille morts", "killed", 1000, 1000, 1000),
        ("trois mille cinq cents réfugiés", "displaced", 3500, 3500, 3500),
        ("deux millions de déplacés", "displaced", 2e6, 2e6, 2e6),
        ("1.200 morts", "killed", 1200, 1200, 1200),
        ("12 000 manifestants", "crowd", 12000, 12000, 12000),
        ("12\u00a0000 manifestants", "crowd", 12000, 12000, 12000),
        ("12\u202f000 manifestants", "crowd", 12000, 12000, 12000),
    ],
)
def test_numbers(text: str, kind: str, value: float, low: float, high: float) -> None:
    (figure,) = read(text)
    assert (figure.text, figure.kind, figure.value, figure.low, figure.high) == (text, kind, value, low, high)


@pytest.mark.parametrize(
    ("text", "words", "value", "low", "high"),
    [
        ("Au moins 78 soldats ont été tués.", "Au moins 78 soldats", 78, 78, None),
        ("Plus de 1 200 personnes ont fui.", "Plus de 1 200 personnes", 1200, 1201, None),
        ("Moins de cent personnes sont venues.", "Moins de cent personnes", 100, None, 99),
        ("On compte jusqu'à 40 blessés.", "jusqu'à 40 blessés", 40, None, 40),
        ("Quelque 200 otages sont libres.", "Quelque 200 otages", 200, 180, 220),
        ("Environ 200 otages sont libres.", "Environ 200 otages", 200, 180, 220),
        ("Une cinquantaine de militaires arrivent.", "Une cinquantaine de militaires", 50, 45, 59),
        ("Des dizaines de migrants attendent.", "Des dizaines de migrants", 50, 20, None),
        ("Entre 10 et 15 civils sont morts.", "Entre 10 et 15 civils", 12.5, 10, 15),
        ("Il y a eu de 5 à 10 morts.", "de 5 à 10 morts", 7.5, 5, 10),
        ("Il y a eu 5 à 10 morts.", "5 à 10 morts", 7.5, 5, 10),
        ("Deux ou trois soldats manquent.", "Deux ou trois soldats", 2.5, 2, 3),
        ("Entre dix et vingt policiers sont venus.", "Entre dix et vingt policiers", 15, 10, 20),
    ],
)
def test_margins(text: str, words: str, value: float, low: float | None, high: float | None) -> None:
    (figure,) = read(text)
    assert (figure.text, figure.value, figure.low, figure.high) == (words, value, low, high)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Douze soldats ont été tués et 25 blessés.", ["killed", "injured"]),
        ("Trois soldats sont partis.", ["people"]),
        ("Le 12 juillet 2017, le ministre a parlé.", []),
        ("Un homme a parlé à une femme.", []),
        ("La route 66 et le vol 370 sont fermés.", []),
        ("Selon l'article 5, tout est permis.", []),
        ("Ce sont 3 millions d'euros.", ["money"]),
        ("Une aide de 17,5 milliards de dollars est prévue.", ["money"]),
    ],
)
def test_what_is_counted(text: str, kinds: list[str]) -> None:
    assert [figure.kind for figure in read(text)] == kinds


def test_money_has_its_unit() -> None:
    (figure,) = read("Une aide de 17,5 milliards de dollars est prévue.")
    assert (figure.value, figure.unit, figure.text) == (17.5e9, "dollars", "17,5 milliards de dollars")


PIECES = st.sampled_from(
    [
        "12",
        "000",
        "1.200",
        "3,5",
        "vingt",
        "et",
        "un",
        "une",
        "des",
        "cent",
        "mille",
        "millions",
        "dizaine",
        "dizaines",
        "entre",
        "de",
        "à",
        "ou",
        "plus",
        "moins",
        "au",
        "jusqu'",
        "près",
        "environ",
        "morts",
        "blessés",
        "soldats",
        "tués",
        "euros",
        "personnes",
        ",",
        ".",
        "«",
        "»",
        "-",
        "quatre-vingt-dix",
        "¶",
        "\n",
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(max_examples=60)
def test_any_row_of_numbers_and_words(text: str) -> None:
    found = read(text)
    assert [f.start for f in found] == sorted(f.start for f in found)
    for figure, after in pairwise(found):
        assert figure.start < after.start
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.value >= 0
        assert figure.low is None or figure.high is None or figure.low <= figure.high


def test_long_rows_of_digits_end() -> None:
    started = time.perf_counter()
    read("9" * 5000 + " morts " + "1 000 " * 2000 + "vingt et un " * 500)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize(
    "text",
    [
        "Un homme de 34 ans a été tué hier.",
        "Un passant âgé de 29 ans et blessé au bras a parlé.",
        "Elle est partie en octobre 2015 avec ses enfants.",
        "La force, au Sahel depuis 2014 et forte de militaires, recule.",
        "Après 100 jours de détention, le suspect est arrêté.",
        "À 12 kilomètres, les rebelles attendent.",
    ],
)
def test_years_ages_and_measures_count_nobody(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("La ville a vu 2000 manifestants.", 2000),
        ("L'État recrute 1900 nouveaux agents.", 1900),
        ("En 2014 deux soldats ont été tués.", 2),
        ("Le raid de 2016 a tué 34 civils.", 34),
        ("Trois hommes de 34 ans ont été arrêtés.", 3),
        ("Quelque 12 mille réfugiés sont partis.", 12000),
    ],
)
def test_what_only_looks_like_a_year_or_an_age_counts(text: str, value: float) -> None:
    (figure,) = read(text)
    assert figure.value == value

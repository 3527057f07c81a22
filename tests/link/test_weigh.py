from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest

from sayso.link.keys import keys, met, times
from sayso.link.telling import packed, tellings, unpacked
from sayso.link.weigh import above, features, weigh
from sayso.link.weights import settings
from sayso.link.words import rarity, stem, stems

from .conftest import Book, party, when

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from synthetic import World


def telling(
    id_: str, sentence: str, trigger: str, type_: str, published: str | None = "2017-07-12", **fields: object
):  # type: ignore[no-untyped-def]
    book = Book(id_, published)
    book.claim(sentence, trigger, type_, **fields)
    return tellings(book.reading())[0]


SAME = ("L'armée turque a bombardé les positions kurdes près de Kobané.", "bombardé", "ASSAULT")
A = telling("r1", *SAME, actor=(party("l'armée turque", "TURMIL"),), when=when("2017-07-11"))
B = telling("r2", *SAME, actor=(party("Ankara", "TURGOV"),), when=when("2017-07-11"))
C = telling(
    "r3",
    "Le pape a reçu des pèlerins polonais à Rome.",
    "reçu",
    "CONSULT",
    "2019-01-02",
    actor=(party("le pape", "VATREL"),),
    when=when("2019-01-01"),
)


def test_one_event_weighs_more_than_two() -> None:
    assert weigh(A, B).total > settings()["limits"]["threshold"] > weigh(A, C).total


def test_the_order_of_a_pair_does_not_matter() -> None:
    assert weigh(A, B) == weigh(B, A)
    assert weigh(A, C).total == weigh(C, A).total


def test_a_weight_is_the_sum_of_its_parts() -> None:
    match = weigh(A, B)
    assert match.total == pytest.approx(sum(w for _, w in match.parts))
    assert set(settings()["weights"]) == {name for name, _ in features(A, B)} | set(settings()["weights"])


def test_every_feature_has_a_weight() -> None:
    named = {name for pair in ((A, B), (A, C), (A, A)) for name, _ in features(*pair)}
    assert named <= set(settings()["weights"])


def test_one_event_shares_a_key_and_another_does_not() -> None:
    assert set(keys(A).kept) & set(keys(B).sought)
    assert not set(keys(A).kept) & set(keys(C).sought)


DATES = [
    None,
    "2017-07-12",
    "2017-07-01/2017-07-20",
    "2017-06-30",
    "2017-07-06",
    "2017-07-19",
    "2017",
    "2019-01",
]


@pytest.mark.parametrize("told", [None, "2017-07-10", "2017-07-16", "2017-07", "2017-08-02"])
def test_who_shares_a_thing_and_a_time_finds_the_other_whoever_came_first(told: str | None) -> None:
    mine = [
        telling(f"a{n}", "Ankara a bombardé.", "bombardé", "ASSAULT", told, **dated(d))
        for n, d in enumerate(DATES)
    ]
    for published in (
        None,
        "2017-07-03",
        "2017-07-09",
        "2017-07-12",
        "2017-07-17",
        "2017-07-24",
        "2017-07-01/2017-07-20",
    ):
        for n, date in enumerate(DATES):
            other = telling(
                f"b{n}", "Les avions ont bombardé Kobané.", "bombardé", "ASSAULT", published, **dated(date)
            )
            for one in mine:
                near = not times(one).isdisjoint(times(other))
                assert list(met({1: one, 2: other}, [(1, 2)])) == ([(1, 2)] if near else [])
                if near:
                    assert set(keys(one).kept) & set(keys(other).sought)
                    assert set(keys(other).kept) & set(keys(one).sought)


def dated(edtf: str | None) -> dict[str, object]:
    who = (party("Ankara", "TURGOV"),)
    return {"actor": who, "when": when(edtf)} if edtf else {"actor": who}


def test_what_cannot_get_over_the_floor_is_given_up_and_nothing_else() -> None:
    found = [
        t
        for reading in itertools.islice(World(seed=5, per_day=6, people=12).readings(), 30)
        for t in tellings(reading)
    ]
    for floor in (-1.0, 0.5, 3.0):
        both = [(weigh(a, b), above(a, b, floor)) for a, b in itertools.combinations(found, 2)]
        assert all(short == (whole if whole.total > floor else None) for whole, short in both)
        assert any(short for _, short in both)
        assert not all(short for _, short in both)


def test_a_telling_survives_the_store() -> None:
    assert unpacked(packed(A)) == A


def test_words_are_found_without_their_accents() -> None:
    assert stem("négociations") in stems("negociation")
    assert rarity(stem("France")) < rarity(stem("Kobané"))

from __future__ import annotations

import pytest

from sayso.link.keys import keys
from sayso.link.telling import packed, tellings, unpacked
from sayso.link.weigh import features, settings, weigh
from sayso.link.words import rarity, stem, stems

from .conftest import Book, party, when


def telling(
    id_: str, sentence: str, trigger: str, type_: str, published: str = "2017-07-12", **fields: object
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
    assert set(keys(A)) & set(keys(B))
    assert not set(keys(A)) & set(keys(C))


def test_a_telling_survives_the_store() -> None:
    assert unpacked(packed(A)) == A


def test_words_are_found_without_their_accents() -> None:
    assert stem("négociations") in stems("negociation")
    assert rarity(stem("France")) < rarity(stem("Kobané"))

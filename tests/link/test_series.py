from __future__ import annotations

from typing import Any

import pytest

from sayso import resources
from sayso.link.series import habitual, series
from sayso.link.telling import tellings
from sayso.link.weigh import features, weigh

from .conftest import Book, party, when

EXAMPLES: dict[str, Any] = resources.toml("lang/fr/series.toml")["examples"]


@pytest.mark.parametrize(("text", "noun", "number"), EXAMPLES["yes"])
def test_what_counts_is_read(text: str, noun: str, number: int) -> None:
    assert series(text) == {(noun, number)}


@pytest.mark.parametrize("text", EXAMPLES["no"])
def test_what_does_not_count_is_not(text: str) -> None:
    assert not series(text)


@pytest.mark.parametrize("text", EXAMPLES["habit_yes"])
def test_a_habit_is_read(text: str) -> None:
    assert habitual(text)


@pytest.mark.parametrize("text", EXAMPLES["habit_no"])
def test_what_happens_once_is_no_habit(text: str) -> None:
    assert not habitual(text)


def march(id_: str, sentence: str, published: str, title: str = "", **fields: Any):  # type: ignore[no-untyped-def]
    book = Book(id_, published, title=title)
    book.claim(sentence, "défilé", "PROTEST", actor=(party("les gilets verts", "FRACVL"),), **fields)
    return tellings(book.reading())[0]


SENTENCE = "Les gilets verts ont défilé à Nantes."


def parts(a: Any, b: Any) -> dict[str, float]:
    return {name: value for name, value in features(a, b) if value}


def test_two_numbers_of_one_series_are_two_events() -> None:
    ninth = march("r1", "Les gilets verts ont défilé à Nantes pour l'acte IX.", "2019-01-12")
    tenth = march("r2", "Les gilets verts ont défilé à Nantes pour l'acte 10.", "2019-01-19")
    again = march("r3", "Les gilets verts ont défilé à Nantes pour leur acte 9.", "2019-01-13")
    assert weigh(ninth, again).total > weigh(ninth, tenth).total + 3
    assert parts(ninth, tenth)["series_clash"] == 1
    assert parts(ninth, again)["series_same"] == 1


def test_the_number_may_stand_in_the_headline() -> None:
    ninth = march("r1", SENTENCE, "2019-01-12", title="Acte 9 : du monde à Nantes")
    tenth = march("r2", SENTENCE, "2019-01-19", title="Acte 10 : encore du monde à Nantes")
    assert "series_clash" in parts(ninth, tenth)


def test_one_day_is_not_every_saturday() -> None:
    once = march("r1", SENTENCE, "2019-01-12", when=when("2019-01-12"))
    often = march("r2", "Les gilets verts ont défilé à Nantes tous les samedis.", "2019-01-12")
    assert parts(once, often)["one_of_many"] == 1
    assert "one_of_many" not in parts(once, once)


def test_news_of_two_weeks_is_two_events() -> None:
    now, later = march("r1", SENTENCE, "2019-01-12"), march("r2", SENTENCE, "2019-01-26")
    assert parts(now, later)["news_apart"] > 0.5
    assert "news_apart" not in parts(now, march("r3", SENTENCE, "2019-01-13"))


def test_two_days_of_what_recurs_count_more() -> None:
    first = march("r1", SENTENCE, "2019-01-12", when=when("2019-01-12"))
    second = march("r2", SENTENCE, "2019-01-19", when=when("2019-01-19"))
    assert {"date_clash", "other_day"} <= set(parts(first, second))


def act(id_: str, sentence: str, trigger: str, actor: str, recipient: str):  # type: ignore[no-untyped-def]
    book = Book(id_, "2018-12-13")
    book.claim(
        sentence, trigger, "ASSAULT", actor=(party(actor, "UNK"),), recipient=(party(recipient, "UNK"),)
    )
    return tellings(book.reading())[0]


def test_the_attacker_s_death_is_not_his_attack() -> None:
    attack = act("r1", "Karim Delorme a tué un passant.", "tué", "Karim Delorme", "un passant")
    death = act("r2", "La police a tué Karim Delorme.", "tué", "la police", "Karim Delorme")
    assert parts(attack, death)["swapped"] == 1
    assert "swapped" not in parts(attack, attack)

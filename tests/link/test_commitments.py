"""An announcement with a due month: pending, due, late, kept, called off, denied, on any day that is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sayso.link.commitments import commitment
from sayso.picture import Commitment
from sayso.records import Evidence

from .conftest import Book, party, said, when

EMBASSY = "la réouverture de son ambassade à Tripoli"
PLAN: dict[str, Any] = {"actor": (party("Washington", "USAGOV"),), "when": when("2017-09")}


def announced() -> Book:
    book = Book("r1", "2017-07-13")
    book.claim(
        f"Washington annonce pour septembre {EMBASSY}.",
        "réouverture",
        "SUPPORT",
        tense="future",
        attribution=said("Washington", "announces"),
        **PLAN,
    )
    return book


def asked(on: str, *books: Book) -> Commitment | None:
    read = [b.reading() for b in books]
    claims = [c for r in read for c in r.claims]
    return commitment("e1", claims, {r.report.id: r.report for r in read}, on=date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "status", "because"),
    [
        ("2017-07-13", "pending", "not_yet"),
        ("2017-08-31", "pending", "not_yet"),
        ("2017-09-01", "due", "due_now"),
        ("2017-09-30", "due", "due_now"),
        ("2017-10-01", "late", "no_report"),
    ],
)
def test_the_status_follows_the_day(on: str, status: str, because: str) -> None:
    found = asked(on, announced())
    assert found is not None
    assert (found.status, found.because) == (status, because)
    assert (found.by, found.due, found.said) == ("Washington", "2017-09", "2017-07-13")


def test_nothing_is_announced_before_the_report() -> None:
    assert asked("2017-07-12", announced()) is None


def later(published: str, **fields: Any) -> Book:
    book = Book("r2", published)
    book.claim(f"Washington : {EMBASSY}.", "réouverture", "SUPPORT", **{**PLAN, **fields})
    return book


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"tense": "past", "when": when("2017-09-12")}, "kept"),
        ({"tense": "past", "when": when("2017-10-02")}, "kept"),
        ({"tense": "past", "when": when("2016-09")}, "late"),
        ({"tense": "future", "factuality": "CT-"}, "cancelled"),
        ({"tense": "future", "factuality": "CT-", "attribution": said("Washington", "denies")}, "denied"),
    ],
)
def test_a_later_report_decides(fields: dict[str, Any], status: str) -> None:
    book = later("2017-10-03", **fields)
    found = asked("2017-12-01", announced(), book)
    assert found is not None
    assert found.status == status
    assert asked("2017-10-02", announced(), book).status == "late"  # type: ignore[union-attr]


def test_without_a_date_nobody_knows() -> None:
    book = Book("r1", "2017-07-13")
    book.claim(
        f"Washington annonce {EMBASSY}.",
        "réouverture",
        "SUPPORT",
        tense="future",
        attribution=said("Washington", "announces"),
    )
    found = asked("2018-01-01", book)
    assert found is not None
    assert (found.status, found.due) == ("unknown", None)


def test_a_wish_is_no_commitment() -> None:
    book = Book("r1", "2017-07-13")
    book.claim(
        "Il souhaite la réouverture.",
        "réouverture",
        "SUPPORT",
        tense="future",
        factuality="UU",
        attribution=said("X", "believes"),
    )
    assert asked("2018-01-01", book) is None


def told(sentence: str, trigger: str) -> Book:
    book = Book("r1", "2017-07-13")
    book.claim(sentence, trigger, "CONSULT", tense="future", when=when("2017-09"))
    return book


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Le maire souhaite que les deux camps se rencontrent en septembre.", "rencontrent"),
        ("Tripoli espère une rencontre en septembre.", "rencontre"),
        ("Il garde bon espoir que l'on arrive enfin à une rencontre en septembre.", "rencontre"),
        ("Les élus réclament une réunion en septembre.", "réunion"),
        ("La mission redoute un affrontement en septembre.", "affrontement"),
        ("Si la trêve tient, les deux camps se réuniront en septembre.", "réuniront"),
        ("Tunis dit que s'il est élu, il recevra les chefs en septembre.", "recevra"),
        ("L'armée refuse de poursuivre en septembre les réunions.", "réunions"),
        ("Les deux camps se réuniront-ils en septembre ?", "réuniront"),
        ("Le parti risque de voir en septembre une longue suite de réunions et une rupture.", "rupture"),
        ("Le maire a proposé de recevoir les élus en septembre.", "recevoir"),
        ("Le club attend pour que la ligue reprenne en septembre les réunions.", "réunions"),
        ("Le préfet suivra en septembre la suite des réunions.", "réunions"),
        ("Le maire avait alors accepté de recevoir en septembre les élus.", "recevoir"),
        ("Le sort des élus sera réglé en fonction de la réunion de septembre.", "réunion"),
        ("Le père raconte comment, en acceptant de rencontrer le chef, il a cédé.", "rencontrer"),
        ("Les élus comprendront en septembre pourquoi les deux camps devront se rencontrer.", "rencontrer"),
        ("Le maire présentera en septembre un plan pour calmer les réunions.", "réunions"),
        ("En septembre, le préfet fera face à des rassemblements.", "rassemblements"),
        ("Le chef prendra la tête du parti en septembre avec le soutien des élus.", "soutien"),
        ("Les élus se disent soulagés après l'annonce de la rencontre de septembre.", "rencontre"),
        ("Il s'était pourtant engagé à recevoir les élus en septembre.", "recevoir"),
        ("La mission part régulièrement, comme en septembre, à la rencontre des chefs.", "rencontre"),
        ("La rencontre de septembre ne devrait pas suffire.", "rencontre"),
        ("La mission propose à Tunis de recevoir les élus en septembre.", "recevoir"),
        ("Il est probable que les chefs se réunissent en septembre.", "réunissent"),
        ("En septembre, le chef s'apprêtait à recevoir les élus.", "recevoir"),
        ("Les deux camps se réuniront en septembre, espère-t-on à Tunis.", "réuniront"),
    ],
)
def test_what_is_only_hoped_for_is_no_commitment(sentence: str, trigger: str) -> None:
    assert asked("2017-12-01", told(sentence, trigger)) is None


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Tunis espère la paix et annonce une rencontre en septembre.", "rencontre"),
        ("Le maire souhaite parler lors de la rencontre de septembre.", "rencontre"),
        ("Le chef de la mission, si discret, recevra les élus en septembre.", "recevra"),
        ("On ne sait s'ils viendront ; les chefs se réuniront en septembre.", "réuniront"),
        ("Les élus demandent à Tunis de payer, et les chefs se réuniront donc en septembre.", "réuniront"),
        ("Les deux camps se réuniront en septembre à Tunis.", "réuniront"),
        ("Le maire va prononcer un discours et recevoir les élus en septembre.", "recevoir"),
        ("Le maire a accepté de recevoir les élus en septembre.", "recevoir"),
        ("Le chef s'est engagé à recevoir les élus en septembre.", "recevoir"),
        ("Le maire, qui propose une loi, recevra les élus en septembre.", "recevra"),
        ("Sans attendre, le maire recevra les élus en septembre.", "recevra"),
        ("Le chef s'est engagé et recevra les élus en septembre.", "recevra"),
        ("Avec le préfet, le maire recevra les élus en septembre.", "recevra"),
        ("Les chefs se réuniront en septembre ; ils pourraient signer.", "réuniront"),
    ],
)
def test_what_only_stands_near_such_a_word_is_one(sentence: str, trigger: str) -> None:
    assert asked("2017-12-01", told(sentence, trigger)) is not None


def test_what_its_own_report_tells_as_done_is_no_commitment_without_a_date() -> None:
    book = Book("r1", "2017-07-13")
    decides = said("Le chef", "announces")
    book.claim(
        "Le chef décide de libérer les otages.", "libérer", "RETREAT", tense="future", attribution=decides
    )
    assert asked("2017-12-01", book) is not None
    book.claim("Les otages ont été libérés.", "libérés", "RETREAT")
    assert asked("2017-12-01", book) is None


def dated(sentence: str, trigger: str, date: str, at: str, **fields: Any) -> Book:
    """A report of 13 July 2017 that announces something; `at` are the words of the date."""
    book = Book("r1", "2017-07-13")
    start = sentence.index(at)
    book.claim(
        sentence,
        trigger,
        "CONSULT",
        tense="future",
        when=replace(when(date), start=start, end=start + len(at), **fields.pop("with_", {})),
        **fields,
    )
    return book


def test_a_date_of_the_word_is_no_due_date() -> None:
    sentence = "Tunis a annoncé jeudi que les chefs se réuniront."
    cue = Evidence(start=8, end=15, text="annoncé")
    spoken = replace(said("Tunis", "announces"), cue=cue)
    found = asked("2017-12-01", dated(sentence, "réuniront", "2017-07-13", "jeudi", attribution=spoken))
    assert found is not None
    assert found.due is None
    sentence = "Tunis a annoncé que les chefs se réuniront jeudi."
    found = asked("2017-12-01", dated(sentence, "réuniront", "2017-07-13", "jeudi", attribution=spoken))
    assert found is not None
    assert found.due == "2017-07-13"


def test_the_eve_is_a_day_before() -> None:
    sentence = "Jeudi 20 juillet, à la veille de la rencontre, les chefs se taisent."
    found = asked("2017-12-01", dated(sentence, "rencontre", "2017-07-20", "Jeudi 20 juillet"))
    assert found is not None
    assert found.due == "2017-07-21"


def test_an_eve_that_the_date_has_counted_is_not_counted_again() -> None:
    sentence = "Les chefs se taisent jeudi, à la veille de la rencontre."
    eve = "à la veille de la rencontre"
    found = asked("2017-12-01", dated(sentence, "rencontre", "2017-07-21", eve, with_={"text": eve}))
    assert found is not None
    assert found.due == "2017-07-21"


def test_what_begins_on_a_day_is_due_on_it() -> None:
    sentence = "Les chefs se réuniront à partir du 20 juillet."
    date = dated(
        sentence,
        "réuniront",
        "2017-07-20",
        "à partir du 20 juillet",
        with_={"operator": "since", "latest": None},
    )
    found = asked("2017-12-01", date)
    assert found is not None
    assert found.due == "2017-07-20"


def test_a_date_that_has_passed_announces_nothing() -> None:
    sentence = "Le 3 juillet, les chefs décident de se réunir."
    assert asked("2017-12-01", dated(sentence, "réunir", "2017-07-03", "Le 3 juillet")) is None
    assert asked("2017-12-01", dated(sentence, "réunir", "2017-07-13", "Le 3 juillet")) is not None


def test_a_date_before_the_promise_is_that_of_the_promise() -> None:
    sentence = "Jeudi, dans une lettre, les chefs s'engagent à se réunir."
    spoken = replace(said("les chefs", "announces"), cue=Evidence(start=35, end=44, text="engagent"))
    found = asked("2017-12-01", dated(sentence, "réunir", "2017-07-13", "Jeudi", attribution=spoken))
    assert found is not None
    assert found.due is None


def test_the_report_that_announces_it_does_not_tell_that_it_was_kept() -> None:
    book = dated("Jeudi, les chefs se réuniront.", "réuniront", "2017-07-13", "Jeudi")
    book.claim("La réunion devait durer deux heures.", "réunion", "CONSULT", when=when("2017-07-13"))
    found = asked("2017-12-01", book)
    assert found is not None
    assert (found.status, found.decided_by) == ("late", ())
    other = Book("r2", "2017-07-14")
    other.claim("La réunion a duré deux heures.", "réunion", "CONSULT", when=when("2017-07-13"))
    assert asked("2017-12-01", book, other).status == "kept"  # type: ignore[union-attr]

"""The ledger of one event as two reports make it: sources, sides, silence, origins, grade, disagreements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sayso.link.whole import picture
from sayso.picture import Event

from .conftest import Book, figure, party, said, when

ARMY, US = party("l'armée nationale libyenne", "LBYMIL"), party("Africom", "USAMIL")
MEETING: dict[str, Any] = {"actor": (ARMY, US), "when": when("2017-07-12")}
WORDS = "La rencontre entre le maréchal Haftar et le général Waldhauser près de Benghazi"


def one(*books: Book) -> Event:
    found = [e for e in picture([b.reading() for b in books]).events if e.type == "CONSULT"]
    assert len(found) == 1
    return found[0]


def first() -> Book:
    book = Book("r1", "2017-07-12", outlet="Radio Nord")
    book.claim(
        f"{WORDS} a eu lieu, selon des sources militaires.",
        "rencontre",
        "CONSULT",
        attribution=said("des sources militaires", kind="unnamed"),
        **MEETING,
    )
    book.claim(
        "Africom n'a pas dit mot de cette rencontre.",
        "rencontre",
        "CONSULT",
        attribution=said("Africom", "no_comment"),
        **{**MEETING, "factuality": "UU"},
    )
    return book


def second() -> Book:
    book = Book("r2", "2017-07-14", outlet="Le Quotidien")
    book.claim(
        f"{WORDS} est confirmée par Africom.",
        "rencontre",
        "CONSULT",
        attribution=said("Africom", "confirms"),
        **MEETING,
    )
    return book


def test_a_silence_stands_until_the_source_speaks() -> None:
    silent = next(v for v in one(first()).ledger if v.stance == "no_comment")
    assert (silent.source, silent.side, silent.ended) == ("Africom", "party", None)
    ended = next(v for v in one(first(), second()).ledger if v.stance == "no_comment")
    assert ended.ended == "2017-07-14"


def test_a_party_that_confirms_is_no_outsider_and_the_grade_says_why() -> None:
    found = one(first(), second())
    assert (found.status, found.grade.credibility, found.grade.because) == (
        "confirmed",
        2,
        ("confirmed_by_party",),
    )
    assert found.origins == 2
    assert len(found.bonds) == 1
    assert found.bonds[0].total == pytest.approx(sum(p.weight for p in found.bonds[0].parts), abs=1e-3)


def test_who_belongs_to_a_party_is_no_outsider() -> None:
    book = Book("r1")
    book.claim(
        f"{WORDS} est confirmée.",
        "rencontre",
        "CONSULT",
        actor=(party("le maréchal Khalifa Haftar", "LBYMIL"), US),
        when=when("2017-07-12"),
        attribution=said("le commandement militaire de Khalifa Haftar", "confirms"),
    )
    assert one(book).ledger[0].side == "party"


def test_reprints_and_one_agency_are_one_origin() -> None:
    books = [Book(f"r{n}", "2017-07-12", outlet=o) for n, o in enumerate(("A avec AFP", "B avec AFP", "C"))]
    for book in books:
        book.claim(
            f"{WORDS} a eu lieu mercredi dans une base à l'est de la ville.",
            "rencontre",
            "CONSULT",
            **MEETING,
        )
    assert one(*books).origins == 1
    other = Book("r9", "2017-07-12", outlet="D")
    other.claim(
        "Haftar, maréchal, a reçu Waldhauser; rencontre discrète près de Benghazi ce jour.",
        "rencontre",
        "CONSULT",
        **MEETING,
    )
    found = one(*books, other)
    assert found.origins == 2


def test_one_speaker_quoted_twice_is_one_origin() -> None:
    books = []
    for n, name in enumerate(("Khalifa Haftar", "le maréchal Haftar")):
        book = Book(f"r{n}", "2017-07-12", outlet=f"Journal {n}")
        book.claim(f"{WORDS} a eu lieu, dit-il.", "rencontre", "CONSULT", attribution=said(name), **MEETING)
        books.append(book)
    found = one(*books)
    assert (found.origins, len(found.ledger), len(found.ledger[0].reports)) == (1, 1, 2)


def test_a_denial_by_the_other_side_is_a_dispute() -> None:
    strike: dict[str, Any] = {
        "actor": (party("l'armée turque", "TURMIL"),),
        "recipient": (party("les forces kurdes", "SYRREB"),),
        "when": when("2019-10-10"),
    }
    a, b = Book("r1", "2019-10-10", outlet="A"), Book("r2", "2019-10-11", outlet="B")
    text = "L'armée turque a bombardé les forces kurdes près de Kobané"
    a.claim(
        f"{text}, selon les forces kurdes.",
        "bombardé",
        "ASSAULT",
        attribution=said("les forces kurdes", "alleges"),
        figures=(figure("killed", 78),),
        **strike,
    )
    b.claim(
        f"{text} : Ankara dément.",
        "bombardé",
        "ASSAULT",
        attribution=said("Ankara", "denies"),
        figures=(figure("killed", 100),),
        **{**strike, "factuality": "CT-"},
    )
    found = [e for e in picture([a.reading(), b.reading()]).events if e.type == "ASSAULT"]
    assert len(found) == 1
    assert found[0].status == "disputed"
    assert {d.about for d in found[0].disagreements} == {"occurrence", "killed"}
    assert found[0].ledger[0].side == "other_side"
    assert found[0].grade.credibility == 4


def test_dates_are_narrowed_and_contradictions_kept() -> None:
    a, b, c = (Book(f"r{n}", "2017-07-20", outlet=f"J{n}") for n in range(3))
    for book, edtf in ((a, "[2017-07-05,2017-07-12,2017-07-19]"), (b, "2017-07-12"), (c, "2017-07-13")):
        book.claim(
            f"{WORDS} a été longue et cordiale.", "rencontre", "CONSULT", actor=(ARMY, US), when=when(edtf)
        )
    assert one(a, b).when == "2017-07-12"
    assert one(a, b).disagreements == ()
    found = one(a, b, c)
    assert found.when == "2017-07-12"
    assert [d.about for d in found.disagreements] == ["when"]


def test_the_post_in_one_report_is_the_person_of_another() -> None:
    a, b = Book("r1", "2017-07-12"), Book("r2", "2017-06-02")
    chief = party("le chef d'Africom", "USAMIL")
    a.claim(f"{WORDS} a eu lieu.", "rencontre", "CONSULT", actor=(ARMY, chief), when=when("2017-07-12"))
    general = party("Thomas Waldhauser", "USAMIL")
    b.claim(
        "Le général a vu le premier ministre à Tripoli mardi.",
        "vu",
        "CONSULT",
        actor=(general,),
        when=when("2017-05-23"),
    )
    b.post("Thomas Waldhauser", "chef d'Africom")
    found = picture([a.reading(), b.reading()]).events
    meeting = next(e for e in found if "r1" in e.reports)
    assert [p.resolved for p in meeting.actors if p.name == "le chef d'Africom"] == ["Thomas Waldhauser"]


def test_a_toll_beside_another_event_is_not_its_figure() -> None:
    book = Book("r1")
    toll = figure("killed", 3)
    book.claim("La police, après les trois morts, a été déployée.", "déployée", "MOBILIZE", figures=(toll,))
    year = replace(figure("people", 2016), text="2016 par des hommes")
    crowd = replace(figure("crowd", 2000), text="2000 manifestants")
    book.claim("Trois hommes ont été tués.", "tués", "ASSAULT", 2, figures=(toll, year, crowd))
    found = {e.type: [f.kind for f in e.figures] for e in picture([book.reading()]).events}
    assert found == {"MOBILIZE": [], "ASSAULT": ["crowd", "killed"]}

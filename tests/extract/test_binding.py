"""Which date and place belong to an event: options, the nearest mention, features, and pooling over claims."""

from __future__ import annotations

import pytest

from sayso.extract import binding, events
from sayso.extract.binding import Bound
from sayso.extract.page import Page
from sayso.extract.trigger import Trigger
from sayso.records import When, Where

TEXT = (
    "Une bombe a explosé lundi à Bagdad. L'attentat a fait trois morts. "
    "Le 3 juin 2019, la police a arrêté un suspect à Mossoul, en Irak. L'attentat de Bagdad n'a pas été revendiqué."
)


def at(page: Page, word: str, kind: str = "ASSAULT") -> Trigger:
    token = next(t for t in page.doc if t.text == word)
    return Trigger(i=token.i, start=token.idx, end=token.idx + len(word), type=kind, p=1.0, rule="test")


def day(edtf: str, start: int = 0) -> When:
    return When(start=start, end=start + 5, text="lundi", edtf=edtf)


def test_one_value_is_one_option(page) -> None:
    surveyed = page(TEXT, "2019-06-04")
    names = [[t.text for t in o.things] for o in binding.options(surveyed, "where")]
    assert ["Bagdad", "Bagdad"] in names
    values = [binding.value(o.things[0]) for o in binding.options(surveyed, "when")]
    assert values == ["2019-06-03"]  # "lundi" and "le 3 juin 2019"


def test_a_date_without_value_is_no_option() -> None:
    assert binding.value(When(start=0, end=5, text="jadis", edtf=None)) is None


def test_places_of_one_name_in_two_countries_are_two() -> None:
    here = Where(start=0, end=7, text="Tripoli", country="LY", name="Tripoli")
    there = Where(start=9, end=16, text="Tripoli", country="LB", name="Tripoli")
    assert binding.value(here) != binding.value(there)


@pytest.mark.parametrize(("word", "sentence"), [("explosé", 0), ("revendiqué", 3)])
def test_the_nearest_mention_is_seen(page, word: str, sentence: int) -> None:
    surveyed = page(TEXT, "2019-06-04")
    trigger = at(surveyed, word)
    option = next(o for o in binding.options(surveyed, "where") if o.things[0].text == "Bagdad")
    head = option.heads[binding.nearest(surveyed, trigger, option)]
    assert surveyed.sentence_of[head.i] == sentence


def test_features_tell_the_own_date_from_one_elsewhere(page) -> None:
    surveyed = page(TEXT, "2019-06-04")
    found = binding.options(surveyed, "where")
    rows = {
        option.things[0].text: binding.features(surveyed, at(surveyed, "arrêté", "COERCE"), found, n)
        for n, option in enumerate(found)
    }
    assert "sentences=0" in rows["Mossoul"]
    assert "sentences=0" not in rows["Bagdad"]
    assert "times=2" in rows["Bagdad"]


def test_a_word_like_the_trigger_beside_the_option_counts(page) -> None:
    surveyed = page("Un attentat a visé Kaboul. Hérat est calme. L'attentat a fait dix morts.")
    found = binding.options(surveyed, "where")
    token = [t for t in surveyed.doc if t.lemma_ == "attentat"][-1]
    trigger = Trigger(i=token.i, start=token.idx, end=token.idx + 8, type="ASSAULT", p=1.0, rule="test")
    kin = {
        o.things[0].text: next(
            f for f in binding.features(surveyed, trigger, found, n) if f.startswith("kin=")
        )
        for n, o in enumerate(found)
    }
    assert kin["Kaboul"] > "kin=5"
    assert kin["Hérat"] == "kin=0"


@pytest.mark.parametrize(
    ("text", "word", "edtf", "has", "lacks"),
    [
        # the date hangs on another event, which is nearer to it
        (
            "La police a arrêté un témoin de l'attentat de lundi.",
            "arrêté",
            "2019-06-03",
            "nearer events=1",
            "nearer events=0",
        ),
        # coordinated events are equally near
        (
            "Lundi, l'armée a bombardé et pillé la ville.",
            "pillé",
            "2019-06-03",
            "nearer events=0",
            "nearer events=1",
        ),
        (
            "Lundi, l'armée a bombardé la ville.",
            "bombardé",
            "2019-06-03",
            "opens=True|True|VERB",
            "opens=False|True|VERB",
        ),
        (
            "L'armée a bombardé lundi la ville.",
            "bombardé",
            "2019-06-03",
            "opens=False|True|VERB",
            "opens=True|True|VERB",
        ),
        # when it was said, not when it was done
        (
            "Le ministre a affirmé lundi que l'armée avait bombardé la ville.",
            "bombardé",
            "2019-06-03",
            "said=event",
            "said=both",
        ),
        (
            "Le ministre a affirmé que l'armée avait bombardé la ville lundi.",
            "bombardé",
            "2019-06-03",
            "said=both",
            "said=event",
        ),
    ],
)
def test_features_tell_whose_date_it_is(page, text: str, word: str, edtf: str, has: str, lacks: str) -> None:
    surveyed = page(text, "2019-06-04")
    found = binding.options(surveyed, "when")
    number = next(n for n, o in enumerate(found) if binding.value(o.things[0]) == edtf)
    row = binding.features(surveyed, at(surveyed, word), found, number)
    assert has in row
    assert lacks not in row


def test_an_unparsed_text_has_features(page) -> None:
    surveyed = page("Liste : 12, 13. Lyon. Grève lundi.", "2019-06-04")
    found = binding.options(surveyed, "when")
    for n in range(len(found)):
        assert binding.features(surveyed, at(surveyed, "Grève", "PROTEST"), found, n)


def best(*rows: list[Bound]) -> str | None:
    common = events.common([[] for _ in rows], rows, [[] for _ in rows], shared=False)
    return common.when.thing.edtf if common.when and isinstance(common.when.thing, When) else None


def test_one_claim_beside_the_date_is_enough() -> None:
    assert best([Bound(day("2019-06-03"), 0.9)], [Bound(day("2019-06-03"), 0.05)]) == "2019-06-03"


def test_claims_that_lean_one_way_decide_between_two_dates() -> None:
    first = [Bound(day("2019-06-03"), 0.50), Bound(day("2019-06-01", 9), 0.45)]
    second = [Bound(day("2019-06-03"), 0.01), Bound(day("2019-06-01", 9), 0.45)]
    assert best(first, second) == "2019-06-01"


def test_what_nothing_speaks_for_stays_open() -> None:
    assert best([Bound(day("2019-06-03"), 0.1)]) is None
    assert best([]) is None


def test_without_a_decider_nothing_weighed() -> None:
    assert Bound(day("2019-06-03"), 0.9).why == ()


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("Les pourparlers ont lieu dans un hôtel au nord de Niamey.", "pourparlers", "Niamey"),
        ("La réunion s'est tenue à Alger, en Algérie.", "réunion", "Alger"),
        ("Le ministre dénonce un accord signé à Vienne.", "accord", "Vienne"),
        ("Des combats ont éclaté dimanche à Mossoul.", "combats", "Mossoul"),
    ],
)
def test_a_verb_of_happening_places_its_subject(page, text: str, word: str, place: str) -> None:
    surveyed = page(text)
    found = binding.bind(surveyed, at(surveyed, word, "CONSULT"), "where")
    said = [b for b in found if b.stated]
    assert [b.thing.text for b in said] == [place]
    assert said[0].p >= binding.STATED
    assert said[0].why


@pytest.mark.parametrize(
    ("text", "word", "stated"),
    [
        ("Ankara annonce pour mai 2019 la réouverture de son ambassade.", "réouverture", ["pour mai 2019"]),
        ("La réunion du comité est prévue pour le 4 mai 2019.", "réunion", ["pour le 4 mai 2019"]),
        ("Ankara annonce depuis mai 2019 la réouverture de son ambassade.", "réouverture", []),
        ("Le ministre est venu pour le 4 mai 2019 à la réunion.", "réunion", []),
    ],
)
def test_what_is_announced_for_a_date_has_it(page, text: str, word: str, stated: list[str]) -> None:
    surveyed = page(text)
    found = binding.bind(surveyed, at(surveyed, word, "CONSULT"), "when")
    assert [b.thing.text for b in found if b.stated] == stated


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("La rencontre a eu lieu à la demande de la Libye.", "rencontre"),
        ("Le ministre a évoqué la rencontre à Alger.", "rencontre"),
        ("Les combattants sont venus de Libye après la rencontre.", "rencontre"),
    ],
)
def test_other_verbs_and_other_phrases_state_no_place(page, text: str, word: str) -> None:
    surveyed = page(text)
    assert not any(b.stated for b in binding.bind(surveyed, at(surveyed, word, "CONSULT"), "where"))

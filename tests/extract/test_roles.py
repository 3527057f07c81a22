"""Who does it to whom: candidates, features, plain cases, and what an event's mentions share."""

from __future__ import annotations

import pytest

from sayso.extract import events, roles
from sayso.extract.page import Page
from sayso.extract.trigger import Trigger
from sayso.resources import PACKAGE

BUILT = (PACKAGE / "model" / "weights" / "fr.role.npz").is_file()
needs_weights = pytest.mark.skipif(not BUILT, reason="the weights are not built yet: make train")
ARREST = "La police a arrêté douze manifestants à Alger. Le gouvernement a confirmé ces arrestations."


def at(page: Page, word: str, kind: str) -> Trigger:
    token = next(t for t in page.doc if t.text == word)
    return Trigger(i=token.i, start=token.idx, end=token.idx + len(word), type=kind, p=1.0, rule="test")


def filled(page: Page, word: str, kind: str, *, shared: bool = False) -> tuple[list[str], list[str]]:
    actors, recipients = events.parties([roles.cast(page, at(page, word, kind), None)], shared=shared)
    return [c.candidate.mention.text for c in actors], [c.candidate.mention.text for c in recipients]


def test_candidates_are_parties_in_reach_one_a_cluster(page) -> None:
    surveyed = page(ARREST)
    found = roles.candidates(surveyed, at(surveyed, "arrêté", "COERCE"))
    assert {"La police", "douze manifestants"} <= {c.mention.text for c in found}
    assert len({c.cluster for c in found}) == len(found)


def test_the_event_itself_is_no_candidate(page) -> None:
    surveyed = page("L'attaque des rebelles a fait douze morts.")
    trigger = at(surveyed, "attaque", "ASSAULT")
    assert all(c.mention.head != trigger.i for c in roles.candidates(surveyed, trigger))


def test_parties_out_of_reach_are_left_out(page) -> None:
    surveyed = page("Le Japon dort. " + "Il pleut. " * 6 + "La police a arrêté un homme.")
    found = roles.candidates(surveyed, at(surveyed, "arrêté", "COERCE"))
    assert "Le Japon" not in {c.mention.text for c in found}


def test_features_say_what_grammar_found(page) -> None:
    surveyed = page(ARREST)
    trigger = at(surveyed, "arrêté", "COERCE")
    found = roles.candidates(surveyed, trigger)
    rows = roles.table(surveyed, trigger, found, None)
    names = {c.mention.text: set(row) for c, row in zip(found, rows, strict=True)}
    assert "argument=doer:subject" in names["La police"]
    assert "argument=undergoer:object" in names["douze manifestants"]
    assert "voice=own" in names["La police"]


def test_who_speaks_through_the_trigger_is_told_from_who_is_spoken_of(page) -> None:
    surveyed = page("« Les rebelles doivent rendre le port », a exhorté le ministre de la Défense à Tunis.")
    trigger = at(surveyed, "exhorté", "REQUEST")
    found = roles.candidates(surveyed, trigger)
    rows = roles.table(surveyed, trigger, found, None)
    names = {c.mention.text: set(row) for c, row in zip(found, rows, strict=True)}
    minister = next(row for text, row in names.items() if text.startswith("le ministre"))
    assert "tells=True|REQUEST" in minister
    assert {"tells=False|REQUEST", "told=True|REQUEST"} <= names["Les rebelles"]


@needs_weights
@pytest.mark.parametrize(
    ("text", "word", "kind", "actors", "recipients"),
    [
        (ARREST, "arrêté", "COERCE", ["La police"], ["douze manifestants"]),
        (
            "Douze manifestants ont été arrêtés par la police à Alger.",
            "arrêtés",
            "COERCE",
            ["la police"],
            ["Douze manifestants"],
        ),
        ("Kiev accuse Moscou d'ingérence.", "accuse", "ACCUSE", ["Kiev"], ["Moscou"]),
        ("Des policiers ont tué un manifestant.", "tué", "ASSAULT", ["Des policiers"], ["un manifestant"]),
    ],
)
def test_plain_cases(page, text: str, word: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    assert filled(page(text), word, kind) == (actors, recipients)


@needs_weights
def test_those_who_meet_all_act(page) -> None:
    surveyed = page("Emmanuel Macron a rencontré Vladimir Poutine à Genève.")
    actors, recipients = filled(surveyed, "rencontré", "CONSULT", shared=True)
    assert (actors, recipients) == (["Emmanuel Macron", "Vladimir Poutine"], [])


@needs_weights
def test_probabilities_and_reasons(page) -> None:
    surveyed = page(ARREST)
    for item in roles.cast(surveyed, at(surveyed, "arrêté", "COERCE"), None):
        assert 0 <= item.actor <= 1
        assert item.actor + item.recipient <= 1 + 1e-5
        assert item.why("fr")

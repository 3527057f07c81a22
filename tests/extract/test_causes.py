"""Which event brought about another."""

from __future__ import annotations

import pytest

from sayso.extract.causes import find_causes
from sayso.extract.page import Page
from sayso.extract.trigger import Trigger


def at(page: Page, *words: str) -> list[Trigger]:
    tokens = [next(t for t in page.doc if t.text == word) for word in words]
    return [
        Trigger(i=t.i, start=t.idx, end=t.idx + len(t.text), type="ASSAULT", p=1.0, rule="test")
        for t in tokens
    ]


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        (
            "Paris a fermé son ambassade suite à l'assassinat d'un diplomate.",
            ("fermé", "assassinat"),
            "suite à",
        ),
        ("Le pays a rompu les pourparlers à la suite du raid.", ("rompu", "raid"), "à la suite du"),
        ("Ankara a riposté en réponse aux tirs de lundi.", ("riposté", "tirs"), "en réponse aux"),
        ("Ils ont fui en raison des combats.", ("fui", "combats"), "en raison des"),
        ("Le village a été évacué à cause de l'offensive.", ("évacué", "offensive"), "à cause de"),
    ],
)
def test_the_cue_stands_between_effect_and_cause(page, text: str, words: tuple[str, str], cue: str) -> None:
    surveyed = page(text)
    (cause,) = find_causes(surveyed, at(surveyed, *words), [1, 2])
    assert (cause.effect, cause.cause, cause.cue.text) == (1, 2, cue)
    assert text[cause.cue.start : cause.cue.end] == cue


@pytest.mark.parametrize(
    ("text", "words", "events"),
    [
        ("Paris a fermé son ambassade. Suite à l'assassinat, il pleut.", ("fermé", "assassinat"), [1, 2]),
        ("Suite à l'assassinat, Paris a fermé son ambassade.", ("assassinat", "fermé"), [1, 2]),
        ("L'attaque de lundi, suite à l'assaut, a fait dix morts.", ("attaque", "assaut"), [1, 1]),
        ("Paris a fermé son ambassade après l'assassinat.", ("fermé", "assassinat"), [1, 2]),
    ],
    ids=["another sentence", "nothing before the cue", "one event", "no cue"],
)
def test_no_cause(page, text: str, words: tuple[str, str], events: list[int]) -> None:
    surveyed = page(text)
    assert list(find_causes(surveyed, at(surveyed, *words), events)) == []


def test_a_report_without_triggers(page) -> None:
    assert list(find_causes(page("Tout est calme, suite à la pluie."), [], [])) == []

"""Under whose word a claim stands."""

from __future__ import annotations

import pytest

from sayso.extract import governor
from sayso.extract.page import Page
from sayso.extract.trigger import Trigger
from sayso.resources import PACKAGE

BUILT = (PACKAGE / "model" / "weights" / "fr.source.npz").is_file()
needs_weights = pytest.mark.skipif(not BUILT, reason="the weights are not built yet: make train")


def at(page: Page, word: str, kind: str = "ASSAULT") -> Trigger:
    token = next(t for t in page.doc if t.text == word)
    return Trigger(i=token.i, start=token.idx, end=token.idx + len(word), type=kind, p=1.0, rule="test")


def test_no_attribution_is_the_reports_own_voice(page) -> None:
    surveyed = page("L'armée a bombardé la ville mardi.")
    found = governor.govern(surveyed, at(surveyed, "bombardé"))
    assert (found.attribution, found.p, found.why("fr")) == (None, 1.0, ())


def test_candidates_hold_the_trigger_and_come_innermost_first(page) -> None:
    surveyed = page("Selon CNN, le ministre affirme que le camp a été bombardé. Le pont est détruit.")
    found = governor.candidates(surveyed, at(surveyed, "bombardé"))
    assert found
    sizes = [a.end - a.start for a in found]
    assert sizes == sorted(sizes)
    start = surveyed.doc.text.index("bombardé")
    assert all(a.start <= start < a.end for a in found)


def test_a_cue_is_outside_its_own_content(page) -> None:
    text = "Kiev accuse Moscou d'avoir bombardé le port d'Odessa."
    surveyed = page(text)
    for attribution in governor.candidates(surveyed, at(surveyed, "accuse", "ACCUSE")):
        assert attribution.cue is None or attribution.cue.text != "accuse"


@needs_weights
@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        (
            "L'armée turque a bombardé la ville, selon une source militaire.",
            "bombardé",
            "une source militaire",
        ),
        ("Le ministre affirme que des soldats ont été tués mardi.", "tués", "Le ministre"),
        ("Kiev accuse Moscou d'avoir bombardé le port d'Odessa.", "bombardé", "Kiev"),
        ("« Des civils ont été tués », a déclaré le gouverneur.", "tués", "le gouverneur"),
    ],
)
def test_plain_cases(page, text: str, word: str, source: str) -> None:
    surveyed = page(text)
    found = governor.govern(surveyed, at(surveyed, word))
    assert found.attribution is not None
    assert found.attribution.source is not None
    assert found.attribution.source.text == source
    assert 0.5 <= found.p <= 1
    assert found.why("fr")


def test_features_name_rule_stance_and_cue(page) -> None:
    surveyed = page("L'armée turque a bombardé la ville, selon une source militaire.")
    trigger = at(surveyed, "bombardé")
    (attribution,) = governor.candidates(surveyed, trigger)
    names = governor.features(surveyed, trigger, attribution, 0, 1)
    assert {"stance=reports", "kind=unnamed", "cue=selon", "type=ASSAULT", "number=0"} <= set(names)


@pytest.mark.parametrize(
    ("text", "cue", "performed"),
    [
        ("« Nous condamnons ces frappes », a déclaré le ministre.", "déclaré", True),
        ("Le ministre a estimé que ces frappes étaient un crime.", "estimé", True),
        ("Le ministre dit condamner les frappes contre le port.", "dit", True),
        ("Le ministre dit avoir condamné les frappes contre le port.", "dit", False),
        ("Le syndicat promet de porter plainte contre l'hôpital après l'attaque.", "promet", False),
        ("Le parquet a annoncé l'ouverture d'une enquête sur les frappes.", "annoncé", False),
        ("La fondation nie avoir appelé à la violence contre les juges.", "nie", False),
    ],
)
def test_words_that_are_an_act_and_words_that_tell_of_one(page, text: str, cue: str, performed: bool) -> None:
    surveyed = page(text)
    found = [a for a in surveyed.attributions if a.cue is not None and a.cue.text == cue]
    assert [governor.performed(surveyed, a) for a in found] == [performed]


TOLD = "Selon la chaîne CNN, un accord de défense sera signé à Agadez. Des soldats formés à Niamey y seront déployés."


@needs_weights
def test_an_outlets_plan_told_on_is_its_own_and_its_asides_are_not(page) -> None:
    surveyed = page(TOLD)
    found = governor.govern(surveyed, at(surveyed, "déployés", "MOBILIZE"))
    assert found.attribution is not None
    assert found.attribution.source is not None
    assert found.attribution.source.text == "la chaîne CNN"
    assert governor.govern(surveyed, at(surveyed, "formés", "AID")).attribution is None


@needs_weights
def test_a_plan_after_a_ministers_is_weighed(page) -> None:
    surveyed = page(TOLD.replace("la chaîne CNN", "le ministre"))
    assert governor.govern(surveyed, at(surveyed, "déployés", "MOBILIZE")).p < 1.0

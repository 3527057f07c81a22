"""Which words name an event: candidates, features, and plain cases under the shipped weights."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.extract import trigger
from sayso.extract.modality import verb_form
from sayso.resources import PACKAGE

BUILT = (PACKAGE / "model" / "weights" / "fr.trigger.npz").is_file()
needs_weights = pytest.mark.skipif(not BUILT, reason="the weights are not built yet: make train")
STRIKE = "L'armée turque a bombardé mardi des positions kurdes, selon une source militaire."


def test_candidates_are_content_words_and_rule_hits(page) -> None:
    surveyed = page(STRIKE)
    words = [t.text for t in trigger.candidates(surveyed)]
    assert {"bombardé", "positions"} <= set(words)
    assert not {"a", ",", "des", "selon", "L'"} & set(words)
    assert {surveyed.doc[hit.i].text for hit in surveyed.hits} <= set(words)


def test_names_and_words_that_never_name_an_event_are_no_candidates(page) -> None:
    surveyed = page("Le président Macron a bombardé hier la ville de Toulouse.")
    assert "président" in trigger.idle_words("fr")
    assert not {"président", "Macron", "Toulouse"} & {t.text for t in trigger.candidates(surveyed)}


def test_a_rule_makes_any_word_a_candidate(page, monkeypatch) -> None:
    surveyed = page(STRIKE)
    monkeypatch.setattr(trigger, "idle_words", lambda _lang: frozenset({"bombarder", "position"}))
    words = [t.text for t in trigger.candidates(surveyed)]
    assert "bombardé" in words
    assert "positions" not in words


def test_features_name_the_word_its_tree_and_the_rule(page) -> None:
    surveyed = page(STRIKE)
    token = next(t for t in surveyed.doc if t.text == "bombardé")
    names = trigger.features(surveyed, token)
    assert {"lemma=bombarder", "pos=VERB", "rule=fr.assault.attack_verb|free", "child:nsubj=armée"} <= set(
        names
    )
    assert any(name.startswith("best=ASSAULT|") for name in names)
    assert names == trigger.features(surveyed, token)


def test_feature_names_hold_no_white_space_but_blanks(page) -> None:
    """Weight files part names by NUL; line breaks and tabs would make explanations unreadable."""
    surveyed = page("L'armée a attaqué\n\nle village\tmardi.\u2028Des soldats ont été tués\u00a0!\n - Paris")
    for token in trigger.candidates(surveyed):
        for name in trigger.features(surveyed, token):
            assert not any(c in name for c in "\0\n\r\t"), name


def test_vectors_have_one_row_a_word(page) -> None:
    surveyed = page(STRIKE)
    tokens = trigger.candidates(surveyed)
    table = trigger.vectors(tokens)
    width = surveyed.doc.vocab.vectors_length
    assert table.shape == (len(tokens), 3 * width + surveyed.doc.tensor.shape[1])
    assert table.dtype == np.float32
    assert np.isfinite(table).all()


@needs_weights
@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        (STRIKE, "bombardé", "ASSAULT"),
        ("Les deux présidents se sont rencontrés lundi à Genève.", "rencontrés", "CONSULT"),
        ("La police a arrêté douze manifestants à Alger.", "arrêté", "COERCE"),
        ("Kiev accuse Moscou d'avoir bombardé le port d'Odessa.", "accuse", "ACCUSE"),
        (
            "Des milliers de personnes ont manifesté samedi à Alger contre le gouvernement.",
            "manifesté",
            "PROTEST",
        ),
        ("Le ministre a démissionné.", "démissionné", "RETREAT"),
    ],
)
def test_plain_cases(page, text: str, word: str, kind: str) -> None:
    found = {text[t.start : t.end]: t for t in trigger.find(page(text))}
    assert found[word].type == kind
    assert 0.5 < found[word].p <= 1
    assert found[word].why("fr")
    assert found[word].rule.startswith("fr.")


@needs_weights
@pytest.mark.parametrize(
    "text",
    [
        "Le pays fait face à une crise du logement.",
        "Il pleut sur Nantes et le vent se lève.",
        "Le chanteur a sorti un nouvel album.",
        "Une table, une chaise.",
    ],
)
def test_nothing_where_nothing_happens(page, text: str) -> None:
    assert trigger.find(page(text)) == []


@needs_weights
def test_triggers_come_in_text_order_one_a_word(page) -> None:
    found = trigger.find(
        page(
            "La police a arrêté douze manifestants. Des soldats ont tué un rebelle. Le ministre a démissionné."
        )
    )
    assert len(found) >= 3
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert len({t.i for t in found}) == len(found)


def test_a_report_without_candidates(page) -> None:
    assert trigger.find(page("?!")) == []


def test_verb_forms_join_the_auxiliary(page) -> None:
    surveyed = page("Des soldats auraient été tués. Les rebelles attaquent la ville.")
    forms = {t.text: verb_form(t) for t in surveyed.doc if t.pos_ == "VERB"}
    assert "Cnd" in forms["tués"]
    assert "Part" in forms["tués"]
    assert "Ind" in forms["attaquent"]

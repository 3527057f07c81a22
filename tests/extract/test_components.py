"""The stages as spaCy components, on a blank pipeline and on a parsed one."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import sayso
from sayso.exchange.json import reading_from_dict

STAGES = ("sayso_times", "sayso_places", "sayso_attributions", "sayso_events", "sayso_claims")
TEXT = (
    "L'armée turque a bombardé mardi des positions kurdes près d'Alep, selon une source militaire. "
    "Le ministre a rencontré son homologue russe à Genève."
)
Rows = list[tuple[str, str, str, str]]


def rows(doc: Doc, group: str) -> Rows:
    return [(s.text, s.label_, s.kb_id_, s.id_) for s in doc.spans[f"sayso:{group}"]]


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("fr")
    for stage in STAGES:
        nlp.add_pipe(stage, config={"published": "2019-10-10"} if stage in (STAGES[0], STAGES[4]) else {})
    return nlp


@pytest.fixture(scope="module")
def parsed() -> Language:
    nlp = spacy.load("fr_core_news_md")
    nlp.add_pipe("sayso_sentences", before="parser")
    for stage in STAGES:
        nlp.add_pipe(stage)
    return nlp


def test_a_blank_pipeline_finds_what_the_surface_shows(blank: Language) -> None:
    doc = blank(TEXT)
    assert rows(doc, "times") == [("mardi", "TIME", "2019-10-08", "fr.when.weekday")]
    assert ("Alep", "city", "170063", "near") in rows(doc, "places")
    assert ("L'armée turque a bombardé mardi des positions kurdes près d'Alep", "reports") in [
        row[:2] for row in rows(doc, "attributions")
    ]
    assert ("bombardé", "ASSAULT") in [row[:2] for row in rows(doc, "events")]


def test_claims_on_a_blank_pipeline_are_those_of_read(blank: Language) -> None:
    doc = blank(TEXT)
    expected = sayso.read(TEXT, published="2019-10-10", lang="fr")
    assert expected.claims
    assert doc.user_data["sayso"] == expected.to_dict()
    assert reading_from_dict(doc.user_data["sayso"]) == expected
    assert rows(doc, "claims") == [(c.trigger.text, c.type, c.factuality, c.id) for c in expected.claims]


def test_a_parsed_pipeline_is_not_parsed_again(parsed: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("parsed twice")

    monkeypatch.setattr("sayso.extract.survey.annotate", fail)
    doc = parsed(TEXT)
    assert [row[:2] for row in rows(doc, "claims")] == [("bombardé", "ASSAULT"), ("rencontré", "CONSULT")]


def test_a_report_brings_its_own_date(blank: Language) -> None:
    doc = blank.make_doc(TEXT)
    doc.user_data["sayso:published"] = "2020-01"
    doc = blank(doc)
    assert doc.spans["sayso:times"][0].kb_id_ != "2019-10-08"
    assert doc.user_data["sayso"]["report"]["published"] == "2020-01"


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "?", "12"])
def test_texts_without_words(blank: Language, text: str) -> None:
    doc = blank(text)
    assert [rows(doc, stage.removeprefix("sayso_")) for stage in STAGES] == [[]] * 5


def test_what_is_found_survives_bytes(blank: Language) -> None:
    doc = blank(TEXT)
    again = Doc(blank.vocab).from_bytes(doc.to_bytes())
    assert rows(again, "claims") == rows(doc, "claims")
    assert json.dumps(again.user_data["sayso"]) == json.dumps(doc.user_data["sayso"])


def test_settings_are_checked() -> None:
    nlp = spacy.blank("fr")
    with pytest.raises(ValueError, match="sentences_of_what"):
        nlp.add_pipe("sayso_times", config={"sentences_of_what": 3})
    with pytest.raises(ValueError, match="blocked"):
        nlp.add_pipe("sayso_events", config={"blocked": ["no"]})


def test_the_factories_are_light() -> None:
    """spaCy imports every registered factory at every start: ours must not bring the stages along."""
    code = (
        "import sys, sayso.extract.components\n"
        "print([m for m in sys.modules if m.startswith('sayso.') and m.count('.') > 1 "
        "and not m.endswith('.components')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Who speaks in clauses that the parser misreads: closing clauses, asides before the verb, lent verbs."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Survey


def _sources(page: Survey, text: str) -> list[tuple[str, str]]:
    return [(a.source.text, text[a.start : a.end]) for a in page(text).attributions if a.source is not None]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Deux cents soldats ont été déployés à Gao, rapporte jeudi 18 janvier BFMTV.", "BFMTV"),
        ("Plusieurs manifestants ont été arrêtés dans la nuit, indique franceinfo.", "franceinfo"),
        ("Le convoi a été attaqué près de Mopti, raconte France Bleu.", "France Bleu"),
        (
            "Un homme de 40 ans a été arrêté à Nîmes, a annoncé vendredi dans un communiqué le procureur de Nîmes.",
            "le procureur de Nîmes",
        ),
        ('"La grève va durer", a déclaré un des manifestants.', "un des manifestants"),
        ('"Nous allons bloquer le port" a t-il lancé aux dockers.', "il"),
    ],
)
def test_a_closing_clause_has_its_subject_behind_the_verb(page: Survey, text: str, source: str) -> None:
    assert source in [name for name, _ in _sources(page, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Les riverains, qui avaient bloqué la route, ont annoncé un rapport sur les eaux.",
        "L'association, qui aide les migrants, a publié cette image.",
        "Les militants, qui avaient bloqué le pont, ont posté la vidéo de leur action.",
        "Paul Rivet et Anne Morel, les avocats du syndicat, dénoncent un procès.",
    ],
)
def test_an_object_behind_the_verb_does_not_speak(page: Survey, text: str) -> None:
    assert not any(
        name.startswith(("cette", "la vidéo", "un procès", "un rapport")) for name, _ in _sources(page, text)
    )


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        (
            "Le maire, Paul Rivet, a lui aussi appelé à une nouvelle manifestation.",
            "Paul Rivet",
            "manifestation",
        ),
        ("Des riverains ont exprimé le souhait de rencontrer le préfet.", "Des riverains", "rencontrer"),
        ("Cet ancien soldat a expliqué que la milice avait tué des civils.", "Cet ancien soldat", "tué"),
        ("En annonçant que l'armée quitterait Kidal, Bamako a surpris l'ONU.", "Bamako", "quitterait"),
        ("Paul Rivet a changé de version et accusé son frère d'avoir tué le gardien.", "Paul Rivet", "tué"),
        ("L'ONG a annoncé samedi sur Twitter avoir secouru trente migrants.", "L'ONG", "secouru"),
        ("Le syndicat a réclamé plus de moyens pour la police.", "Le syndicat", "moyens"),
    ],
)
def test_a_subject_that_the_parser_lost(page: Survey, text: str, source: str, said: str) -> None:
    assert any(name.endswith(source) and said in content for name, content in _sources(page, text))

"""Doers and undergoers by grammar: passives, relatives, control, coordination, nouns."""

from __future__ import annotations

import pytest

from sayso.annotate import annotate
from sayso.extract.arguments import arguments, passive
from sayso.extract.syntax import grammar


def found(text: str, word: str) -> dict[str, str]:
    doc = annotate(text, "fr")
    token = next(t for t in doc if t.text == word)
    return {doc[i].text: how for i, how in arguments(token, "fr").items()}


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("L'armée a bombardé la ville.", "bombardé", {"armée": "doer:subject", "ville": "undergoer:object"}),
        ("La ville a été bombardée mardi.", "bombardée", {"ville": "undergoer:subject"}),
        (
            "La France et l'Allemagne ont condamné le tir.",
            "condamné",
            {"France": "doer:subject", "Allemagne": "doer:subject", "tir": "undergoer:object"},
        ),
        ("Les soldats qui ont attaqué le village ont fui.", "attaqué", {"soldats": "doer:relative"}),
        ("Des civils tués par la police ont été enterrés.", "tués", {"civils": "undergoer:participle"}),
        ("Le général veut attaquer la capitale.", "attaquer", {"général": "doer:controlled"}),
        ("L'armée a pris le village avant de brûler les maisons.", "brûler", {"armée": "doer:controlled"}),
        (
            "Le ministre a demandé aux rebelles de libérer les otages.",
            "libérer",
            {"otages": "undergoer:object"},
        ),
        ("L'armée a mené une attaque contre les rebelles.", "attaque", {"armée": "noun:support subject"}),
        ("Le convoi a subi une attaque.", "attaque", {"convoi": "noun:undergo subject"}),
        ("Le président a annoncé sa visite.", "visite", {"président": "noun:possessive"}),
        ("L'attaque des rebelles a échoué.", "attaque", {"rebelles": "noun:de"}),
    ],
)
def test_arguments(text: str, word: str, wanted: dict[str, str]) -> None:
    assert wanted.items() <= found(text, word).items()


def test_who_is_asked_does_it() -> None:
    """The verb of the main clause lends its object, not its subject."""
    told = found("Le ministre a demandé aux rebelles de libérer les otages.", "libérer")
    assert told["rebelles"].startswith("doer")
    assert "ministre" not in told


def test_the_passive_is_told_from_the_perfect() -> None:
    g = grammar("fr")
    done = {
        t.text: passive(t, g)
        for t in annotate("La ville a été prise. L'armée a pris le pont.")
        if t.pos_ == "VERB"
    }
    assert done == {"prise": True, "pris": False}


@pytest.mark.parametrize("text", ["", "?", "Oui.", "Attaque", "a a a a a", "« » ( ) - -"])
def test_fragments(text: str) -> None:
    for token in annotate(text, "fr"):
        assert all(0 <= i < len(token.doc) for i in arguments(token, "fr"))


def test_an_unparsed_sentence_has_no_arguments() -> None:
    doc = annotate("L'armée a bombardé la ville.", "fr", gate=lambda _: False)
    assert [arguments(token, "fr") for token in doc] == [{}] * len(doc)

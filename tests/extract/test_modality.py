"""Factuality and tense: what the features see of mood, negation, conditions, hedges and dates."""

from __future__ import annotations

import pytest

from sayso.extract import modality, mood
from sayso.extract.page import Page
from sayso.extract.trigger import Trigger


def at(page: Page, word: str, kind: str = "ASSAULT") -> Trigger:
    token = next(t for t in page.doc if t.text == word)
    return Trigger(i=token.i, start=token.idx, end=token.idx + len(word), type=kind, p=1.0, rule="test")


def row(page: Page, word: str) -> set[str]:
    return set(modality.features(page, at(page, word), None))


@pytest.mark.parametrize(
    ("earliest", "latest", "published", "want"),
    [
        ("2019-06-03", "2019-06-03", "2019-06-04", "before"),
        ("2019-06-05", "2019-06-05", "2019-06-04", "after"),
        ("2019-06-01", "2019-06-30", "2019-06-04", "around"),
        ("2019-06-05", None, "2019-06-04T18:00", "after"),
        (None, None, "2019-06-04", "unknown"),
        ("2019-06-03", "2019-06-03", None, "unknown"),
    ],
)
def test_relation(earliest: str | None, latest: str | None, published: str | None, want: str) -> None:
    assert mood.relation(earliest, latest, published) == want


@pytest.mark.parametrize(
    ("text", "word", "want"),
    [
        ("L'armée n'a pas bombardé le village.", "bombardé", True),
        ("L'armée n'a jamais bombardé le village.", "bombardé", True),
        ("L'armée a bombardé le village.", "bombardé", False),
        ("L'armée n'a bombardé que deux villages.", "bombardé", False),
        ("Les soldats ne quitteront la ville qu'en septembre.", "quitteront", False),
        ("L'armée n'a pas bombardé que deux villages.", "bombardé", True),
        ("Aucune attaque n'a eu lieu.", "attaque", True),
        ("Une attaque a eu lieu.", "attaque", False),
    ],
)
def test_negation(page, text: str, word: str, want: bool) -> None:
    surveyed = page(text)
    assert modality.negated(surveyed.doc[at(surveyed, word).i]) is want


@pytest.mark.parametrize(
    ("text", "word", "feature"),
    [
        ("Le président veut rencontrer les rebelles.", "rencontrer", "left=open|True"),
        ("Si les rebelles attaquent la ville, l'armée tirera.", "attaquent", "if"),
        ("Le président va démissionner si la grève continue.", "démissionner", "then"),
        ("Une tentative d'attaque a échoué.", "attaque", "under=open"),
        ("Les rebelles ont-ils attaqué la ville ?", "attaqué", "question"),
        ("Le sommet se tiendra le 9 juin 2019.", "sommet", "time=after"),
        ("Les rebelles ont attaqué la ville.", "attaqué", "voice=own"),
    ],
)
def test_features(page, text: str, word: str, feature: str) -> None:
    assert feature in row(page(text, "2019-06-04"), word)


@pytest.mark.parametrize(
    ("text", "word", "want"),
    [
        ("Le ministre promettra une aide.", "promettra", "Fut"),
        ("Les rebelles attaqueraient lundi.", "attaqueraient", "Cnd"),
        ("Le général attaqua la ville.", "attaqua", "Past"),
    ],
)
def test_endings_tell_the_tense(page, text: str, word: str, want: str) -> None:
    surveyed = page(text)
    assert want in mood.verb_form(surveyed.doc[at(surveyed, word).i])


def test_an_infinitive_takes_the_mood_of_its_clause(page) -> None:
    surveyed = page("Le ministre promettra de retirer les troupes.")
    token = surveyed.doc[at(surveyed, "retirer").i]
    assert "Fut" in mood.clause_form(token)
    assert "Inf" in mood.verb_form(token)


def test_features_hold_no_line_break_and_come_out_the_same(page) -> None:
    surveyed = page("Grève\nlundi. Pas d'accord. Si", "2019-06-04")
    first = [modality.features(surveyed, at(surveyed, "Grève"), None) for _ in range(2)]
    assert first[0] == first[1]
    assert not any("\n" in f for f in first[0])


def test_every_class_of_hedge_is_a_known_one() -> None:
    known = {"negates", "fails", "probable", "possible", "open", "planned", "threatened", "certain", "phase"}
    assert set(modality.lexicon("fr").values()) <= known

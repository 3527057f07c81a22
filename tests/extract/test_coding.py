"""The learned halves of a code: which countries are weighed, what is seen of each, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from sayso.errors import ModelError
from sayso.extract import coding
from sayso.extract.code_features import Other, Subject, Use, apposed, sector_of, sector_row
from sayso.extract.coding import code_all, join, subjects, uses
from sayso.extract.country_features import country_rows
from sayso.extract.decide import load
from sayso.extract.page import Page
from sayso.extract.party.coder import Coding
from sayso.extract.party.lexicon import lexicon
from sayso.extract.party.terms import standing
from sayso.extract.spots import spots
from sayso.extract.survey import survey
from sayso.extract.trigger import Trigger
from sayso.read import from_text

TEXT = (
    "Des habitants de Tunis ont protesté mardi contre la police tunisienne. "
    "Le ministre italien Carlo Bianchi a rencontré à Rome l'ONU. Des policiers ont arrêté Ali Sassi, journaliste libyen."
)


def page(text: str = TEXT) -> Page:
    report: Any = from_text(text, published="2019-05-03", lang="fr", key="made")
    return survey(report)


def trigger(p: Page, word: str) -> Trigger:
    token = next(t for t in p.doc if t.text == word)
    return Trigger(i=token.i, start=token.idx, end=token.idx + len(word), type="COERCE", p=1.0, rule="made")


def subject(p: Page, span: str, **fields: Any) -> Subject:
    mention = next(m for m in p.mentions if m.text == span)
    (one,) = subjects(p, uses(p, trigger(p, "ont"), [("actor", mention)], None, None)).values()
    return one if not fields else Subject(**{**{k: getattr(one, k) for k in one.__slots__}, **fields})


def loaded() -> bool:
    try:
        load("sector", "fr"), load("country", "fr")
    except ModelError:
        return False
    return True


@pytest.mark.parametrize(
    ("code", "sector"),
    [("FRAGOV", "GOV"), ("IGOUNO", "IGO"), ("IGO", "IGO"), ("NGO", "NGO"), ("UNK", "UNK"), ("UNKREB", "REB")],
)
def test_the_sector_of_a_code(code: str, sector: str) -> None:
    assert sector_of(code) == sector


def test_parties_of_a_claim_know_each_other_and_their_rules() -> None:
    p = page()
    cast = [
        (r, next(m for m in p.mentions if m.text == s))
        for r, s in (("actor", "Des policiers"), ("recipient", "Ali Sassi"))
    ]
    police, journalist = subjects(p, uses(p, trigger(p, "arrêté"), cast, "LY", "2019-05")).values()
    assert police.uses[0] == Use("COERCE", "actor", "arrêter", "LY", "2019-05", police.uses[0].others)
    assert [role for role, _ in police.uses[0].others] == ["recipient"]
    assert journalist.beside == (Other(False, police.rule.code, False),)
    assert police.sector == "COP"


def test_a_party_that_is_in_many_claims_is_one() -> None:
    p = page()
    mention = next(m for m in p.mentions if m.text == "Des policiers")
    twice = [
        u for word in ("arrêté", "ont") for u in uses(p, trigger(p, word), [("actor", mention)], None, None)
    ]
    (one,) = subjects(p, twice).values()
    assert len(one.uses) == 2


def test_countries_of_the_report_of_the_words_and_none_are_weighed() -> None:
    p = page()
    choices = [country for country, _ in country_rows(p, subject(p, "Des policiers"))]
    assert choices[0] == subject(p, "Des policiers").rule.code[:3]
    assert {"TUN", "ITA", "LBY", "INT", "UNK"} <= set(choices)
    assert not {"IGO", "NGO", ""} & set(choices)
    assert len(choices) == len(set(choices))


def test_an_apposition_without_article_is_seen() -> None:
    p = page()
    (journalist,) = (m for m in p.mentions if m.text == "Ali Sassi")
    assert [e.name for e in apposed(p, journalist)] == ["journaliste", "Libye"]
    rows = dict(country_rows(p, subject(p, "Ali Sassi")))
    assert "source=apposed" in rows["LBY"]
    assert "apposed=journaliste" in sector_row(p, subject(p, "Ali Sassi"))


def test_spots_have_sentences_kinds_and_shares() -> None:
    found = spots(page())
    assert [(s.sent, s.country) for s in found.all][:2] == [(0, "TUN"), (1, "ITA")]
    assert "demonym" in found.kinds["ITA"]
    assert sum(found.share.values()) == pytest.approx(1)
    assert found.told["COP"] == {"TUN": 1}


def test_a_report_without_countries_leaves_int_and_unk() -> None:
    p = page("Des habitants ont protesté contre la police.")
    assert spots(p).ranked == ()
    assert [country for country, _ in country_rows(p, subject(p, "Des habitants"))] == ["UNK", "INT"]


def test_features_are_named_once_each() -> None:
    p = page()
    one = subject(p, "Des policiers")
    for row in (sector_row(p, one), *(row for _, row in country_rows(p, one))):
        assert len(row) == len(set(row))


@pytest.mark.parametrize(
    ("rule", "sector", "country", "code"),
    [
        ("FRACVL", "MED", "EGY", "EGYMED"),
        ("IGOUNO", "IGO", "FRA", "IGOUNO"),
        ("FRAGOV", "IGO", "FRA", "IGO"),
        ("FRACVL", "NGO", "FRA", "NGO"),
        ("IGOEEC", "GOV", "INT", "INTGOV"),
    ],
)
def test_halves_become_a_code(rule: str, sector: str, country: str, code: str) -> None:
    p = page()
    assert join(subject(p, "Des policiers", rule=Coding(rule, ())), sector, country) == code


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2013-03", "before"), ("2015-01", "in"), ("2016-11", "between"), ("2019", "in"), (None, "undated")],
)
def test_how_a_date_stands_to_terms(published: str | None, expected: str) -> None:
    assert standing(lexicon("fr").named("Emmanuel Macron", "people"), published) == expected


@pytest.mark.skipif(not loaded(), reason="the weights are not built yet: make train")
def test_codes_say_what_they_rest_on() -> None:
    p = page()
    mention = next(m for m in p.mentions if m.text == "Des policiers")
    found = subjects(p, uses(p, trigger(p, "arrêté"), [("actor", mention)], None, None))
    (plain,), (told,) = code_all(p, found).values(), code_all(p, found, explained=True).values()
    assert plain.code == told.code
    assert plain.code.endswith("COP")
    assert told.why[: len(plain.why)] == plain.why
    assert {piece.split(":")[0] for piece in told.why[len(plain.why) :]} == {"sector", "country"}


@pytest.mark.skipif(not loaded(), reason="the weights are not built yet: make train")
def test_no_parties_no_codes() -> None:
    assert coding.code_all(page(), {}) == {}

"""The project's own gold set is sound, and sayso reads it no worse than the floors that were recorded."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import ModelError

EVAL = Path(__file__).parent.parent / "eval"
sys.path.insert(0, str(EVAL))

import own  # noqa: E402
import scorer  # noqa: E402

TYPES = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"}
TYPES |= {"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
FACTUALITY = {"CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU"}
TENSES = {"past", "present", "future"}
KINDS = {"named", "unnamed", "outlet", "document"}
STANCES = {"reports", "announces", "confirms", "denies", "alleges", "believes", "no_comment"}
SECTORS = "GOV|MIL|REB|COP|SPY|JUD|LEG|PTY|OPP|CVL|MED|BUS|CRM|REL|EDU"
CODE = re.compile(rf"[A-Z]{{3}}(?:{SECTORS})|IGO(?:UNO|EEC|OAU|NAT|ARL)?|NGO|UNK")
DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
EDTF = re.compile(rf"{DAY}|(?:{DAY}|\.\.)/(?:{DAY}|\.\.)")

TEXTS: list[dict[str, Any]] = own.rows("texts")
GOLD: dict[str, list[dict[str, Any]]] = {row["id"]: row["claims"] for row in own.rows("gold")}
CLAIMS = [claim for claims in GOLD.values() for claim in claims]


def faults(text: str, claim: dict[str, Any]) -> Iterator[str]:
    """Everything that is wrong with one claim."""
    quote, trigger = claim["quote"], claim["trigger"]
    if not quote or text.count(quote) != 1:
        yield f"the quote occurs {text.count(quote)} times: {quote!r}"
    if not trigger or quote.count(trigger) != 1:
        yield f"the trigger occurs {quote.count(trigger)} times in its quote: {trigger!r}"
    for field, values in (("type", TYPES), ("factuality", FACTUALITY), ("tense", TENSES)):
        if claim[field] not in values:
            yield f"{field}: {claim[field]!r}"
    if not isinstance(claim["event"], int):
        yield "the event is no number"
    for role in ("actor", "recipient"):
        for party in claim[role]:
            if not party["text"] or party["text"] not in text:
                yield f"{role} not in the report: {party['text']!r}"
            if not CODE.fullmatch(party["code"]):
                yield f"{role} code: {party['code']!r}"
    for field, value in (("when", "edtf"), ("where", "country"), ("source", "kind")):
        found = claim.get(field)
        if found is not None and (not found["text"] or found["text"] not in text):
            yield f"{field} not in the report: {found['text']!r}"
        if found is not None and not found[value]:
            yield f"{field} without {value}"
    if "when" in claim and not EDTF.fullmatch(claim["when"]["edtf"]):
        yield f"no EDTF: {claim['when']['edtf']!r}"
    if "where" in claim and not re.fullmatch("[A-Z]{2}", claim["where"]["country"]):
        yield f"no country: {claim['where']['country']!r}"
    if "source" in claim:
        source = claim["source"]
        if source["kind"] not in KINDS or source["stance"] not in STANCES or source["cue"] not in text:
            yield f"source: {source!r}"


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_every_claim_points_at_its_report(row: dict[str, Any]) -> None:
    claims = GOLD[row["id"]]
    assert [f for claim in claims for f in faults(row["text"], claim)] == []
    places = [scorer.at(claim, row["text"]) for claim in claims]
    assert places == sorted(set(places)), "triggers overlap or are out of order"
    assert all(a[1] <= b[0] for a, b in pairwise(places)), "two triggers overlap"


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_what_is_the_event_s_is_the_same_in_all_its_claims(row: dict[str, Any]) -> None:
    seen: dict[int, tuple[Any, ...]] = {}
    for claim in GOLD[row["id"]]:
        shared = tuple(claim.get(field) for field in ("type", "actor", "recipient", "when", "where"))
        assert seen.setdefault(claim["event"], shared) == shared


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_every_report_has_its_fields(row: dict[str, Any]) -> None:
    assert set(row) == {"id", "date", "source", "title", "lang", "text"}
    assert row["lang"] == "fr"
    assert row["title"]
    assert row["source"].startswith("Échantillon — ")
    assert 50 <= len(row["text"].split()) <= 150
    if row["date"] is not None:
        padded = f"{row['date']}-01-01"[:10] if len(row["date"]) == 4 else f"{row['date']}-01"[:10]
        date.fromisoformat(padded)


def test_the_set_is_large_and_covers_every_value() -> None:
    assert len(TEXTS) >= 60
    assert [row["id"] for row in TEXTS] == list(GOLD), "texts and gold go line by line"
    assert len(CLAIMS) >= 400
    sources = [claim["source"] for claim in CLAIMS if "source" in claim]
    assert {claim["type"] for claim in CLAIMS} == TYPES
    assert {claim["factuality"] for claim in CLAIMS} == FACTUALITY
    assert {claim["tense"] for claim in CLAIMS} == TENSES
    assert {source["stance"] for source in sources} == STANCES
    assert {source["kind"] for source in sources} == KINDS
    assert len({claim["where"]["country"] for claim in CLAIMS if "where" in claim}) >= 50
    assert sum(not claims for claims in GOLD.values()) >= 4, (
        "reports without any claim guard against invention"
    )


def test_floors_are_those_of_this_gold_set() -> None:
    recorded = json.loads(own.FLOORS.read_text(encoding="utf-8"))
    assert recorded["gold"] == own.digest(), "the gold set changed: run `python eval/set_floors.py --write`"
    for name, floor in recorded["floors"].items():
        assert 0 < floor <= recorded["measured"][name]["value"]


@pytest.fixture(scope="module")
def measured() -> dict[str, scorer.Figure]:
    try:
        return own.measured()
    except ModelError as error:
        if error.code != "M002":
            raise
        pytest.skip(f"no weights to measure: {error}")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mention_f1", "type_f1", "source_f1", "factuality", "tense"])
def test_no_figure_is_under_its_floor(measured: dict[str, scorer.Figure], name: str) -> None:
    floor = json.loads(own.FLOORS.read_text(encoding="utf-8"))["floors"][name]
    figure = measured[name]
    assert figure.value >= floor, (
        f"{name} is {figure.value:.3f} (n = {figure.n}), under its floor {floor:.3f}"
    )


TEXT = "Rome a démenti une attaque. Selon Oslo, une attaque a eu lieu."


def claim(quote: str, trigger: str, source: str | None = None, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"quote": quote, "trigger": trigger, "type": "ASSAULT"}
    found |= {"factuality": "CT+", "tense": "past"} | changes
    return found | ({"source": {"text": source}} if source else {})


DENIED = claim("démenti une attaque", "attaque", "Rome", factuality="CT-")
SAID = claim("une attaque a eu", "attaque", "Oslo")


def test_gold_scored_against_itself_is_perfect() -> None:
    coded = [{**c, "trigger": scorer.at(c, TEXT)} for c in (DENIED, SAID)]
    figures = scorer.measure({"r": TEXT}, {"r": [DENIED, SAID]}, {"r": coded})
    assert {name: f.value for name, f in figures.items()} == dict.fromkeys(figures, 1.0)
    assert [f.n for f in figures.values()] == [2, 2, 2, 2, 2]


def test_misses_and_errors_are_counted() -> None:
    coded = [
        {**SAID, "trigger": [45, 50], "type": "ACCUSE", "source": {"text": "Rome"}},
        {**SAID, "trigger": [0, 4], "source": None},
    ]
    figures = scorer.measure({"r": TEXT}, {"r": [DENIED, SAID]}, {"r": coded})
    assert figures["mention_f1"] == scorer.Figure(0.5, 2)
    assert figures["type_f1"] == scorer.Figure(0.0, 2)
    assert figures["source_f1"] == scorer.Figure(0.0, 2)
    assert figures["factuality"] == scorer.Figure(1.0, 1)


def test_a_claim_is_paired_once_and_with_the_one_that_agrees_most() -> None:
    at = list(scorer.at(SAID, TEXT))
    wrong, right = {**SAID, "trigger": at, "type": "AID"}, {**SAID, "trigger": at}
    assert scorer.pairs([SAID], [wrong, right], TEXT) == [(SAID, right)]


def test_a_report_that_was_not_coded_has_no_claims() -> None:
    figures = scorer.measure({"r": TEXT}, {"r": [SAID]}, {})
    assert figures["mention_f1"] == scorer.Figure(0.0, 1)
    assert figures["factuality"] == scorer.Figure(0.0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("le général Abdel Fattah al-Burhane", "Al-Burhane", True),
        ("une source diplomatique", "un diplomate", False),
        ("António Guterres", "Antonio Guterres", True),
        ("Washington", "Moscou", False),
    ],
)
def test_sources_agree_by_their_words(one: str, other: str, same: bool) -> None:
    assert scorer.same_source({"source": {"text": one}}, {"source": {"text": other}}) is same

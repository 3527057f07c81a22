"""Records to JSON and back: nothing is lost, nothing wrong gets in."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import ExchangeError
from sayso.exchange import json as exchange
from sayso.exchange.schema import schema
from sayso.reading import Reading
from sayso.records import Claim, Failure

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
VALIDATOR = jsonschema.Draft202012Validator(schema())


def round_trip(value: object) -> Any:
    return json.loads(exchange.dumps(value))


@settings(max_examples=60, suppress_health_check=[HealthCheck.data_too_large])
@given(claim=st.from_type(Claim))
def test_a_claim_comes_back_as_it_went(claim: Claim) -> None:
    assert exchange.claim_from_dict(round_trip(exchange.claim_to_dict(claim))) == claim


@settings(max_examples=25, suppress_health_check=[HealthCheck.data_too_large])
@given(reading=st.from_type(Reading))
def test_a_reading_comes_back_as_it_went_and_fits_the_schema(reading: Reading) -> None:
    plain = round_trip(exchange.reading_to_dict(reading))
    VALIDATOR.validate(plain)
    assert exchange.reading_from_dict(plain) == reading


def test_the_made_reading_comes_back(made: Reading) -> None:
    assert exchange.reading_from_dict(round_trip(made.to_dict())) == made
    assert [exchange.claim_from_dict(plain) for plain in made.to_dicts()] == list(made.claims)


def test_every_field_is_written_absent_ones_too(bare: Reading) -> None:
    plain = exchange.reading_to_dict(bare)
    assert list(plain) == [field.name for field in fields(Reading)]
    assert plain["report"]["title"] is None
    assert plain["claims"] == []


def test_fields_with_a_default_may_be_left_out(made: Reading) -> None:
    plain = exchange.claim_to_dict(made.claims[0])
    for name in ("mode", "contexts", "why", "confidence", "figures"):
        del plain[name]
    assert exchange.claim_from_dict(plain).confidence == 1.0


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("claims", 0, "type"), None, "Reading.claims[0].type"),
        (("claims", 0, "factuality"), "sure", "Reading.claims[0].factuality"),
        (("claims", 0, "start"), True, "Reading.claims[0].start"),
        (("claims", 0, "start"), 1.5, "Reading.claims[0].start"),
        (("claims", 0, "confidence"), float("inf"), "Reading.claims[0].confidence"),
        (("claims", 0, "actor"), "x", "Reading.claims[0].actor"),
        (("claims", 0, "typo"), 1, "Reading.claims[0].typo"),
        (("sentences", 0), [1, 2, 3], "Reading.sentences[0]"),
        (("report",), [], "Reading.report"),
        (("claims", 0, "attribution", "certain"), 1, "attribution.certain"),
    ],
)
def test_what_is_no_record_is_refused_by_name(
    made: Reading, path: tuple[Any, ...], value: object, named: str
) -> None:
    plain = exchange.reading_to_dict(made)
    place: Any = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ExchangeError) as caught:
        exchange.reading_from_dict(plain)
    assert caught.value.code == "X001"
    assert named in str(caught.value)


def test_a_missing_field_is_refused_by_name(made: Reading) -> None:
    plain = exchange.claim_to_dict(made.claims[0])
    del plain["trigger"]
    with pytest.raises(ExchangeError, match=r"Claim\.trigger \(missing\)"):
        exchange.claim_from_dict(plain)


@pytest.mark.parametrize("value", [None, 1, "x", [], [1]])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(ExchangeError):
        exchange.reading_from_dict(value)


def test_lines_and_documents_keep_failures(made: Reading, failure: Failure) -> None:
    assert json.loads(exchange.line(failure)) == {"failure": exchange.to_plain(failure)}
    whole = json.loads(exchange.document([made, failure, made]))
    assert len(whole["readings"]) == 2
    assert [f["code"] for f in whole["failures"]] == ["D002"]
    assert "\n" not in exchange.line(made)

"""The schema and the reference page are made from the records; what is published is what the code says."""

from __future__ import annotations

import json
from dataclasses import fields as dataclass_fields
from pathlib import Path

import jsonschema
import pytest

from sayso.exchange import schema as records
from sayso.exchange.convert import to_plain
from sayso.exchange.csv import header
from sayso.exchange.json import dumps
from sayso.reading import Reading
from sayso.records import Failure

DOCS = Path(__file__).parents[2] / "docs" / "reference"


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(records.schema())


def test_the_published_copy_is_current() -> None:
    """`sayso schema > docs/reference/schema.json` brings it up to date."""
    assert (DOCS / "schema.json").read_text(encoding="utf-8") == dumps(records.schema(), indent=2) + "\n"


def test_the_reference_page_is_current() -> None:
    """`sayso schema --markdown > docs/reference/records.md` brings it up to date."""
    assert (DOCS / "records.md").read_text(encoding="utf-8") == records.page()


@pytest.mark.parametrize("kind", records.classes(), ids=lambda kind: kind.__name__)
def test_every_field_is_described_and_no_other(kind: type) -> None:
    assert list(records.fields()[kind.__name__]) == [field.name for field in dataclass_fields(kind)]


def test_every_column_is_described_and_no_other() -> None:
    assert list(records.fields()["csv"]) == header()
    assert set(records.fields()) == {kind.__name__ for kind in records.classes()} | {"csv"}


def test_a_reading_fits(made: Reading) -> None:
    jsonschema.validate(json.loads(dumps(made.to_dict())), records.schema())


@pytest.mark.parametrize("field", ["factuality", "made_by", "trigger"])
def test_a_wrong_reading_does_not(made: Reading, field: str) -> None:
    plain = json.loads(dumps(made.to_dict()))
    plain["claims"][0][field] = "?"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, records.schema())


def test_a_failure_fits_its_definition(failure: Failure) -> None:
    whole = records.schema()
    jsonschema.validate(to_plain(failure), {"$defs": whole["$defs"], "$ref": "#/$defs/Failure"})

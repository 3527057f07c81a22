"""Every value of the records has a label in every interface language."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from sayso import records
from sayso.exchange.labels import LANGUAGES, labels
from sayso.exchange.marks import KINDS


@pytest.mark.parametrize("ui", LANGUAGES)
@pytest.mark.parametrize(
    ("group", "values"),
    [
        ("factuality", get_args(records.Factuality)),
        ("mark", get_args(records.Factuality)),
        ("tense", get_args(records.Tense)),
        ("stance", get_args(records.Stance)),
        ("kind", get_args(records.SourceKind)),
        ("relation", tuple(v for v in get_args(records.Relation) if v != "in")),
        ("layer", KINDS),
    ],
)
def test_every_value_has_a_label_and_no_label_is_left_over(
    ui: str, group: str, values: tuple[str, ...]
) -> None:
    assert set(labels(ui).texts[group]) == set(values)


def test_marks_of_certainty_differ_without_colour() -> None:
    marks = list(labels("en").texts["mark"].values())
    assert len(set(marks)) == len(marks)


def _keys(value: Any, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return {key for name, part in value.items() for key in _keys(part, f"{path}.{name}")}
    return {path}


def test_the_languages_have_the_same_texts() -> None:
    assert _keys(labels("en").texts) == _keys(labels("fr").texts)


@pytest.mark.parametrize("ui", LANGUAGES)
def test_event_types_are_called_by_their_model_label(ui: str) -> None:
    found = labels(ui)
    assert len(found.types) == 16
    assert found.type("NO_SUCH_TYPE") == "NO_SUCH_TYPE"


def test_another_language_falls_back_to_english() -> None:
    assert labels("xx").ui == "en"


def test_countries_have_names() -> None:
    assert labels("fr").country("LY") == "Libye"
    assert labels("en").country("ZZZ") == "ZZZ"

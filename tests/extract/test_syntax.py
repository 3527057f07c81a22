"""House words for the parser's labels."""

from __future__ import annotations

import pytest

from sayso.annotate import annotate, pipeline
from sayso.errors import DataError
from sayso.extract.syntax import grammar


def test_children_by_relation() -> None:
    doc = annotate("L'armée a bombardé la ville.", "fr")
    verb = next(t for t in doc if t.text == "bombardé")
    g = grammar("fr")
    assert [t.text for t in g.children(verb, "subject")] == ["armée"]
    assert [t.text for t in g.children(verb, "subject", "object")] == ["armée", "ville"]
    assert g.stands_as(g.children(verb, "object")[0], "subject", "object")
    assert not g.stands_as(verb, "subject")


def test_every_label_is_one_of_the_parsers() -> None:
    """A label that the parser does not know would silence a construction."""
    known = set(pipeline("fr").get_pipe("parser").labels)  # type: ignore[attr-defined]
    named = {label for labels in grammar("fr").labels.values() for label in labels}
    assert named <= known


def test_words_are_lower_case_and_parted_by_table() -> None:
    words = grammar("fr").words
    assert "qui" in words["relative.subject"]
    assert all(w == w.lower() for group in words.values() for w in group)


def test_an_unknown_relation_is_a_bug() -> None:
    doc = annotate("Oui.", "fr")
    with pytest.raises(KeyError):
        grammar("fr").children(doc[0], "no such relation")


def test_a_language_without_data() -> None:
    with pytest.raises(DataError, match="R010"):
        grammar("xx")

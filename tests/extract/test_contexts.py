"""What the matter is about."""

from __future__ import annotations

import pytest

from sayso import resources
from sayso.annotate import annotate
from sayso.extract.contexts import contexts_of


def read(text: str) -> tuple[str, ...]:
    return contexts_of(annotate(text, "fr")[:], "fr")


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("L'armée a déployé des soldats à la frontière.", "military"),
        ("L'ambassadeur a été convoqué.", "diplomatic"),
        ("Le tribunal a condamné le suspect.", "legal"),
        ("Les candidats à l'élection présidentielle débattent.", "election"),
    ],
)
def test_contexts(text: str, context: str) -> None:
    assert context in read(text)


def test_contexts_are_sorted_and_named_once() -> None:
    found = read("L'armée et les soldats de l'armée ont attaqué le tribunal et l'ambassadeur.")
    assert list(found) == sorted(set(found))


def test_nothing_speaks_for_none() -> None:
    assert read("Il fait beau.") == ()


def test_every_context_of_the_cues_is_one_of_the_model() -> None:
    known = {row["id"] for row in resources.toml("model/contexts.toml")["context"]}
    assert {row["context"] for row in resources.table("lang/fr/contexts.tsv")} <= known

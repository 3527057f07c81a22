"""What later decisions look at: lookups by offset and sentence, paths in the tree."""

from __future__ import annotations

import pytest

from sayso.annotate import annotate
from sayso.extract.page import form, path

TEXT = "L'armée a bombardé la ville mardi.\n\nSelon Ankara, des soldats ont été tués.  Le calme revient."


def test_every_character_of_a_token_leads_to_it(page) -> None:
    surveyed = page(TEXT)
    for token in surveyed.doc:
        for k in range(len(token.text)):
            assert surveyed.token_at[token.idx + k] == token.i


def test_sentences_and_paragraphs_are_numbered(page) -> None:
    surveyed = page(TEXT)
    n = len(surveyed.doc)
    assert len(surveyed.sentence_of) == len(surveyed.paragraph_of) == n
    assert surveyed.sentence_of == sorted(surveyed.sentence_of)
    where = {t.text: (surveyed.sentence_of[t.i], surveyed.paragraph_of[t.i]) for t in surveyed.doc}
    assert where["bombardé"] == (0, 0)
    assert where["tués"] == (1, 1)
    assert where["calme"] == (2, 1)


def test_tokens_of_a_stretch(page) -> None:
    surveyed = page(TEXT)
    start = TEXT.index("mardi")
    words = [t.text for t in surveyed.tokens(start, TEXT.index("Ankara") + 2)]
    assert words == ["mardi", ".", "Selon", "Ankara"]
    assert surveyed.tokens(start, start) == []
    assert surveyed.tokens(len(TEXT) + 5, len(TEXT) + 9) == []


def test_mentions_and_hits_by_place(page) -> None:
    surveyed = page(TEXT)
    assert any(m.text == "soldats" for m in surveyed.mentions_in[1])
    verb = next(t for t in surveyed.doc if t.text == "bombardé")
    weights = [hit.weight for hit in surveyed.hits_of[verb.i]]
    assert weights == sorted(weights, reverse=True)
    assert weights


@pytest.mark.parametrize(
    ("a", "b", "steps"),
    [
        ("bombardé", "armée", "nsubj_"),
        ("armée", "bombardé", "nsubj^"),
        ("armée", "ville", "nsubj^ obj_"),
        ("armée", "armée", ""),
    ],
)
def test_paths(a: str, b: str, steps: str) -> None:
    doc = annotate("L'armée a bombardé la ville mardi.", "fr")
    token = {t.text: t for t in doc}
    assert path(token[a], token[b]) == steps


def test_paths_between_sentences_and_long_ones_are_none(page) -> None:
    doc = page(TEXT).doc
    token = {t.text: t for t in doc}
    assert path(token["bombardé"], token["tués"]) is None
    assert path(token["armée"], token["ville"], longest=1) is None


def test_white_space_has_one_form(page) -> None:
    forms = {form(t) for t in page("Un mot.\n\nUn\tautre \u2028 mot.").doc}
    assert "¶" in forms
    assert not any(c.isspace() for f in forms for c in f)

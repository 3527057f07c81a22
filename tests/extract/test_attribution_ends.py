"""Reading attributions ends on every tree: a noun that is its sentence's root is its own head."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from sayso.annotate import pipeline
from sayso.extract.attribution import find_attributions


@pytest.mark.issue(1)
def test_a_preposition_before_the_root_noun() -> None:
    words = ["Selon", "source", "porte-parole", "."]
    doc = Doc(
        pipeline("fr").vocab,
        words=words,
        pos=["ADP", "NOUN", "NOUN", "PUNCT"],
        heads=[1, 2, 2, 2],
        deps=["case", "nmod", "ROOT", "punct"],
        sent_starts=[True, False, False, False],
    )
    assert [a.stance for a in find_attributions(doc)] in ([], ["reports"])

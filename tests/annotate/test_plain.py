"""A Doc in plain Python says what spaCy's says."""

from __future__ import annotations

import pytest

from sayso.annotate import annotate, pipeline, plain
from sayso.annotate.doc import Morph
from sayso.annotate.kept import kept

TEXT = (
    "L'armée n'a pas bombardé la ville, a-t-il dit mardi.\n\nSelon Ankara, 12 soldats, qui étaient partis, "
    "auraient été tués.  « Le calme revient », affirme-t-on au Caire et à Tripoli."
)
GATES = {"all": None, "some": lambda sent: "Selon" in sent.text, "none": lambda sent: False}
SAME = [
    "i",
    "idx",
    "text",
    "lower_",
    "lemma_",
    "pos_",
    "dep_",
    "shape_",
    "is_space",
    "is_punct",
    "is_alpha",
    "is_digit",
    "is_title",
    "is_sent_start",
    "lang_",
    "has_vector",
]


@pytest.fixture(params=GATES)
def both(request: pytest.FixtureRequest):
    doc = annotate(TEXT, "fr", gate=GATES[request.param])
    return doc, plain(doc)


@pytest.mark.parametrize("name", SAME)
def test_attributes_are_spacys(both, name: str) -> None:
    theirs, ours = both
    assert [getattr(t, name) for t in ours] == [getattr(t, name) for t in theirs]
    assert len(ours) == len(theirs) > 30


def test_trees_are_spacys(both) -> None:
    for theirs, ours in zip(*both, strict=True):
        assert ours.head.i == theirs.head.i
        assert [t.i for t in ours.children] == [t.i for t in theirs.children]
        assert [t.i for t in ours.subtree] == [t.i for t in theirs.subtree]
        assert [t.i for t in ours.ancestors] == [t.i for t in theirs.ancestors]
        assert ours.head.is_ancestor(ours) == theirs.head.is_ancestor(theirs)
        assert len(ours) == len(theirs)


def test_morphology_is_spacys(both) -> None:
    for theirs, ours in zip(*both, strict=True):
        assert str(ours.morph) == str(theirs.morph)
        assert list(ours.morph) == list(theirs.morph)
        assert ours.morph.to_dict() == theirs.morph.to_dict()
        for name in ("VerbForm", "Tense", "PronType", "Nothing"):
            assert ours.morph.get(name, []) == theirs.morph.get(name, [])


def test_sentences_and_spans_are_spacys(both) -> None:
    theirs, ours = both
    assert ours.text == theirs.text
    for a, b in zip(ours.sents, theirs.sents, strict=True):
        assert (a.start, a.end, a.start_char, a.end_char) == (b.start, b.end, b.start_char, b.end_char)
        assert (a.text, a.root.i, len(a), a[-1].i) == (b.text, b.root.i, len(b), b[-1].i)
        assert [t.sent.start for t in a] == [t.sent.start for t in b]
    for start, end in ((0, 0), (0, 5), (3, 9), (5, 2), (-4, 1000)):
        assert [t.i for t in ours[start:end]] == [t.i for t in theirs[start:end]]
    assert ours[2:9][1:3].text == theirs[2:9][1:3].text


def test_vectors_are_spacys(both) -> None:
    theirs, ours = both
    words = [t.i for t in ours if t.is_alpha]
    for i in words:
        assert (ours[i].vector == theirs[i].vector).all()
        for j in words[:5]:
            if ours[i].has_vector and ours[j].has_vector:
                assert ours[i].similarity(ours[j]) == theirs[i].similarity(theirs[j])


def test_a_plain_doc_is_plain_already(both) -> None:
    assert plain(both[1]) is both[1]


def test_an_empty_doc() -> None:
    ours = plain(pipeline("fr").make_doc(""))
    assert (len(ours), list(ours.sents), ours.text) == (0, [], "")


def test_a_function_of_a_token_is_asked_once() -> None:
    asked = []

    @kept
    def shout(token) -> str:
        asked.append(token.i)
        return token.text.upper()

    doc = annotate("Oui, oui.", "fr")
    ours = plain(doc)
    assert [shout(t) for t in (ours[0], ours[0], ours[2])] == ["OUI", "OUI", "OUI"]
    assert asked == [0, 2]
    assert [shout(doc[0]), shout(doc[0])] == ["OUI", "OUI"]  # spaCy's tokens keep nothing
    assert asked == [0, 2, 0, 0]


def test_words_with_the_same_features_share_them() -> None:
    a, b = (t for t in plain(annotate("Le pont et le canal", "fr")) if t.pos_ == "NOUN")
    assert isinstance(a.morph, Morph)
    assert a.morph is b.morph

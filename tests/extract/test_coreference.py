"""Anaphors: what is one, what it can mean, who decides, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.extract import coreference, naming
from sayso.extract.attribution import find_attributions
from sayso.extract.coreference import Choice, Chooser, Row
from sayso.extract.party import Identity, Mention, mentions
from sayso.extract.survey import survey
from sayso.read import from_text
from sayso.resources import PACKAGE

needs_weights = pytest.mark.skipif(
    not (PACKAGE / "model" / "weights" / "fr.coref.npz").is_file(),
    reason="the weights are not built yet: make train",
)


def by_rules(mention: Mention, choices: Sequence[Choice], rows: list[Row]) -> Choice | None:
    """A chooser without an opinion."""
    return None


def nobody(mention: Mention, choices: Sequence[Choice], rows: list[Row]) -> Choice | None:
    """A chooser to whom everybody is new."""
    return choices[-1]


def picks(name: str) -> Chooser:
    """A chooser that takes the party of a name where it is open."""

    def choose(mention: Mention, choices: Sequence[Choice], rows: list[Row]) -> Choice | None:
        return next(
            (c for c in choices if c.cluster and any(m.text == name for m in c.cluster.members)), None
        )

    return choose


def identity(text: str, chooser: Chooser | None = by_rules) -> Identity:
    doc = annotate(text, "fr")
    return Identity(doc, mentions(doc), attributions=find_attributions(doc), chooser=chooser)


def fullest(who: Identity, span: str, nth: int = 0) -> str:
    return who.fullest([m for m in who.mentions if m.text == span][nth]).text


@pytest.mark.parametrize(
    ("text", "span", "anaphor"),
    [
        ("Le juge a parlé. Il a quitté la salle.", "Il", True),
        ("Le maire a signé.", "Le maire", True),
        ("Cette organisation a protesté.", "Cette organisation", True),
        ("Un maire a signé.", "Un maire", False),
        ("Le maire Paul Rivet a signé.", "Le maire Paul Rivet", False),
        ("Les soldats sont partis.", "Les soldats", False),
        ("La Suède a signé.", "La Suède", False),
    ],
)
def test_what_is_an_anaphor(text: str, span: str, anaphor: bool) -> None:
    doc = annotate(text, "fr")
    found = next(m for m in mentions(doc) if m.text == span)
    assert coreference.is_anaphor(found) is anaphor


SEVERAL = "Paul Rivet a reçu Karim Sow à Lyon. Il a promis une aide."


@pytest.mark.parametrize("name", ["Paul Rivet", "Karim Sow"])
def test_the_chooser_decides(name: str) -> None:
    assert fullest(identity(SEVERAL, picks(name)), "Il") == name


def test_a_name_may_come_after_its_anaphor() -> None:
    text = "Il appelle au calme depuis sa prison. Dans une lettre, Karim Sow demande la paix."
    assert fullest(identity(text, picks("Karim Sow")), "Il") == "Karim Sow"


def test_a_pronoun_may_mean_nobody() -> None:
    who = identity(SEVERAL, nobody)
    assert who.cluster(next(m for m in who.mentions if m.text == "Il")) == -1


def test_a_description_may_be_somebody_new() -> None:
    text = "Le maire Paul Rivet est venu. Le préfet a parlé. Le préfet est parti."
    who = identity(text, nobody)
    found = [who.cluster(m) for m in who.mentions if m.text == "Le préfet"]
    assert found[0] != found[1]
    assert all(n >= 0 for n in found)


@pytest.mark.parametrize(
    ("text", "span", "barred"),
    [
        ("Lina Diallo a porté plainte. Le gouvernement se tait.", "Le gouvernement", "Lina Diallo"),
        ("Lina Diallo a porté plainte. Son avocat se tait.", "Son avocat", "Lina Diallo"),
        ("Emmanuel Macron est à Oslo. Le président turc est à Rome.", "Le président turc", "Emmanuel Macron"),
        ("Lina Diallo a porté plainte. Ils se taisent.", "Ils", "Lina Diallo"),
    ],
)
def test_what_grammar_and_sense_rule_out(text: str, span: str, barred: str) -> None:
    offered: list[str] = []

    def choose(mention: Mention, choices: Sequence[Choice], rows: list[Row]) -> Choice | None:
        if mention.text == span:
            offered.extend(m.text for c in choices if c.cluster for m in c.cluster.members)
        return None

    identity(text, choose)
    assert barred not in offered


def test_every_choice_has_a_row_and_somebody_new_is_last() -> None:
    seen = 0

    def choose(mention: Mention, choices: Sequence[Choice], rows: list[Row]) -> Choice | None:
        nonlocal seen
        seen += 1
        assert len(choices) == len(rows)
        assert choices[-1].cluster is None
        assert all(rows)
        return None

    identity(SEVERAL, choose)
    assert seen == 1


def test_members_stay_in_text_order_and_numbers_too() -> None:
    text = "Il se tait. Le maire Paul Rivet est venu. Il a parlé. Karim Sow écoute. Rivet est parti."
    who = identity(text, picks("Le maire Paul Rivet"))
    members = who.members(who.mentions[0])
    assert [m.start for m in members] == sorted(m.start for m in members)
    firsts = [c.members[0].start for c in who.clusters]
    assert firsts == sorted(firsts)
    assert [c.number for c in who.clusters] == list(range(len(firsts)))


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("« Je me réjouis », a-t-il déclaré.", True),
        ("Y a-t-il un accord ? Reste-t-il un espoir ?", False),
        ("A-t-il fallu céder ?", False),
        ("Il faut partir. Il y a un accord.", False),
    ],
)
def test_an_inverted_pronoun_is_heard_an_impersonal_one_is_not(text: str, heard: bool) -> None:
    found = [m for m in mentions(annotate(text, "fr")) if m.text.lower() == "il"]
    assert bool(found) is heard


def test_the_speaker_of_a_quotation() -> None:
    text = "Paul Rivet est arrivé à Lyon. « Nous voulons la paix », a déclaré Paul Rivet."
    page = survey(from_text(text, lang="fr"))
    said = next(a for a in page.attributions if a.source is not None)
    speaker = next(m for m in page.mentions if m.text == "Paul Rivet")
    assert said.source is not None
    teller = naming.teller_at(page, said.source)
    assert teller is not None
    assert page.identity.cluster(teller) == page.identity.cluster(speaker)


@given(
    st.lists(
        st.sampled_from(
            [
                "Il",
                "elle",
                ".",
                "Paul",
                "Rivet",
                "le",
                "maire",
                "dit",
                "que",
                "«",
                "»",
                ",",
                "ils",
                "ce",
                "dernier",
            ]
        ),
        max_size=25,
    )
)
@example(["dit", "que", "Rivet", "Il"])  # a content that ends with the text
@settings(max_examples=25)
def test_any_words_whoever_decides(words: list[str]) -> None:
    text = " ".join(words)
    for chooser in (None, by_rules, nobody):
        who = identity(text, chooser)
        for mention in who.mentions:
            assert mention in who.members(mention)


def test_unparsed_sentences() -> None:
    doc = annotate("Paul Rivet est venu. Il a parlé. Le maire est parti.", "fr")
    for token in doc:
        token.dep_, token.pos_ = "unparsed", ""
    found = mentions(doc)
    assert Identity(doc, found, chooser=by_rules).clusters


@needs_weights
@pytest.mark.parametrize(
    ("text", "span", "means"),
    [
        (
            "Le ministre Paul Rivet est arrivé à Lyon. « Nous tiendrons parole », a-t-il déclaré.",
            "il",
            "Le ministre Paul Rivet",
        ),
        (
            "La députée Lina Diallo a visité le port. Elle a critiqué le gouvernement.",
            "Elle",
            "La députée Lina Diallo",
        ),
    ],
)
def test_what_the_weights_say(text: str, span: str, means: str) -> None:
    assert fullest(identity(text, None), span) == means


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Le Hamas nie les faits. Le quotidien les affirme.", "Le quotidien", "Le Hamas"),  # no outlet
        ("Karim Sow se tait. L'entourage de Karim Sow parle.", "L'entourage de Karim Sow", "Karim Sow"),
    ],
)
def test_what_is_no_choice(text: str, span: str, name: str) -> None:
    assert fullest(identity(text, picks(name)), span) == span

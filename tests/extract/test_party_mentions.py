"""Which stretches of a report are mentions, parsed and unparsed."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.annotate import annotate
from sayso.extract.party import Identity, Mention, mentions


@functools.cache
def parsed(text: str) -> Doc:
    return annotate(text, "fr")


@functools.cache
def unparsed(text: str) -> Doc:
    return annotate(text, "fr", gate=lambda sent: False)


def found(doc: Doc) -> dict[str, Mention]:
    return {m.text: m for m in mentions(doc)}


CASES = [
    ("Le président Emmanuel Macron a reçu mardi ses conseillers.", "Le président Emmanuel Macron", "name"),
    ("Selon Ahmet Yilmaz, la ville est calme.", "Ahmet Yilmaz", "name"),
    ("Le parquet salue le travail du général Moussa ag Bilal.", "général Moussa ag Bilal", "name"),
    ("La police afghane a fouillé trois villages.", "La police afghane", "organisation"),
    ("Les manifestants ont quitté la place.", "Les manifestants", "crowd"),
    ("Une centaine de réfugiés syriens attendent au port.", "Une centaine de réfugiés syriens", "crowd"),
    (
        "Le ministre de l'Intérieur et de la Sécurité Karim Sow a démissionné.",
        "Le ministre de l'Intérieur et de la Sécurité Karim Sow",
        "name",
    ),
    (
        "Le groupe Etat islamique (EI) a revendiqué l'attaque.",
        "Le groupe Etat islamique (EI)",
        "group",
    ),
    ("L'ONU et l'Union africaine condamnent ces tirs.", "L'ONU", "organisation"),
    ("Le Kremlin dément toute ingérence.", "Le Kremlin", "seat"),
    ("Washington et Téhéran négocient depuis lundi.", "Téhéran", "seat"),
    ("Les Américains quittent la base.", "Les Américains", "demonym"),
    ("La Turquie ferme sa frontière.", "La Turquie", "country"),
    ('Le collectif "Rives Libres" appelle à marcher.', 'Le collectif "Rives Libres"', "organisation"),
    (
        "Un communiqué de la présidence confirme la visite.",
        "Un communiqué de la présidence",
        "document",
    ),
]


@pytest.mark.parametrize(("text", "span", "kind"), CASES)
def test_mention_of_a_parsed_sentence(text: str, span: str, kind: str) -> None:
    assert span in found(parsed(text))
    assert found(parsed(text))[span].kind == kind


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Le ministre turc Ahmet Yilmaz a parlé.", "Le ministre turc Ahmet Yilmaz"),
        ("L'Otan a frappé la police afghane.", "la police afghane"),
        ("Selon Vladimir Poutine, le Hezbollah recule.", "le Hezbollah"),
        ("Plusieurs policiers ont vu M. Karim Sow.", "M. Karim Sow"),
    ],
)
def test_mention_of_an_unparsed_sentence(text: str, span: str) -> None:
    assert span in found(unparsed(text))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Il faut partir.", "Il"),
        ("Il y a trois blessés.", "Il"),
        ("La situation est tendue à Paris.", "Paris"),
        ("Le monde entier regarde.", "Le monde"),
        ("Cependant la nuit tombe.", "Cependant"),
        ("Il part à la retraite lundi.", "la retraite"),
        ("Au cours de la visite, il a souri.", "cours de la visite"),
        ("Maurice Leroux a signé.", "Maurice"),
        ("Il est poursuivi pour association de malfaiteurs.", "association de malfaiteurs"),
        ("LE MAIRE A TENU COMPTE DE NOTRE AVIS.", "TENU COMPTE DE NOTRE AVIS"),
    ],
)
def test_no_mention(text: str, span: str) -> None:
    assert span not in found(parsed(text))


def test_words_that_the_web_glued_together_are_parted() -> None:
    assert "Emmanuel Macron" in found(parsed("L'entretien avec Emmanuel MacronÀ l'Elysée, le calme revient."))


def test_the_name_after_a_complement_is_the_complement_s() -> None:
    some = found(parsed("La mère du gendarme Karim Sow a témoigné."))
    assert some["gendarme Karim Sow"].name == "Karim Sow"
    assert some["La mère du gendarme Karim Sow"].name is None


def test_offsets_are_code_points_and_heads_are_inside() -> None:
    text = "🕊 L'envoyé spécial de l'ONU, Ghassan Salamé, a rencontré « les chefs rebelles »."
    doc = parsed(text)
    for mention in mentions(doc):
        assert text[mention.start : mention.end] == mention.text
        head = doc[mention.head]
        assert mention.start - 1 <= head.idx < mention.end


@settings(max_examples=60)
@given(st.text(alphabet="LlEeaAàÉ'’ -.,()«»\"\nONU Macrondelpi", max_size=120))
def test_any_text_is_read(text: str) -> None:
    doc = unparsed.__wrapped__(text)
    some = mentions(doc)
    identity = Identity(doc, some)
    for mention in some:
        assert text[mention.start : mention.end] == mention.text
        assert identity.fullest(mention).text


def test_an_order_that_opens_a_sentence_is_no_name() -> None:
    assert "Laissez" not in found(parsed("Laissez les enfants partir, a dit le maire."))
    assert "Sanchez" in found(parsed("Sanchez a reçu le maire. Le maire a salué Sanchez."))

"""Who is who within a report."""

import functools

import pytest

from sayso.annotate import annotate
from sayso.extract.party import Identity, Mention, mentions


@functools.cache
def identity(text: str) -> Identity:
    doc = annotate(text, "fr")
    return Identity(doc, mentions(doc))


def mention(text: str, span: str, nth: int = 0) -> Mention:
    return [m for m in identity(text).mentions if m.text == span][nth]


SAME = [
    ("Le maréchal Haftar avance. Khalifa Haftar promet la paix.", "Le maréchal Haftar", "Khalifa Haftar"),
    ("Karim Sow est revenu. Selon M. Sow, tout va bien.", "Karim Sow", "M. Sow"),
    (
        "Le Mouvement des pêcheurs libres (MPL) proteste. Le MPL demande un rendez-vous.",
        "Le Mouvement des pêcheurs libres (MPL)",
        "Le MPL",
    ),
    ("Lina Diallo, cheffe du parti vert, a parlé.", "Lina Diallo", "cheffe du parti vert"),
    ("Le préfet de la Drôme, Paul Rivet, a parlé.", "Paul Rivet", "Le préfet de la Drôme"),
    (
        "Le ministre Karim Sow est arrivé. Le ministre a salué la foule.",
        "Le ministre Karim Sow",
        "Le ministre",
    ),
    ("Emmanuel Macron arrive à Dakar. Le chef de l'Etat y restera.", "Emmanuel Macron", "Le chef de l'Etat"),
    ("Le Hamas a tiré. Selon un témoin, le Hamas se replie.", "Le Hamas", "le Hamas"),
]


@pytest.mark.parametrize(("text", "one", "other"), SAME)
def test_one_party(text: str, one: str, other: str) -> None:
    who = identity(text)
    assert who.cluster(mention(text, one)) == who.cluster(mention(text, other))


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Karim Sow salue Lina Sow.", "Karim Sow", "Lina Sow"),
        ("La police turque aide la police grecque.", "La police turque", "la police grecque"),
        (
            "La ministre Anne Roy arrive. Le juge, Marc Petit, sort. Anne Roy parle.",
            "La ministre Anne Roy",
            "Marc Petit",
        ),
    ],
)
def test_two_parties(text: str, one: str, other: str) -> None:
    who = identity(text)
    assert who.cluster(mention(text, one)) != who.cluster(mention(text, other))


def test_the_fullest_mention_of_a_pronoun_is_the_name() -> None:
    text = "Karim Sow a quitté Dakar hier. Il a promis de revenir."
    assert identity(text).fullest(mention(text, "Il")).text == "Karim Sow"


def test_a_plural_pronoun_takes_a_plural() -> None:
    text = "Les insurgés ont repoussé Karim Sow. Ils tiennent le pont."
    assert identity(text).fullest(mention(text, "Ils")).text == "Les insurgés"


def test_two_countries() -> None:
    text = "La Turquie et la Grèce négocient. Les deux pays espèrent un accord."
    both = identity(text).antecedents(mention(text, "Les deux pays"))
    assert [m.text for m in both] == ["La Turquie", "la Grèce"]


def test_two_people() -> None:
    text = "Karim Sow a reçu Marc Petit. Les deux hommes ont signé."
    both = identity(text).antecedents(mention(text, "Les deux hommes"))
    assert [m.text for m in both] == ["Karim Sow", "Marc Petit"]


def test_nobody_to_sum_up() -> None:
    text = "Les deux hommes ont signé."
    assert identity(text).antecedents(mention(text, "Les deux hommes")) == ()


def test_names_in_a_list_know_their_noun() -> None:
    text = "Deux journalistes, Paul Rivet et Anne Roy, ont été arrêtés."
    listed = identity(text).listed(mention(text, "Anne Roy"))
    assert listed is not None
    assert listed.text == "Deux journalistes"

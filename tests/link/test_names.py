from __future__ import annotations

import pytest

from sayso.link.actors import Named, group
from sayso.link.names import alike, proper_name, who
from sayso.link.posts import Held, Use, holder_of


@pytest.mark.parametrize(
    ("name", "key", "post"),
    [
        ("le maréchal Haftar", "khalifa haftar", None),
        ("Nations unies", "onu", None),
        ("le ministre de l'Intérieur Karim Dupontel", "karim dupontel", None),
        ("le chef d'Africom", "chef africom", "chef"),
        ("l'administration de Donald Trump", "administr donald trump", "administr"),
        ("Des milliers de manifestants", "milliers de manifestants", None),
    ],
)
def test_what_a_name_is_known_by(name: str, key: str, post: str | None) -> None:
    found = who(name)
    assert (found.key, found.post) == (key, post)


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("Haftar", "le maréchal Khalifa Haftar", 1.0, 1.0),
        ("Karim Dupontel", "Dupontel", 0.9, 0.9),
        ("Karim Dupontel", "Julie Dupontel", -1.0, -0.5),
        ("Karim Dupontel", "Marc Lévesque", -1.0, -0.9),
        ("la Grèce", "Athènes", 1.0, 1.0),
        ("le chef d'Africom", "Africom", -0.4, 0.6),
    ],
)
def test_how_alike_names_are(a: str, b: str, least: float, most: float) -> None:
    assert least <= alike(who(a), who(b)) <= most
    assert alike(who(a), who(b)) == alike(who(b), who(a))


def test_short_forms_go_to_the_one_full_name_and_homonyms_stay_apart() -> None:
    full = Named(key="karim dupontel", name="Karim Dupontel", code="FRAGOV")
    short = Named(key="dupontel", name="Dupontel", code="FRAGOV")
    other = Named(key="julie dupontel", name="Julie Dupontel", code="FRAPTY")
    abroad = Named(key="julie dupontel", name="Julie Dupontel", code="BELPTY")
    assert group([full, short])["dupontel"] == ("karim dupontel", "short_form")
    assert group([full, short, other])["dupontel"] == ("dupontel", "own_name")
    assert group([full, short, abroad])["dupontel"] == ("karim dupontel", "short_form")


AFRICOM = "chef du commandement américain pour l'Afrique, Africom"


def test_a_post_finds_its_holder_of_that_time_and_no_successor() -> None:
    held = [
        Held("chef|africom", 24_220, "thomas waldhauser", "Thomas Waldhauser", "USA", "chef d'Africom"),
        Held("chef|africom", 24_260, "stephen townsend", "Stephen Townsend", "USA", "chef d'Africom"),
    ]
    known = {"chef|africom": held}
    assert holder_of(Use(AFRICOM, "USA", 24_222, ("chef|africom",)), known) == "Thomas Waldhauser"
    assert holder_of(Use(AFRICOM, "USA", 24_262, ("chef|africom",)), known) == "Stephen Townsend"
    assert holder_of(Use(AFRICOM, "USA", 24_240, ("chef|africom",)), known) is None
    assert holder_of(Use(AFRICOM, "FRA", 24_222, ("chef|africom",)), known) is None
    assert holder_of(Use("le chef adjoint d'Africom à Stuttgart", "USA", 24_222, ("chef|africom",)), known)


def test_two_holders_resolve_nothing() -> None:
    held = [Held("chef|x", 5, name, name, "UNK", "chef de X") for name in ("a", "b")]
    assert holder_of(Use("le chef de X", "UNK", 5, ("chef|x",)), {"chef|x": held}) is None


@pytest.mark.parametrize("mention", ["La police", "Un homme de 34 ans", "Du personnel", "Une femme"])
def test_an_article_with_a_capital_is_no_name(mention: str) -> None:
    assert proper_name(mention) == ""


@pytest.mark.parametrize(("mention", "name"), [("Un Boeing", "Boeing"), ("La Poste", "La Poste")])
def test_a_name_may_begin_with_an_article(mention: str, name: str) -> None:
    assert proper_name(mention) == name

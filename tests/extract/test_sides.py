"""Parties of a shared act: what only restates a side is left out, what is a side of its own is kept."""

from __future__ import annotations

import pytest

from sayso.extract.explain import Named
from sayso.extract.page import Page
from sayso.extract.reach import Candidate
from sayso.extract.roles import Cast
from sayso.extract.sides import each_once
from sayso.records import Party


def parties(page: Page, *coded: tuple[str, str]) -> list[Named]:
    """Mentions of a page as parties, by their words, with a code."""
    out = []
    for words, code in coded:
        m = next(m for m in page.mentions if m.text == words)
        party = Party(
            start=m.start, end=m.end, text=words, name=words, name_start=m.start, name_end=m.end, code=code
        )
        out.append(Named(party, Cast(Candidate(page.identity.cluster(m), m), 1.0, 0.0), ()))
    return out


def names(found: list[Named]) -> list[str]:
    return [n.party.name for n in found]


PEOPLES = (
    "Le maréchal Haftar a reçu la délégation. La rencontre entre Américains et Libyens a duré une heure."
)


def test_a_people_beside_somebody_of_its_country_is_no_further_party(page) -> None:
    own = parties(
        page(PEOPLES), ("Le maréchal Haftar", "LBYMIL"), ("Américains", "USAGOV"), ("Libyens", "LBYGOV")
    )
    assert names(each_once(page(PEOPLES), own)) == ["Le maréchal Haftar", "Américains"]


def test_a_people_at_home_is_a_side_of_its_own(page) -> None:
    own = parties(page(PEOPLES), ("Le maréchal Haftar", "LBYMIL"), ("Libyens", "LBYCVL"))
    assert len(each_once(page(PEOPLES), own)) == 2


def test_a_people_of_another_country_is_a_party(page) -> None:
    own = parties(page(PEOPLES), ("Le maréchal Haftar", "LBYMIL"), ("Américains", "USAGOV"))
    assert names(each_once(page(PEOPLES), own)) == ["Le maréchal Haftar", "Américains"]


POST = "le chef du commandement américain pour l'Afrique"


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        (", Africom.", [POST]),
        (", Africom et l'Otan.", [POST, "Africom"]),
        (" et Africom.", [POST, "Africom"]),
    ],
)
def test_the_name_of_the_body_behind_a_post_is_no_further_party(page, rest: str, kept: list[str]) -> None:
    surveyed = page(f"Le maréchal Haftar a rencontré mercredi {POST}{rest}")
    own = parties(surveyed, (POST, "USAMIL"), ("Africom", "USAMIL"))
    assert names(each_once(surveyed, own)) == kept


def test_a_body_of_another_code_is_a_party(page) -> None:
    surveyed = page(f"Le maréchal Haftar a rencontré mercredi {POST}, Africom.")
    own = parties(surveyed, (POST, "USAMIL"), ("Africom", "FRAMIL"))
    assert len(each_once(surveyed, own)) == 2

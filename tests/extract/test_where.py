"""Places in whole reports: found, kept apart from names that only look alike, resolved, placed."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.extract.where import country_of, find_places, is_locative
from sayso.records import Where

BLANK = spacy.blank("fr")


def places(text: str, *, parsed: bool = False, home: str | None = None) -> list[Where]:
    return find_places(annotate(text, "fr") if parsed else BLANK(text), home=home)


def short(text: str, **kw: bool) -> list[tuple[str, str | None]]:
    return [(where.text, where.country) for where in places(text, **kw)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Des tirs ont été entendus à Benghazi.", [("Benghazi", "LY")]),
        ("Une réunion s'est tenue en Libye.", [("Libye", "LY")]),
        ("Le convoi a quitté Ras Lanouf pour Brega.", [("Ras Lanouf", "LY"), ("Brega", "LY")]),
        ("La raffinerie est à l'arrêt à Zaouïa.", [("Zaouïa", "LY")]),
        ("Deux casques bleus ont péri en RDC.", [("RDC", "CD")]),
        ("Des moines ont défilé en Birmanie.", [("Birmanie", "MM")]),
        ("Le sommet s'est ouvert à Pékin.", [("Pékin", "CN")]),
        ("Le tribunal siège à La Haye.", [("La Haye", "NL")]),
        ("Un policier a été blessé en Seine-Saint-Denis.", [("Seine-Saint-Denis", "FR")]),
        ("Des perquisitions ont eu lieu dans l'Aisne.", [("Aisne", "FR")]),
        ("L'armée avance au Cachemire et au Xinjiang.", [("Cachemire", "IN"), ("Xinjiang", "CN")]),
        ("Les rebelles tiennent Idleb et Afrine.", [("Idleb", "SY"), ("Afrine", "SY")]),
        ("Il a été reçu à l'Elysée.", [("Elysée", "FR")]),
        ("La foule occupe la place Tahrir.", [("place Tahrir", "EG")]),
        ("Trois suspects ont été arrêtés à l'aéroport de Zaventem.", [("aéroport de Zaventem", "BE")]),
        ("Un soldat a été tué dans la province de Helmand.", [("province de Helmand", "AF")]),
    ],
)
def test_a_place_is_found_and_resolved(text: str, expected: list[tuple[str, str]]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "M. Paris a refusé de répondre.",
        "Jean Valence a refusé de répondre.",
        "Le Parisien l'avait annoncé.",
        "Le New York Times l'avait annoncé.",
        "Les militants pro-Kiev ont défilé.",
        "Bon nombre de députés ont voté contre.",
        "Tours de vis et promesses : le plan divise.",
        "François Hollande a pris la parole.",
        "Nous avons signé l'accord de Paris.",
        "L'Observatoire a publié un bilan.",
        "Il a parlé à la place de Dupontel.",
        "Les forces d'Al-Qaïda en Irak ont revendiqué l'attaque.",
    ],
)
def test_what_only_looks_like_a_place_is_left_out(text: str) -> None:
    assert short(text) == []


def test_a_capital_that_speaks_is_its_government() -> None:
    assert short("Moscou a démenti ces accusations.", parsed=True) == []
    assert short("Le ministre est arrivé à Moscou.", parsed=True) == [("Moscou", "RU")]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("La milice est entrée dans Tripoli, au Liban.", "LB"),
        ("Le gouvernement libyen siège à Tripoli.", "LY"),
        ("Une bombe a explosé à Valence (Espagne).", "ES"),
        ("Le préfet s'est rendu à Valence.", "FR"),
        ("La réunion de l'AIEA a lieu à Vienne.", "AT"),
        ("Des heurts ont éclaté à Saint-Denis.", "FR"),
        ("Le Congo a envoyé une délégation à Kinshasa.", "CD"),
        ("Le Congo a envoyé une délégation à Genève.", "CG"),
    ],
)
def test_the_report_decides_between_namesakes(text: str, country: str) -> None:
    assert places(text)[0].country == country


@pytest.mark.parametrize(
    ("text", "relation", "km"),
    [
        ("La base se trouve à l'est de Benghazi.", "east_of", None),
        ("Un drone est tombé à 20 km au sud de Benghazi.", "south_of", 20.0),
        ("Un drone est tombé à une vingtaine de kilomètres au nord de Bagdad.", "north_of", 20.0),
        ("Un drone est tombé à 4,5 km à l'ouest de Bagdad.", "west_of", 4.5),
        ("Un charnier a été découvert à 30 kilomètres de Mossoul.", "near", 30.0),
        ("Le navire a sombré au large de Lampedusa.", "off", None),
        ("Des tirs ont retenti près d'Alep.", "near", None),
        ("Des tirs ont retenti aux environs de Damas.", "near", None),
        ("Des tirs ont retenti à proximité de Damas.", "near", None),
        ("Les colonnes font route vers Raqqa.", "to", None),
        ("Ils sont rentrés depuis Gao.", "from", None),
        ("Des combats ont éclaté entre Lyon et Grenoble.", "between", None),
        ("Ils ont franchi la frontière entre le Mali et le Niger.", "between", None),
        ("Ils ont franchi la frontière turco-syrienne.", "between", None),
        ("Le canot dérivait au large des côtes libyennes.", "off", None),
        ("Des combats ont éclaté dans le nord de la Syrie.", "in", None),
    ],
)
def test_a_relation_is_read(text: str, relation: str, km: float | None) -> None:
    (where,) = places(text)
    assert (where.relation, where.distance_km) == (relation, km)
    assert where.region is not None


def test_a_side_moves_the_centre() -> None:
    (town,) = places("La base est à Benghazi.")
    (east,) = places("La base est à l'est de Benghazi.")
    (far,) = places("La base est à 100 km à l'est de Benghazi.")
    assert town.region
    assert east.region
    assert far.region
    assert town.region.lon < east.region.lon < far.region.lon
    assert far.region.lon - town.region.lon == pytest.approx(1.06, abs=0.02)  # 100 km at 32° north
    assert far.region.radius_km < 50


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Des raids ont visé le nord-est de la Syrie.", "nord-est de la Syrie", "SY"),
        ("Des raids ont visé le Nord-Est syrien.", "Nord-Est syrien", "SY"),
        ("Des raids ont visé l'Est libyen.", "Est libyen", "LY"),
        ("Des raids ont visé l'extrême nord du Cameroun.", "extrême nord du Cameroun", "CM"),
        ("Ils sont entrés sur le territoire ukrainien.", "territoire ukrainien", "UA"),
    ],
)
def test_a_part_of_a_country_is_a_region(text: str, words: str, country: str) -> None:
    (where,) = places(text)
    assert (where.text, where.country) == (words, country)
    assert where.precision in ("region", "country")


def test_the_verb_est_is_no_direction() -> None:
    assert places("Le suspect est syrien.") == []


def test_a_bracket_belongs_to_the_town() -> None:
    (where,) = places("Une école a été évacuée à La Baule (Loire-Atlantique).")
    assert where.text == "La Baule (Loire-Atlantique)"
    assert where.precision == "city"


def test_a_noun_makes_a_place_of_an_unknown_name() -> None:
    alep, village = places("Près d'Alep, le village de Kafr Zabounia a été pris.")
    assert (village.text, village.country, village.region) == ("Kafr Zabounia", "SY", None)
    assert alep.country == "SY"


def test_other_transliterations_meet() -> None:
    found = short("En Russie, un dépôt a brûlé dans la ville de Tchélyabinsque.")
    assert found == [("Russie", "RU"), ("Tchélyabinsque", "RU")]


def test_capitals_are_read_like_any_text() -> None:
    assert short("ATTENTAT A BENGHAZI, EN LIBYE") == [("BENGHAZI", "LY"), ("LIBYE", "LY")]


def test_an_arrondissement_belongs_to_its_town() -> None:
    found = short("Un immeuble s'est effondré dans le 3e arrondissement de Marseille.")
    assert found == [("3e arrondissement", "FR"), ("Marseille", "FR")]


@pytest.mark.parametrize(
    ("text", "locative"),
    [
        ("Il vit en Libye.", True),
        ("Il vit à Paris.", True),
        ("FUSILLADE A PARIS", True),
        ("Il vit dans le village de Douma.", True),
        ("Le maire du village de Douma proteste.", False),
        ("Une fusillade (Etats-Unis) a fait deux morts.", True),
        ("Des sanctions contre l'Iran sont prêtes.", False),
        ("La Libye proteste.", False),
    ],
)
def test_locative_mentions_are_told_from_the_rest(text: str, locative: bool) -> None:
    doc = BLANK(text)
    assert is_locative(doc, find_places(doc)[0]) is locative


@pytest.mark.parametrize(
    ("name", "report", "country"),
    [
        ("la Libye", (), "LY"),
        ("Benghazi", (), "LY"),
        ("Tripoli", ("LB",), "LB"),
        ("le Kremlin", (), "RU"),
        ("l'Aude", (), "FR"),
        ("Qwxzt", (), None),
    ],
)
def test_country_of_a_name(name: str, report: tuple[str, ...], country: str | None) -> None:
    assert country_of(name, report) == country


def test_mentions_are_in_order_and_point_at_their_words() -> None:
    text = "À Paris, puis à Londres (Royaume-Uni), enfin près d'Alep, en Syrie, entre Syrte et Misrata."
    found = places(text)
    assert all(text[where.start : where.end] == where.text for where in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


PIECES = st.sampled_from(
    [
        "Paris",
        "Benghazi",
        "à",
        "de",
        "du",
        "l'",
        "d'",
        "(",
        ")",
        "-",
        ",",
        ".",
        "entre",
        "et",
        "le",
        "la",
        "nord",
        "est",
        "frontière",
        "turco",
        "syrienne",
        "20",
        "km",
        "A",
        "Syrie",
        "Saint",
        "Denis",
        "village",
        "place",
        "Tahrir",
        "3e",
        "arrondissement",
        "au",
        "large",
        "côtes",
        "libyennes",
        "«",
        "»",
        "\n",
    ]
)


@settings(max_examples=150)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join)
    )
)
def test_no_text_is_too_strange(text: str) -> None:
    found = find_places(BLANK(text))
    assert all(text[where.start : where.end] == where.text for where in found)
    assert all(one.end <= two.start for one, two in pairwise(found))

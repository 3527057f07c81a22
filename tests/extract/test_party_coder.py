"""Codes, their reasons, posts and kinds of source."""

import functools
import re
from pathlib import Path

import pytest

from sayso import resources
from sayso.annotate import annotate
from sayso.extract.party import Coder, Identity, Mention, home_country, mentions, posts, source_kind
from sayso.extract.party.coder import WHOLE
from sayso.extract.party.lexicon import lexicon


@functools.cache
def identity(text: str) -> Identity:
    doc = annotate(text, "fr")
    return Identity(doc, mentions(doc))


def mention(text: str, span: str) -> Mention:
    return next(m for m in identity(text).mentions if m.text == span)


def code(text: str, span: str, *, home: str | None = None, published: str | None = None) -> str:
    return Coder().code(mention(text, span), identity(text), home=home, published=published).code


CODES = [
    ("La police afghane a tiré.", "La police afghane", "AFGCOP"),
    ("L'armée nationale libyenne avance.", "L'armée nationale libyenne", "LBYMIL"),
    ("Le Kremlin dément.", "Le Kremlin", "RUSGOV"),
    ("Daech recule.", "Daech", "INTREB"),
    ("Le porte-parole du Hamas menace.", "Le porte-parole du Hamas", "PSEREB"),
    ("L'ONU appelle au calme.", "L'ONU", "IGOUNO"),
    ("Le secrétaire général de l'Otan est arrivé.", "Le secrétaire général de l'Otan", "IGONAT"),
    ("Amnesty International dénonce ces tirs.", "Amnesty International", "NGO"),
    ("Le directeur de la CIA est parti.", "Le directeur de la CIA", "USASPY"),
    ("Des responsables kurdes de Syrie menacent.", "Des responsables kurdes de Syrie", "SYRREB"),
    ("La justice espagnole enquête.", "La justice espagnole", "ESPJUD"),
    ("Des députés britanniques protestent.", "Des députés britanniques", "GBRLEG"),
    ("L'ancien ministre italien Carlo Bianchi accuse.", "L'ancien ministre italien Carlo Bianchi", "ITAPTY"),
    ("Carlo Bianchi, ambassadeur d'Italie à Tripoli, accuse.", "Carlo Bianchi", "ITAGOV"),
    ("Les gouvernements de l'Union européenne cèdent.", "Les gouvernements de l'Union européenne", "INTGOV"),
    ("Des hommes armés ont attaqué un village.", "Des hommes armés", "UNKREB"),
    ("Les journalistes turcs Ali Ak et Can Oz sont libres.", "Can Oz", "TURMED"),
    ("Le médecin militaire français est mort.", "Le médecin militaire français", "FRAMIL"),
]


@pytest.mark.parametrize(("text", "span", "expected"), CODES)
def test_code(text: str, span: str, expected: str) -> None:
    assert code(text, span) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2013-03-01", "FRAGOV"),
        ("2017-04", "FRAGOV"),
        ("2018-01-15", "FRAPTY"),
        ("2011", "FRAPTY"),
        (None, "FRAGOV"),
    ],
)
def test_people_are_coded_by_the_date(published: str | None, expected: str) -> None:
    assert code("François Hollande a parlé.", "François Hollande", published=published) == expected


def test_bare_nouns_take_the_country_of_the_report() -> None:
    text = "A Bogota, la police a dispersé des manifestants. Le gouvernement colombien s'explique."
    assert home_country(annotate(text, "fr")) == "COL"
    assert code(text, "la police", home="COL") == "COLCOP"


def test_no_country_is_made_up() -> None:
    text = "La police a dispersé des manifestants."
    assert home_country(annotate(text, "fr")) is None
    assert code(text, "La police") == "UNKCOP"


def test_the_envoy_is_not_of_the_country_he_is_sent_to() -> None:
    text = "Les Etats-Unis rappellent Paul Stone, ambassadeur à Tripoli. La Libye regrette."
    assert code(text, "Paul Stone", home="LBY") == "USAGOV"


def test_two_countries_are_int() -> None:
    text = "La Turquie et la Grèce négocient. Les deux pays espèrent un accord."
    assert code(text, "Les deux pays") == "INTGOV"


def test_the_reasons_name_rows() -> None:
    text = "La police afghane a tiré."
    why = Coder().code(mention(text, "La police afghane"), identity(text), home=None, published=None).why
    assert len(why) == 2
    assert all(re.match(r"\w+\.tsv:\d+ ", w) for w in why)


@pytest.mark.parametrize(
    ("text", "span", "kind"),
    [
        ("Selon des sources militaires, le pont est pris.", "des sources militaires", "unnamed"),
        ("Selon un diplomate, le pont est pris.", "un diplomate", "unnamed"),
        ("Selon des habitants, le pont est pris.", "des habitants", "unnamed"),
        ("Selon Karim Sow, le pont est pris.", "Karim Sow", "named"),
        ("Selon le gouvernement, le pont est pris.", "le gouvernement", "named"),
        ("Selon la chaîne américaine CNN, le pont est pris.", "la chaîne américaine CNN", "outlet"),
        ("Selon l'AFP, le pont est pris.", "l'AFP", "outlet"),
        ("Selon un rapport de l'ONU, le pont est pris.", "un rapport de l'ONU", "document"),
        ("Selon un sondage, le pont est populaire.", "un sondage", "document"),
        ("Washington annonce un retrait.", "Washington", "named"),
    ],
)
def test_kind_of_a_source(text: str, span: str, kind: str) -> None:
    assert source_kind(mention(text, span), identity(text)) == kind


def test_posts() -> None:
    text = (
        "Le ministre de la Justice Karim Sow a vu Anne Roy, cheffe de la police. L'ex-juge Marc Petit aussi."
    )
    doc = annotate(text, "fr")
    given = posts(doc, identity(text), "2019-05")
    assert [(p.name, p.post) for p in given] == [
        ("Karim Sow", "Le ministre de la Justice"),
        ("Anne Roy", "cheffe de la police"),
    ]
    assert {p.as_of for p in given} == {"2019-05"}


@pytest.mark.parametrize("table", ["people", "groups", "organisations"])
def test_every_code_is_one_of_the_guide(table: str) -> None:
    rows = resources.table(f"lang/fr/{table}.tsv")
    assert len(rows) >= {"people": 900, "groups": 150, "organisations": 900}[table]
    assert [r["_at"] for r in rows if not WHOLE.match(r["code"])] == []


@pytest.mark.parametrize(
    "table", ["people", "groups", "organisations", "roles", "titles", "modifiers", "markers"]
)
def test_every_row_has_a_source_and_stands_once(table: str) -> None:
    rows = resources.table(f"lang/fr/{table}.tsv")
    assert all(r["source"] for r in rows)
    seen = [tuple(v for k, v in r.items() if k != "_at") for r in rows]
    assert len(seen) == len(set(seen))


def test_terms_of_office_are_in_order() -> None:
    rows = resources.table("lang/fr/people.tsv")
    assert [r["_at"] for r in rows if r["from"] and r["until"] and r["from"] > r["until"]] == []


def test_a_malformed_row_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.errors import DataError
    from sayso.extract.party.tables import forms_of

    row = {"name": "X", "aliases": "", "code": "nonsense", "source": "house", "_at": "groups.tsv:9"}
    monkeypatch.setattr(resources, "table", lambda name: (row,))
    with pytest.raises(DataError, match="R002"):
        list(forms_of("groups", "fr", lexicon("fr").settings))

"""Times in whole texts: offsets, tense, what an expression leans on, and what is no time."""

from __future__ import annotations

import pytest

from sayso.annotate import annotate, pipeline
from sayso.errors import DataError
from sayso.extract.when import find_times, resolve


def bare(text):
    """A Doc that no parser has seen."""
    return pipeline("fr").make_doc(text)


def values(text, published, *, parsed=False):
    doc = annotate(text, "fr") if parsed else bare(text)
    return [(when.text, when.edtf) for when in find_times(doc, published=published)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Deux jours après son arrestation, il a parlé jeudi.", ["2017-07-11", "2017-07-13"]),
        ("Il est parti lundi. Deux jours après le putsch, tout est calme.", ["2017-07-10", "2017-07-12"]),
        ("Au lendemain du putsch, il a parlé. La veille, il dormait.", ["2017-07-13", "2017-07-13"]),
    ],
)
def test_what_an_event_is_counted_from_is_the_day_of_the_sentence_or_the_report(text, want):
    found = find_times(bare(text), published="2017-07-14")
    assert [w.edtf for w in found] == want


def test_offsets_and_order():
    text = "Réunis lundi 3 juillet à Genève, ils se sont revus hier soir."
    found = find_times(bare(text), published="2017-07-12")
    assert [(w.text, w.edtf) for w in found] == [
        ("lundi 3 juillet", "2017-07-03"),
        ("hier soir", "2017-07-11"),
    ]
    assert all(text[w.start : w.end] == w.text for w in found)
    assert [w.part_of_day for w in found] == [None, "evening"]


@pytest.mark.parametrize(
    ("said", "published", "edtf"),
    [
        ("LE 12 JUILLET", "2017-07-20", "2017-07-12"),
        ("en Decembre", "2017-07-20", "2016-12"),
        ("aujourd’hui", "2017-07-20T18:30:00+02:00", "2017-07-20"),
        ("De\u0301cembre 2016", None, "2016-12"),
        ("le 1 er mai", "2017-07-20", "2017-05-01"),
        ("ce\u00a0week‑end", "2017-07-22", "2017-07-22/2017-07-23"),
    ],
)
def test_writings(said, published, edtf):
    found = resolve(said, published=published)
    assert found is not None
    assert found.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Le sommet s'est tenu lundi à Alger.", "2017-07-10"),
        ("Le sommet se tiendra lundi à Alger.", "2017-07-17"),
        ("Le ministre doit arriver lundi à Alger.", "2017-07-17"),
        ("Le ministre devait arriver lundi à Alger.", "2017-07-10"),
        ("Les syndicats appellent à manifester samedi.", "2017-07-15"),
        ("Le tribunal rouvrira en mars.", "2018-03"),
        ("Le tribunal a rouvert en mars.", "2017-03"),
    ],
)
@pytest.mark.parametrize("parsed", [True, False])
def test_tense(text, edtf, parsed):
    if not parsed and ("devait" in text or "appellent" in text):
        pytest.skip("needs the parse")
    assert values(text, "2017-07-12", parsed=parsed)[0][1] == edtf


def test_unparsed_sentences_of_an_annotated_doc():
    doc = annotate("Il pleut. Le sommet se tiendra lundi.", "fr", gate=lambda sent: "pleut" in sent.text)
    assert [w.edtf for w in find_times(doc, published="2017-07-12")] == ["2017-07-17"]


def test_report_known_to_the_month():
    when = resolve("ce mercredi soir", published="2017-07")
    assert when.edtf == "[2017-07-05,2017-07-12,2017-07-19,2017-07-26]"
    assert (when.earliest, when.latest, when.part_of_day) == ("2017-07-05", "2017-07-26", "evening")
    assert resolve("hier", published="2017-07").edtf == "[2017-06-30..2017-07-30]"
    assert resolve("en septembre 2016", published="2017-07").edtf == "2016-09"
    assert resolve("l'an dernier", published="2017").edtf == "2016"


@pytest.mark.parametrize("published", [None, "", "hier", "2017-13", "2017-02-30"])
def test_no_report_date(published):
    assert resolve("hier", published=published).edtf is None
    assert resolve("le 3 mai 2016", published=published).edtf == "2016-05-03"


def test_the_text_alone_may_date():
    text = "Le 7 mars 2015, il fuit. Il est arrêté le lendemain."
    assert [edtf for _, edtf in values(text, None)] == ["2015-03-07", "2015-03-08"]


def test_a_story_lends_its_year():
    text = "Le 7 mars 2011, la ville tombe. Le 19 mars, les avions interviennent."
    assert [edtf for _, edtf in values(text, "2018-05-02")] == ["2011-03-07", "2011-03-19"]


def test_weekday_that_the_text_dates():
    text = "Les électeurs votent jeudi. Le scrutin du jeudi 23 juin décidera."
    assert values(text, "2016-06-22")[0] == ("jeudi", "2016-06-23")


def test_clock_time_belongs_to_a_day():
    text = "Vers 0 h 40, jeudi, une bombe a explosé. À 2 heures, le calme revenait."
    assert [edtf for _, edtf in values(text, "2017-07-15")] == ["2017-07-13", "2017-07-13"]


def test_days_in_a_row_are_one_stretch():
    assert values("Il a plu hier et aujourd'hui.", "2017-07-12") == [
        ("hier et aujourd'hui", "2017-07-11/2017-07-12")
    ]
    assert [edtf for _, edtf in values("Il a plu lundi et mercredi.", "2017-07-13")] == [
        "2017-07-10",
        "2017-07-12",
    ]


def test_glued_lines():
    assert values("Il doit partir avant le 3 septembreSes amis protestent", "2017-08-01") == [
        ("avant le 3 septembre", "../2017-09-03")
    ]


def test_slip_in_the_month_is_seen_by_its_weekday():
    assert values("Il a été arrêté vendredi 22 avril.", "2019-03-22")[0][1] == "2019-03-22"


@pytest.mark.parametrize(
    ("said", "operator", "first", "last"),
    [
        ("depuis 2012", "since", "2012-01-01", None),
        ("avant le 30 juin", "before", None, "2017-06-30"),
        ("jusqu'à vendredi", "until", None, "2017-07-14"),
        ("après le 3 mai", "after", "2017-05-03", None),
        ("fin juin", "late", "2017-06-18", "2017-06-30"),
        ("début juin", "early", "2017-06-01", "2017-06-13"),
        ("mi-juin", "mid", "2017-06-09", "2017-06-21"),
        ("il y a environ dix jours", "about", "2017-06-30", "2017-07-04"),
    ],
)
def test_operators(said, operator, first, last):
    when = resolve(said, published="2017-07-12")
    assert (when.operator, when.earliest, when.latest) == (operator, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Il a marché pendant trois jours.",
        "Le conseil se réunit tous les lundis.",
        "Le marché a lieu chaque semaine.",
        "Ouvert du lundi au vendredi.",
        "Quelque 2017 personnes ont défilé, dont 1500 femmes.",
        "L'article 49-3 a été invoqué, selon 20 Minutes.",
        "Invité du 13 heures de TF1, il avait 38 ans.",
        "Il habite 12, rue du 8 mai 1945, à côté de la place du 4-Septembre.",
        "Score final : 3-2 devant 12 000 spectateurs.",
        "Le sommet a été reporté ; ils ont été arrêtés.",
        "La sonde est arrivée sur Mars ; Avril Lavigne chante.",
        "Le ramadan commence.",
        "Le marché de Noël et les œufs de Pâques.",
        "Quelques jours après son élection, il renonce.",
        "Deux heures après son élection, il renonce.",
        "Le 31 février n'existe pas.",
        "35 heures, 10 % et 3,5 millions d'euros",
    ],
)
def test_no_time(text):
    assert values(text, "2017-07-12") == []


def test_a_parse_tells_a_count_from_a_year():
    assert values("Le départ de 2015 mineurs a été annoncé.", "2017-07-12", parsed=True) == []


def test_resolve_without_a_time():
    assert resolve("rien", published="2017-07-12") is None


def test_no_such_language():
    with pytest.raises(DataError, match="R010"):
        resolve("lundi", published="2017", lang="xx")

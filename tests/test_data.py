"""The shipped data is sound, and what is not sound is told, all at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso import resources
from sayso.annotate import annotate, plain
from sayso.errors import DataError
from sayso.extract.check import Coverage, check
from sayso.extract.check_model import contexts, types
from sayso.extract.event.rules_load import RULE_KEYS
from sayso.extract.party import Coder, Identity, mentions

PLOVER = [
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
]


def test_the_shipped_data_is_sound() -> None:
    assert [str(problem) for problem in check("fr").problems] == []


def test_the_sixteen_types_are_there() -> None:
    assert sorted(types()) == PLOVER


def test_the_thirty_seven_contexts_are_there_and_have_cues() -> None:
    cued = {row["context"] for row in resources.table("lang/fr/contexts.tsv")}
    assert len(contexts()) == 37
    assert cued == set(contexts())


@pytest.mark.parametrize("row", check("fr").coverage, ids=lambda row: row.type)
def test_every_type_is_covered(row: Coverage) -> None:
    assert row.rules >= 3
    assert row.triggers >= 40
    assert row.examples >= 3 * row.rules


@pytest.mark.parametrize("folder", ["lang", "model"])
def test_data_folders_hold_no_code(folder: str) -> None:
    assert list((Path(resources.PACKAGE) / folder).rglob("*.py")) == []


GOOD = """[[rule]]
id = "fr.test.{name}"
event = "ASSAULT"
trigger = {{ lemma = ["trucider"], pos = "VERB" }}
reflexive = false
weight = 0.5
roles = {{ actor = ["subject"] }}
yes = ["Il a [trigger:trucidé] un homme.", "Elle a [trigger:trucidé] un roi."]
no = ["Ils se trucident."]
source = "house"
"""


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("key", "reflexive =", "reflexif =", "unknown key 'reflexif'"),
        ("type", '"ASSAULT"', '"ASSAULTS"', "no event type 'ASSAULTS'"),
        ("role", "actor =", "doer =", "unknown role 'doer'"),
        ("path", '["subject"]', '["sujet"]', "unknown role path 'sujet'"),
        ("no", 'no = ["Ils se trucident."]', "no = []", "no `no`"),
        ("yes", ', "Elle a [trigger:trucidé] un roi."', "", "1 `yes`"),
        ("mark", "[trigger:trucidé] un homme", "[trigger:trucidé un homme", "malformed mark"),
        ("marked_no", "Ils se trucident", "Ils se [trigger:trucident]", "a `no` with marks"),
        ("weight", "0.5", "5.0", "the weight 5.0"),
        ("trigger", 'lemma = ["trucider"], ', "", "neither a lemma nor a phrase"),
        ("mode", "weight =", 'mode = "cuddle"\nweight =', "no mode 'cuddle'"),
        ("class", "reflexive = false", 'object_not = ["@cats"]', "no word class '@cats'"),
        ("twice", "fr.test.twice", "fr.assault.kill", "this id is used twice"),
    ],
)
def test_what_is_wrong_is_told(
    name: str, old: str, new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = GOOD.format(name=name)
    assert old in made
    folder = tmp_path / "lang" / "fr" / "events"
    folder.mkdir(parents=True)
    (folder / f"zz_{name}.toml").write_text(made.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path))
    found = [str(problem) for problem in check("fr").problems]
    assert any(told in problem for problem in found), found


def test_a_language_without_data() -> None:
    with pytest.raises(DataError) as caught:
        check("xx")
    assert caught.value.code == "R010"


DOCS = Path(__file__).parent.parent / "docs" / "reference"


@pytest.mark.parametrize("event", PLOVER)
def test_every_type_and_mode_is_documented(event: str) -> None:
    page = (DOCS / "events.md").read_text(encoding="utf-8")
    part = page.split(f"## {event}\n")[1].split("\n## ")[0]
    assert [mode for mode in types()[event]["modes"] if f"`{mode}`" not in part] == []


def test_every_rule_key_is_documented() -> None:
    page = (DOCS / "data.md").read_text(encoding="utf-8")
    assert sorted(key for key in RULE_KEYS - {"note"} if key not in page) == []


def test_terms_of_people_are_months_or_years_and_end_after_they_begin() -> None:
    month = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2]))?)?\Z")
    for row in resources.table("lang/fr/people.tsv"):
        begin, end = row["from"], row["until"]
        assert month.match(begin), row["_at"]
        assert month.match(end), row["_at"]
        assert not (begin and end) or begin[: len(end)] <= end[: len(begin)], row["_at"]


def test_the_rows_of_a_person_stand_together() -> None:
    names = [row["name"] for row in resources.table("lang/fr/people.tsv")]
    heads = [name for name, before in zip(names, [None, *names], strict=False) if name != before]
    assert sorted(heads) == sorted(set(heads))


@pytest.mark.parametrize(
    ("text", "name", "date", "code"),
    [
        ("Selon Martin Kobler, la trêve tient.", "Martin Kobler", "2017-05", "IGOUNO"),
        ("Boris Pistorius a reçu son homologue.", "Boris Pistorius", "2024-03", "DEUGOV"),
        ("Corneille Nangaa a pris la parole.", "Corneille Nangaa", "2025-02", "CODREB"),
        ("Corneille Nangaa a pris la parole.", "Corneille Nangaa", "2018-02", "CODGOV"),
        ("Petr Pavel a pris la parole.", "Petr Pavel", "2017-02", "IGONAT"),
        ("Petr Pavel a pris la parole.", "Petr Pavel", "2024-02", "CZEGOV"),
        ("Les Houthis ont visé un navire.", "Les Houthis", "2024-02", "YEMREB"),
        ("Le Berkout a dispersé la foule.", "Le Berkout", "2014-01", "UKRCOP"),
        ("Al-Andalous a publié la vidéo.", "Al-Andalous", "2014-01", "INTREB"),
    ],
)
def test_names_of_the_tables_are_coded_at_their_date(text: str, name: str, date: str, code: str) -> None:
    doc = plain(annotate(text, "fr"))
    found = mentions(doc, lang="fr")
    who = Identity(doc, found)
    mention = next(m for m in found if m.text == name)
    assert Coder().code(mention, who, home=None, published=date).code == code

"""The event lexicon and its matcher: inflection, phrases, constraints, roles, figures of speech, the gate."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.annotate import annotate
from sayso.extract.check import check
from sayso.extract.event.lexicon import could_hold_claim
from sayso.extract.event.rules import Hit, match
from sayso.extract.event.rules_examples import hits_of, judge_no, parse_marks
from sayso.extract.event.rules_inflect import forms
from sayso.extract.event.rules_load import build, rules
from sayso.extract.event.rules_phrase import compile_phrase, find


def unparsed(text: str) -> Doc:
    return annotate(text, "fr", gate=lambda _: False)


def hits(text: str, event: str | None = None) -> list[Hit]:
    return [hit for hit in match(annotate(text, "fr")) if event in (None, hit.type)]


def words(doc: Doc, hit: Hit, role: str) -> list[str]:
    return [doc[i].text for i in hit.roles.get(role, ())]


@pytest.mark.parametrize(
    ("lemma", "pos", "form"),
    [
        ("arrêter", "VERB", "arrêtées"),
        ("libérer", "VERB", "libère"),
        ("appeler", "VERB", "appellera"),
        ("menacer", "VERB", "menaçait"),
        ("exiger", "VERB", "exigeons"),
        ("soutenir", "VERB", "soutient"),
        ("détruire", "VERB", "détruisirent"),
        ("recevoir", "VERB", "reçu"),
        ("conquérir", "VERB", "conquis"),
        ("combattre", "VERB", "combattant"),
        ("promettre", "VERB", "promis"),
        ("interdire", "VERB", "interdite"),
        ("envoyer", "VERB", "enverra"),
        ("bombardement", "NOUN", "bombardements"),
        ("appel", "NOUN", "appels"),
        ("inacceptable", "ADJ", "inacceptables"),
        ("égoïste", "ADJ", "égoïstes"),
    ],
)
def test_a_lemma_has_its_forms(lemma: str, pos: str, form: str) -> None:
    assert form in forms(lemma, pos, "fr")


@pytest.mark.parametrize(
    ("phrase", "text", "taken"),
    [
        ("mettre … en examen", "il a été mis en examen", (3, 4, 5)),
        ("mettre … en examen", "ils mettent le maire en examen", (1, 4, 5)),
        ("prise d' otage", "la prise d' otages", (1, 2, 3)),
        ("ouvrir … feu|tir", "elle ouvre le feu", (1, 3)),
        ("mettre … en examen", "il met ; en examen", ()),
        ("=grâce à", "grâces à lui", ()),
    ],
)
def test_a_phrase_takes_its_words(phrase: str, text: str, taken: tuple[int, ...]) -> None:
    compiled, tokens = compile_phrase(phrase, "fr"), text.split()
    found = next((hit for at in range(len(tokens)) if (hit := find(compiled, tokens, at))), ())
    assert found == taken


@pytest.mark.parametrize(
    ("text", "event", "trigger", "actor", "recipient"),
    [
        ("Des miliciens ont tué trois bergers.", "ASSAULT", "tué", ["miliciens"], ["bergers"]),
        ("Trois bergers ont été tués par des miliciens.", "ASSAULT", "tués", ["miliciens"], ["bergers"]),
        (
            "Le juge a fait libérer le pêcheur arrêté par la police.",
            "COERCE",
            "arrêté",
            ["police"],
            ["pêcheur"],
        ),
        ("L'armée a mené une attaque contre les insurgés.", "ASSAULT", "attaque", ["armée"], ["insurgés"]),
        ("Les paysans et les étudiants ont manifesté.", "PROTEST", "manifesté", ["paysans", "étudiants"], []),
    ],
)
def test_roles_follow_the_voice(
    text: str, event: str, trigger: str, actor: list[str], recipient: list[str]
) -> None:
    doc = annotate(text, "fr")
    hit = next(h for h in match(doc) if h.type == event and doc[h.i].text == trigger)
    assert (words(doc, hit, "actor"), words(doc, hit, "recipient")) == (actor, recipient)


def test_a_phrase_hides_the_words_inside_it() -> None:
    found = hits("La prise d'otages a duré six heures.")
    assert [(hit.type, hit.start, hit.end) for hit in found if hit.type == "ASSAULT"] == [("ASSAULT", 3, 17)]


def test_a_figure_of_speech_is_returned_as_blocked() -> None:
    found = hits("Il a été victime d'une attaque cardiaque.", "ASSAULT")
    assert all(hit.blocked for hit in found)


def test_another_sense_names_its_row() -> None:
    found = hits("L'arbitre a expulsé le défenseur au début du match.", "COERCE")
    assert [hit.blocked for hit in found] == ["sense.sport"] * len(found)
    assert found


def test_ambiguous_words_keep_every_reading_heaviest_first() -> None:
    found = [hit for hit in hits("Les soldats ont libéré quatre otages.") if hit.start == 16]
    assert {"AID", "RETREAT"} <= {hit.type for hit in found}
    assert [hit.weight for hit in found] == sorted((hit.weight for hit in found), reverse=True)


@pytest.mark.parametrize(
    ("text", "reflexive"),
    [
        ("Il s'est rendu à Alger.", True),
        ("Je me suis rendu à Alger.", True),
        ("Il m'a rendu mon sac.", False),
    ],
)
def test_the_clitic_must_be_the_verbs_own(text: str, reflexive: bool) -> None:
    assert any(hit.rule == "fr.consult.go_visit" for hit in hits(text)) == reflexive


@pytest.mark.parametrize("rule", rules("fr"), ids=lambda rule: rule.id)
def test_examples_are_found_without_a_parse(rule: object) -> None:
    for marked in rule.yes:  # type: ignore[attr-defined]
        example = parse_marks(marked)
        trigger = next(mark for mark in example.marks if mark[0] == "trigger")
        found = hits_of(rule, unparsed(example.text), "fr")  # type: ignore[arg-type]
        assert any(hit.start < trigger[2] and hit.end > trigger[1] for hit in found), example.text


def test_no_roles_without_a_parse() -> None:
    assert all(hit.roles == {} for hit in match(unparsed("La police a arrêté deux hommes.")))


def test_an_unchecked_constraint_costs_weight() -> None:
    text = "Des hommes armés ont tué douze soldats."
    parsed = max(hit.weight for hit in hits(text, "ASSAULT"))
    raw = max(hit.weight for hit in match(unparsed(text)) if hit.type == "ASSAULT")
    assert 0 < raw < parsed


@pytest.mark.slow
def test_every_example_of_every_rule_is_right() -> None:
    result = check("fr", live=True)
    assert [str(problem) for problem in result.problems] == []
    assert result.examples_run == sum(row.examples for row in result.coverage) >= 3 * len(rules("fr"))


def test_a_no_that_does_not_bite_is_told() -> None:
    raw = {
        "id": "fr.x",
        "event": "ASSAULT",
        "trigger": {"lemma": ["tuer"], "pos": "VERB"},
        "object_not": ["temps"],
        "weight": 0.5,
        "source": "house",
    }
    rule = build(raw, "fr", "made up")
    text = "Le chat dort."
    assert judge_no(rule, text, annotate(text, "fr"), "fr") == [f"no does not bite: {text}"]


@pytest.mark.parametrize("marked", ["[what:Il] dort.", "[trigger: dort.", "Il dort]."])
def test_a_malformed_mark_is_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="mark"):
        parse_marks(marked)


def test_marks_are_counted_in_the_clean_text() -> None:
    example = parse_marks("[actor:Elle] a [trigger:fui] hier.")
    assert [(name, example.text[start:end]) for name, start, end in example.marks] == [
        ("actor", "Elle"),
        ("trigger", "fui"),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("La police a arrêté deux hommes à Lyon.", True),
        ("Elle a été mise en examen hier soir.", True),
        ("L’attentat a fait six morts.", True),
        ("Il fera beau demain sur toute la moitié nord.", False),
        ("Le chiffre est de 12 %.", False),
    ],
)
def test_the_gate(text: str, kept: bool) -> None:
    assert [could_hold_claim(span) for span in unparsed(text).sents] == [kept]


@settings(max_examples=40)
@given(st.text(max_size=200))
def test_any_text_can_be_matched(text: str) -> None:
    for hit in match(unparsed(text)):
        assert 0 <= hit.start < hit.end <= len(text)


def test_a_long_line_takes_linear_time() -> None:
    doc = unparsed("placer prendre mettre ouvrir " * 1700)
    start = time.perf_counter()
    match(doc)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("Après son engagement en Syrie, Moscou regarde vers la Libye.", True),
        ("La France a confirmé son engagement militaire au Mali.", True),
        ("Le ministre a redit son engagement en faveur de la paix au Mali.", False),
        ("Le ministre a redit son engagement pour la paix.", False),
    ],
)
def test_an_engagement_in_a_place_is_a_presence(text: str, blocked: bool) -> None:
    found = [hit for hit in hits(text, "SUPPORT") if "engagement" in text[hit.start : hit.end]]
    assert [bool(hit.blocked) for hit in found] == [blocked]

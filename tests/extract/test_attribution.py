"""Attribution beyond single rules: voice at an offset, quotation marks, carry-over, chains, unparsed text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.errors import DataError
from sayso.extract.attribution import find_attributions, governing
from sayso.extract.attribution.lexicon import inflect, lexicon
from sayso.records import Attribution


def read(text: str) -> list[Attribution]:
    return find_attributions(annotate(text, "fr"))


def at(text: str, word: str) -> Attribution | None:
    return governing(read(text), text.index(word))


def told(text: str, word: str) -> tuple[str | None, str | None, str | None]:
    """Source, cue and stance at a word; three Nones in the report's own voice."""
    a = at(text, word)
    if a is None:
        return None, None, None
    return a.source.text if a.source else None, a.cue.text if a.cue else None, a.stance


@pytest.mark.parametrize(
    ("text", "word", "want"),
    [
        ("L'armée a repris la ville mardi.", "repris", (None, None, None)),
        (
            "L'armée a repris la ville, a annoncé le gouverneur.",
            "repris",
            ("le gouverneur", "annoncé", "reports"),
        ),
        ("Ankara condamne la rupture de la trêve.", "condamne", (None, None, None)),
        ("Ankara exige la libération des pilotes.", "exige", (None, None, None)),
        ("Ankara exige la libération des pilotes.", "libération", ("Ankara", "exige", "believes")),
        ("Kiev accuse Moscou d'avoir bombardé le port.", "accuse", (None, None, None)),
        ("Kiev accuse Moscou d'avoir bombardé le port.", "bombardé", ("Kiev", "accuse", "alleges")),
        ("Le groupe a revendiqué l'attentat de samedi.", "attentat", ("Le groupe", "revendiqué", "confirms")),
        ("Le Caire ne dément pas avoir livré des armes.", "livré", ("Le Caire", "dément", "confirms")),
        ("Le Caire n'a pas confirmé la rencontre.", "rencontre", ("Le Caire", "confirmé", "no_comment")),
        ("La milice menace d'attaquer le pont.", "attaquer", ("La milice", "menace", "announces")),
        ("Le président promet de retirer ses troupes.", "retirer", ("Le président", "promet", "announces")),
        ("On ignore si les otages ont été tués.", "tués", (None, "ignore", "no_comment")),
    ],
)
def test_who_answers_for_a_word(
    text: str, word: str, want: tuple[str | None, str | None, str | None]
) -> None:
    assert told(text, word) == want


@pytest.mark.parametrize(
    ("left", "right"),
    [("« ", " »"), ("«", "»"), ("“", "”"), ('"', '"'), ("« ", "»"), ("«\u00a0", "\u00a0»")],
)
def test_every_kind_of_quotation_mark(left: str, right: str) -> None:
    text = f"{left}La route est coupée depuis lundi{right}, a expliqué la maire de Bangui."
    assert told(text, "coupée") == ("la maire de Bangui", "expliqué", "reports")


def test_a_quotation_over_several_sentences_is_one_stretch() -> None:
    text = "« Le pont est pris. La ville est encerclée. Nous tenons », a affirmé le colonel Diallo."
    for word in ("pris", "encerclée", "tenons"):
        assert told(text, word)[0] == "le colonel Diallo"


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "Le maire a déclaré : « Nous partirons demain.\n\nLes secours sont arrivés mardi."
    assert told(text, "partirons")[0] == "Le maire"
    assert told(text, "arrivés") == (None, None, None)


def test_a_quotation_interrupted_by_its_cue_has_two_pieces() -> None:
    text = "« La trêve tient », a assuré le général, « et personne ne tire »."
    pieces = [a for a in read(text) if a.source and a.source.text == "le général"]
    assert len(pieces) == 2
    assert told(text, "tire")[0] == "le général"


def test_the_speakers_own_act_in_a_quotation_is_not_something_he_reports() -> None:
    text = "« Nous exigeons le retrait des blindés », a lancé Kaboul."
    assert told(text, "exigeons")[0] is None
    assert told(text, "retrait") == ("Kaboul", "exigeons", "believes")


def test_first_person_is_the_speaker() -> None:
    assert told("« Je crains une attaque sur le port », dit le préfet.", "attaque")[0] == "le préfet"


def test_a_participle_takes_the_source_of_the_cue_before_it() -> None:
    text = "« La route est libre », a dit la ministre, ajoutant que deux ponts avaient été détruits."
    assert told(text, "détruits")[0] == "la ministre"


def test_innermost_source_and_chain() -> None:
    text = "Selon CNN, le ministre affirme que le camp a été bombardé."
    a = at(text, "bombardé")
    assert a is not None
    assert a.source is not None
    assert a.source.text == "le ministre"
    assert [s.text for s in a.chain] == ["CNN"]


@pytest.mark.parametrize(
    ("text", "source", "chain"),
    [
        ("Selon CNN, qui cite un diplomate, un accord sera signé.", "un diplomate", ["CNN"]),
        (
            "Un accord sera signé, selon l'agence Reuters, citant une source gouvernementale.",
            "une source gouvernementale",
            ["l'agence Reuters"],
        ),
        (
            "Selon la BBC, qui s'appuie sur des sources militaires, un accord sera signé.",
            "des sources militaires",
            ["la BBC"],
        ),
        (
            "Un accord sera signé, selon le quotidien El Watan, se fondant sur un rapport confidentiel.",
            "un rapport confidentiel",
            ["le quotidien El Watan"],
        ),
        ("Selon le ministre, qui s'appuie sur une large majorité, un accord sera signé.", "le ministre", []),
    ],
)
def test_a_source_that_cites_a_source(text: str, source: str, chain: list[str]) -> None:
    a = at(text, "signé")
    assert a is not None
    assert a.source is not None
    assert a.source.text == source
    assert [s.text for s in a.chain] == chain


@pytest.mark.parametrize(
    ("text", "word", "stance"),
    [
        ("Le président assure n'avoir jamais versé d'argent aux rebelles.", "versé", "denies"),
        ("Le président assure ne pas avoir versé d'argent aux rebelles.", "versé", "denies"),
        ("Le président assure avoir versé de l'argent aux rebelles.", "versé", "reports"),
        ("Le président a annoncé qu'il renonçait à un nouveau mandat.", "renonçait", "announces"),
        ("Le président a annoncé que le roi renonçait à un nouveau mandat.", "renonçait", "reports"),
        ("Le député a annoncé son intention de boycotter le scrutin.", "boycotter", "announces"),
        (
            "Le général a vu le chef rebelle, responsable selon Kiev de l'attaque du port.",
            "attaque",
            "alleges",
        ),
    ],
)
def test_how_the_speaker_stands_to_it(text: str, word: str, stance: str) -> None:
    a = at(text, word)
    assert a is not None
    assert a.stance == stance


def test_an_outlets_story_goes_on_in_the_future_and_stops_at_the_past() -> None:
    text = (
        "À en croire le quotidien El Watan, une base sera construite à Tamanrasset. "
        "Deux cents hommes y seront envoyés. Le projet a coûté cher."
    )
    assert told(text, "envoyés")[0] == "le quotidien El Watan"
    assert told(text, "coûté") == (None, None, None)


def test_hearsay_has_no_source_and_is_not_certain() -> None:
    a = at("Le général aurait été arrêté dans la nuit.", "arrêté")
    assert a is not None
    assert a.source is None
    assert a.certain is False


@pytest.mark.parametrize(
    "text",
    [
        "Si la trêve était rompue, le général serait arrêté.",
        "Le général pourrait être arrêté.",
        "Le procureur a promis que le général serait arrêté.",
    ],
)
def test_no_hearsay_under_if_can_and_that(text: str) -> None:
    assert all(a.certain for a in read(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Selon une source militaire, le camp est vide.", "unnamed"),
        ("Selon CNN, le camp est vide.", "outlet"),
        ("Selon le rapport de l'ONU, le camp est vide.", "document"),
        ("Selon Ahmed Maïtig, le camp est vide.", "named"),
        ("Selon le ministre, le camp est vide.", "named"),
        ("Selon des témoins, le camp est vide.", "unnamed"),
    ],
)
def test_kind_of_source(text: str, kind: str) -> None:
    a = at(text, "vide")
    assert a is not None
    assert a.source is not None
    assert a.source.kind == kind


def test_a_whole_report_without_a_parse_shows_its_surface() -> None:
    text = "« La route est libre », a déclaré le préfet. Selon la police, un homme a été tué."
    found = find_attributions(annotate(text, "fr", gate=lambda sent: False))
    assert governing(found, text.index("libre")) is not None
    killed = governing(found, text.index("tué"))
    assert killed is not None
    assert killed.source is not None
    assert killed.source.text == "la police"


def test_spans_are_the_words_of_the_text() -> None:
    text = "« Le pont est libre », a dit-il. Selon la police, l'homme aurait fui, a-t-on appris."
    for a in read(text):
        assert 0 <= a.start < a.end <= len(text)
        if a.source:
            assert text[a.source.start : a.source.end] == a.source.text
        if a.cue:
            assert text[a.cue.start : a.cue.end] == a.cue.text


@settings(max_examples=40)
@given(st.text(alphabet="«»“”\"',.:;!?()\n aàeéQqu-tildSon", max_size=120))
def test_never_crashes(text: str) -> None:
    for a in read(text):
        assert 0 <= a.start < a.end <= len(text)


def test_the_same_text_gives_the_same_answer() -> None:
    text = "Selon l'ONU, le convoi a été pillé, ce que dément le maire : « Rien n'a été volé », dit-il."
    assert read(text) == read(text)


def test_a_very_long_line_takes_linear_time() -> None:
    def seconds(n: int) -> float:
        doc = annotate('" a dit X, que "' * n, "fr", gate=lambda sent: False)
        begun = time.process_time()
        find_attributions(doc)
        return time.process_time() - begun

    assert seconds(4000) < 12 * max(seconds(1000), 0.02)


def test_the_lexicon_is_broad_and_sound() -> None:
    words = lexicon("fr")
    cues = [cue for group in words.by_lemma.values() for cue in group]
    assert len(cues) >= 450
    assert all(cue.frames for cue in cues)
    assert {cue.pos for cue in cues} == {"VERB", "NOUN", "ADJ"}


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("démentir", "dément"),
        ("annoncer", "annonçait"),
        ("révéler", "révèle"),
        ("prévenir", "prévient"),
        ("écrire", "écrit"),
    ],
)
def test_forms_of_a_verb(lemma: str, form: str) -> None:
    assert form in inflect(lemma, "fr")


def test_a_language_without_data_is_an_error() -> None:
    with pytest.raises(DataError, match="R010"):
        find_attributions(annotate("Rien.", "fr"), lang="xx")


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        # an infinitive that tells on
        (
            "« La trêve tient », a assuré le général. Et d'ajouter : « Les routes rouvrent lundi ».",
            "rouvrent",
            "le général",
        ),
        (
            "« La trêve tient », a assuré le général. Avant de conclure : « Les routes rouvrent lundi ».",
            "rouvrent",
            "le général",
        ),
        # conditions and further infinitives belong to what is promised
        ("Le Caire menace de fermer sa frontière si les tirs continuent.", "tirs", "Le Caire"),
        ("Bamako promet de suspendre ses frappes et de libérer les otages.", "libérer", "Bamako"),
        ("La milice appelle à se retirer du port.", "se retirer", "La milice"),
        ("Ankara menace d'écraser les rebelles s'ils ne se retirent pas de la ville.", "retirent", "Ankara"),
        # a mark that opens ends nothing
        ("Les deux camps ont « évoqué la trêve », selon le médiateur.", "trêve", "le médiateur"),
        # "afin que" is no content
        ("L'opposition demanda la comparution du juge afin qu'il réponde.", "comparution", "L'opposition"),
        # channel and addressee are no source
        (
            "Le chef du parti annonce par un communiqué l'ouverture des pourparlers.",
            "ouverture",
            "Le chef du parti",
        ),
        ("« La trêve tient », a confié le général aux journalistes.", "tient", "le général"),
        # a heading without a full stop
        (
            "Une piste écartée Selon une source militaire, l'avion a été abattu.",
            "abattu",
            "une source militaire",
        ),
        # a pronoun in tokens of its own, a verb that begins the words told
        ("« Les camps se parlent », a commencé par dire le médiateur.", "parlent", "le médiateur"),
    ],
)
def test_who_says_it(text: str, word: str, source: str) -> None:
    assert told(text, word)[0] == source


def test_quoted_words_behind_the_content_are_the_same_speaker_s() -> None:
    text = "La ministre a salué l'accord, car les camps « ont rendu leurs armes »."
    other = "La ministre a dit que la trêve tenait. Le film « les enfants du port » sort mercredi."
    assert told(text, "rendu")[0] == "La ministre"
    assert told(other, "enfants") == (None, None, None)


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        # the noun before ", qui" rather than one that can't speak
        (
            "Un éditorial rapproche la colère du maire de celle du ministre chilien, qui a laissé entendre qu'il partirait.",
            "partirait",
            "ministre chilien",
        ),
        # a phrase of place in front is no subject
        (
            "Dans un long entretien à la radio, Paul Rivet a laissé entendre que la trêve tenait.",
            "tenait",
            "Paul Rivet",
        ),
        # asked, and not citing
        (
            "La trêve tient, a indiqué le maire, interrogé au lendemain du vote.",
            "tient",
            "le maire",
        ),
        ("Les enquêteurs ont acquis la certitude que l'attaque était préparée.", "attaque", "Les enquêteurs"),
    ],
)
def test_which_noun_tells(text: str, word: str, source: str) -> None:
    assert (told(text, word)[0] or "").endswith(source)

"""A report from end to end, with the shipped weights."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate
from sayso.errors import DataError, DocumentError
from sayso.exchange.json import dumps
from sayso.extract.pipeline import read_report
from sayso.extract.survey import survey
from sayso.read import from_text
from sayso.reading import Reading
from sayso.records import Claim
from sayso.resources import PACKAGE

pytestmark = pytest.mark.skipif(
    not (PACKAGE / "model" / "weights" / "fr.trigger.npz").is_file(),
    reason="the weights are not built yet: make train",
)
TEXT = """date 2019-10-10
L'armée turque a bombardé mardi des positions kurdes près de Kobané, selon une source militaire. Au moins \
douze combattants auraient été tués.

« Nous n'avons visé aucun civil », a affirmé le ministre turc de la Défense, Hulusi Akar. Damas a dénoncé une \
agression et demandé une réunion du Conseil de sécurité.

Le président français a rencontré lundi à Paris une délégation kurde. Le président turc devrait rencontrer jeudi \
l'émissaire américain James Jeffrey, et menace de fermer sa frontière."""


def read(text: str, published: str | None = None) -> Reading:
    return read_report(from_text(text, published=published, lang="fr"))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(TEXT)


def the(reading: Reading, word: str) -> Claim:
    (claim,) = [c for c in reading.claims if c.trigger.text == word]
    return claim


def stretches(reading: Reading) -> list[tuple[int, int, str]]:
    """Every evidence of a reading: start, end, and the words that it says it has."""
    out = []
    for thing in (*reading.times, *reading.places, *reading.figures):
        out.append((thing.start, thing.end, thing.text))
    sources = list(reading.attributions) + [c.attribution for c in reading.claims if c.attribution]
    for attribution in sources:
        for item in (attribution.source, attribution.cue, *attribution.chain):
            if item is not None:
                out.append((item.start, item.end, item.text))
    for claim in reading.claims:
        out.append((claim.trigger.start, claim.trigger.end, claim.trigger.text))
        for party in (*claim.actor, *claim.recipient):
            out.append((party.start, party.end, party.text))
            out.append((party.name_start, party.name_end, party.name))
    out.extend((cause.cue.start, cause.cue.end, cause.cue.text) for cause in reading.causes)
    return out


def sound(reading: Reading) -> None:
    """What holds for every reading."""
    text = reading.report.text
    for start, end, words in stretches(reading):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words
    for claim in reading.claims:
        assert claim.start <= claim.trigger.start < claim.trigger.end <= len(text)
        assert 0 < claim.confidence <= 1
        assert claim.made_by.rule
    assert [c.trigger.start for c in reading.claims] == sorted(c.trigger.start for c in reading.claims)
    assert len({c.id for c in reading.claims}) == len(reading.claims)
    numbers = list(dict.fromkeys(c.event for c in reading.claims))
    assert numbers == list(range(1, len(numbers) + 1))
    for a, b in reading.sentences:
        assert 0 <= a <= b <= len(text)


def test_who_did_what_when_where_on_whose_word(reading: Reading) -> None:
    strike = the(reading, "bombardé")
    assert (strike.type, strike.factuality, strike.tense, strike.mode) == ("ASSAULT", "CT+", "past", "aerial")
    assert [p.code for p in strike.actor] == ["TURMIL"]
    assert strike.when is not None
    assert strike.when.edtf == "2019-10-08"
    assert strike.attribution is not None
    assert strike.attribution.source is not None
    assert strike.attribution.source.text == "une source militaire"


def test_explanations_are_given_where_asked_for(reading: Reading) -> None:
    explained = read_report(reading.report, explained=True)
    assert not any(claim.why for claim in reading.claims)
    stages = {tuple(step.stage for step in claim.why[:4]) for claim in explained.claims}
    assert stages == {("trigger", "attribution", "factuality", "tense")}
    assert all(claim.why[0].because for claim in explained.claims)
    assert tuple(replace(claim, why=()) for claim in explained.claims) == reading.claims
    strike = the(explained, "bombardé")
    assert [step.stage for step in strike.why[4:]].count("actor") == len(strike.actor)


def test_a_toll_goes_with_its_claim(reading: Reading) -> None:
    killed = the(reading, "tués")
    assert killed.factuality in {"PR+", "CT+"}  # CT+ if the source of the strike is taken to go on
    assert [(f.kind, f.value, f.high) for f in killed.figures] == [("killed", 12.0, None)]


def test_a_meeting_has_no_recipient(reading: Reading) -> None:
    meeting = the(reading, "rencontré")
    assert meeting.type == "CONSULT"
    assert meeting.recipient == ()


def test_what_is_to_come_is_to_come(reading: Reading) -> None:
    visit = the(reading, "rencontrer")
    assert visit.tense == "future"
    assert visit.factuality in {"PR+", "CT+"}


def test_everything_points_at_its_words(reading: Reading) -> None:
    sound(reading)
    assert len(reading.claims) >= 5
    assert reading.report.published == "2019-10-10"


def test_the_same_text_gives_the_same_bytes(reading: Reading) -> None:
    assert dumps(read(TEXT).to_dict()) == dumps(reading.to_dict())


def test_another_process_gives_the_same_bytes(reading: Reading) -> None:
    """Nothing depends on hash seeds or on what was read before."""
    code = (
        "import sys, sayso\nfrom sayso.exchange.json import dumps\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "sys.stdout.buffer.write(dumps(sayso.read(text, lang='fr').to_dict()).encode())"
    )
    done = subprocess.run([sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, check=True)
    assert done.stdout.decode() == dumps(reading.to_dict())


def test_ids_are_those_of_the_content(reading: Reading) -> None:
    report = replace(reading.report, origin="elsewhere.txt", key="7")
    assert [c.id for c in read_report(report).claims] == [c.id for c in reading.claims]
    other = read(TEXT.replace("2019-10-10", "2019-10-17"))
    assert other.report.id != reading.report.id
    assert not {c.id for c in other.claims} & {c.id for c in reading.claims}


def test_a_parse_that_is_there_is_used(reading: Reading) -> None:
    assert read_report(reading.report, annotate(TEXT, "fr")) == reading


def test_unparsed_sentences_end_no_run() -> None:
    report = from_text(TEXT, lang="fr")
    for gate in (lambda _: False, lambda sent: "ministre" in sent.text, lambda sent: sent.start == 0):
        doc = annotate(TEXT, "fr", gate=gate)
        assert survey(report, doc).sentence_of
        sound(read_report(report, doc))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "date 2019-10-10", "date 2019-10-10\n  \n"])
def test_texts_without_words_are_no_reports(text: str) -> None:
    with pytest.raises(DocumentError, match="D002"):
        read(text)


@pytest.mark.parametrize("text", ["?", "12", "« »", "a", "L'", "\u200b", "🙂", "-\n-\n-", "." * 300])
def test_scraps_have_no_claims(text: str) -> None:
    assert read(text).claims == ()


def test_a_language_without_data() -> None:
    report = replace(from_text("Il pleut.", lang="fr"), language="xx")
    with pytest.raises(DataError, match="R010"):
        read_report(report)


def test_white_space_moves_offsets_and_nothing_else(reading: Reading) -> None:
    body = TEXT.partition("\n")[2]
    plain, moved = read(body, "2019-10-10"), read("  \n" + body.replace("\n\n", "\n \n\t\n"), "2019-10-10")
    assert [(c.trigger.text, c.type) for c in moved.claims] == [
        (c.trigger.text, c.type) for c in plain.claims
    ]
    sound(moved)


def test_crlf_and_combining_marks() -> None:
    import unicodedata

    sound(read(unicodedata.normalize("NFD", TEXT.replace("\n", "\r\n"))))


WORDS = [
    *TEXT.split(),
    *[
        "«",
        "»",
        "(",
        ")",
        "[",
        "]",
        "—",
        "-",
        "…",
        "!",
        "?",
        ";",
        ":",
        ",",
        ".",
        "''",
        '"',
        "’",
        "”",
        "12",
        "1.200",
        "2017-07-12",
        "@x",
        "#y",
        "https://a.b/c",
        "\u200b",
        "été",
        "n'",
        "ne",
        "pas",
    ],
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u2028",
    "é" * 40,
    "🙂",
    "ليبيا",
]


@pytest.mark.slow
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(" ".join))
@settings(max_examples=60)
def test_any_row_of_words_gives_a_sound_reading(text: str) -> None:
    if text.strip() and not text.startswith("date"):
        sound(read(text, "2019-10"))


@pytest.mark.slow
@given(st.text(min_size=1, max_size=200), st.sampled_from([None, "2017", "2017-07", "2017-07-12"]))
@settings(max_examples=60)
def test_any_text_gives_a_sound_reading(text: str, published: str | None) -> None:
    try:
        report = from_text(text, published=published, lang="fr")
    except DocumentError:
        return
    sound(read_report(report))

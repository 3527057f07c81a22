"""Texts without accents or in capitals come back to ordinary writing; ordinary texts stay as they are."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate import annotate, restored
from sayso.annotate.capitals import headings, stretches
from sayso.annotate.forms import bare

ROOT = Path(__file__).parents[2]

LOST = [
    # a participle behind an auxiliary, a verb behind its subject, a noun behind its article
    ("Deux soldats ont ete tues pres de la frontiere.", "Deux soldats ont été tués près de la frontière."),
    ("Le ministre a annonce un cessez-le-feu immediat.", "Le ministre a annoncé un cessez-le-feu immédiat."),
    ("Le president annonce que l'armee se retire.", "Le président annonce que l'armée se retire."),
    ("L'annonce a ete faite a la television.", "L'annonce a été faite à la télévision."),
    ("Il a finalement refuse de negocier.", "Il a finalement refusé de négocier."),
    # a or à, ou or où, la or là
    ("La deleguee a quitte Geneve a midi.", "La déléguée a quitté Genève à midi."),
    ("La ville ou vivaient les refugies est detruite.", "La ville où vivaient les réfugiés est détruite."),
    ("Les blesses sont soignes a l'hopital.", "Les blessés sont soignés à l'hôpital."),
    # a name, and a capital at the start that goes without an accent
    ("Le chef Omar el-Bechir a ete arrete mercredi a l'aube.", "Le chef Omar el-Béchir a été arrêté mercredi à l'aube."),
    ("A Geneve, les delegues se sont separes.", "A Genève, les délégués se sont séparés."),
]  # fmt: skip

LOUD = [
    ("LE PRÉSIDENT RUSSE VLADIMIR POUTINE A DÉNONCÉ CET ACCORD.", "Le président russe Vladimir Poutine a dénoncé cet accord."),
    ("L'ONU ET L'OTAN ONT CONDAMNÉ LES TIRS.", "L'ONU et l'OTAN ont condamné les tirs."),
    ("TROIS CIVILS ONT ETE TUES PAR L'ARMEE A ALEP.", "Trois civils ont été tués par l'armée à Alep."),
    ("M. DUVERNOY A RENCONTRÉ LA CHANCELIÈRE À BERLIN.", "M. Duvernoy a rencontré la chancelière à Berlin."),
    ("IL SE RENDRA AUX ÉTATS-UNIS, A-T-ON APPRIS.", "Il se rendra aux États-Unis, a-t-on appris."),
]  # fmt: skip

ORDINARY = [
    "Le parlement va voter samedi sur le budget.",
    "Le Hamas a tir\u00e9 trois roquettes ; l'ONU, l'OTAN et l'UE condamnent.",
    "ONU OTAN UE OMC",
    "PARIS (AFP) - Le ministre part pour Rome.",
    "La France et la Chine vont signer un accord sur le nickel.",
    "",
    "...\n\n12 345",
]


@pytest.mark.parametrize(("lost", "wanted"), LOST)
def test_accents_come_back(lost: str, wanted: str) -> None:
    assert restored(lost, "fr") == wanted


@pytest.mark.parametrize(("loud", "wanted"), LOUD)
def test_capitals_become_ordinary_case(loud: str, wanted: str) -> None:
    assert restored(loud, "fr") == wanted


def test_a_heading_in_capitals_among_ordinary_text() -> None:
    text = "Le calme est revenu à Minsk. UNE TRÊVE TRÈS FRAGILE Les deux camps s'étaient accusés jeudi."
    wanted = "Le calme est revenu à Minsk. Une trêve très fragile Les deux camps s'étaient accusés jeudi."
    assert restored(text, "fr") == wanted
    assert headings(text) == [text.index(" Les deux")]
    starts = [sent.start_char for sent in annotate(text).sents]
    assert starts == [0, text.index("UNE"), text.index("Les deux")]


def test_the_heading_carries_no_accents_but_the_text_does() -> None:
    text = "L'ARMEE A ETE DEPLOYEE\nLe général Sow, lui, se tait ; il a annonce sa retraite."
    shown = restored(text, "fr")
    assert shown.startswith("L'armée a été déployée\n")
    assert shown.endswith("il a annonce sa retraite."), "a slip in ordinary text is not ours to mend"


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays(text: str) -> None:
    assert restored(text, "fr") is text


def texts() -> list[str]:
    """Reports of our own in ordinary writing."""
    lines = (ROOT / "training/house/texts.jsonl").read_text(encoding="utf-8").splitlines()
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.txt"))]
    return samples + [json.loads(line)["text"] for line in lines]


def test_reports_in_ordinary_writing_stay_byte_for_byte() -> None:
    found = texts()
    assert len(found) > 800
    changed = [text[:60] for text in found if restored(text, "fr") is not text]
    assert changed == []


def test_a_language_without_data_is_left_alone() -> None:
    assert restored("LOS SOLDADOS HAN TOMADO LA CIUDAD.", "xx") == "LOS SOLDADOS HAN TOMADO LA CIUDAD."


def test_nearly_all_words_of_a_report_come_back() -> None:
    found = texts()[:40]
    wrong = total = 0
    for text in found:
        shown = restored(bare(text), "fr")
        pairs = list(zip(text.split(), shown.split(), strict=True))
        total += len(pairs)
        wrong += sum(a[1:] != b[1:] for a, b in pairs)
    assert wrong / total < 0.02


WORDS = st.sampled_from(
    [
        "LE",
        "La",
        "le",
        "président",
        "PRESIDENT",
        "a",
        "A",
        "à",
        "ete",
        "ÉTÉ",
        "tue",
        "tués",
        "ONU",
        "M.",
        "OEUVRE",
        "œuvre",
        "ŒUVRE",
        "İ",
        "ß",
        "ﬁ",
        "É",
        "é",
        "«",
        "»",
        ",",
        ".",
        "!",
        "\n",
        "12",
        "l'",
        "L'",
        "aujourd'hui",
        "VLADIMIR",
        "el-Bechir",
        "XKCD",
        "annonce",
        "ou",
        "où",
        "sur",
        "la",
        "là",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
@settings(max_examples=300)
def test_length_is_kept_and_twice_is_once(text: str) -> None:
    shown = restored(text, "fr")
    assert len(shown) == len(text)
    assert bare(shown).casefold() == bare(text).casefold() or any(c in text for c in "İßﬁŉǰ\u0301")
    assert restored(shown, "fr") == shown


def test_stretches_start_and_end_at_words() -> None:
    text = "Un iPHONE et DES PIRATAGES TRÈS GÊNANTS La suite."
    assert [text[a:b].strip() for a, b in stretches(text)] == ["DES PIRATAGES TRÈS GÊNANTS"]


@pytest.mark.slow
def test_the_weights_are_those_that_the_recipe_gives() -> None:
    sys.path.insert(0, str(ROOT / "training"))
    try:
        import accents
    finally:
        sys.path.pop(0)
    assert accents.text() == accents.TARGET.read_text(encoding="utf-8")

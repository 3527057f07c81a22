"""French is read, other languages are refused by name, short text is given the benefit of the doubt."""

from __future__ import annotations

import pytest

from sayso.errors import DocumentError
from sayso.read.language import detect, known

FRENCH = "Le ministre a démenti mardi que des soldats aient été tués dans l'attaque. "
ENGLISH = "The minister denied on Tuesday that any soldiers had been killed in the attack. "


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        FRENCH.upper(),
        "Accord signé.",
        "Paris",
        "12 345",
        "…",
        "Donald Trump, Vladimir Poutine, Helsinki",
        "Manifestations à Alger, Oran, Constantine",
        ENGLISH * 10 + FRENCH * 20,
    ],
)
def test_french_and_what_may_be_french_is_read_as_french(text):
    assert detect(text) == "fr"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ENGLISH, "en"),
        (ENGLISH * 100, "en"),
        ("El ministro ha declarado que las tropas se retirarán el martes de la ciudad.", "es"),
        ("Il ministro ha dichiarato che le truppe si ritireranno martedì dalla città.", "it"),
        ("De minister zei dat de troepen dinsdag uit de stad vertrekken.", "nl"),
        ("Министр заявил во вторник, что войска покинут город.", "ru"),
        ("قال الوزير يوم الثلاثاء إن القوات ستغادر المدينة.", "ar"),
    ],
)
def test_another_language_is_refused_by_name(text, found):
    with pytest.raises(DocumentError, match=f"'{found}'.*Supported: fr") as caught:
        detect(text)
    assert caught.value.code == "D008"


@pytest.mark.parametrize("said", ["fr", "FR", " fr ", "fr-CA", "fr_FR"])
def test_a_named_language_is_believed(said):
    assert known(said) == "fr"


def test_a_named_language_without_data_is_refused():
    with pytest.raises(DocumentError, match="D008"):
        known("de", where="f.txt")

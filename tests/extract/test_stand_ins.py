"""Under which name a source stands: sources cited again, pronouns, posts with a complement, speakers without a cue."""

from __future__ import annotations

import pytest
from tests.extract.conftest import Survey

import sayso
from sayso.extract.antecedent_views import possible
from sayso.extract.naming import resolved


def _named(page: Survey, text: str, said: str) -> list[str]:
    """The names of the sources that answer for a word."""
    seen = page(text)
    at = text.index(said)
    found = [resolved(seen, a) for a in seen.attributions if a.start <= at < a.end]
    return [a.source.name for a in found if a.source is not None]


@pytest.mark.parametrize("again", ["cette même source", "la même source", "cette source"])
def test_the_same_source_is_the_one_cited_before(page: Survey, again: str) -> None:
    text = f"Deux avions ont été abattus, a indiqué l'armée turque. Selon {again}, un pilote a été capturé."
    assert _named(page, text, "capturé") == ["l'armée turque"]


def test_a_source_alone_is_nobody_cited_before(page: Survey) -> None:
    text = "Deux avions ont été abattus, a indiqué l'armée turque. Selon une source locale, un pilote a été capturé."
    assert _named(page, text, "capturé") == ["une source locale"]


def test_a_post_with_a_complement_stands_before_its_name(page: Survey) -> None:
    text = (
        "La candidate à la primaire écologiste, Anne Morel, a réagi devant la presse. "
        '"Il faut punir les coupables", a-t-elle lancé.'
    )
    assert _named(page, text, "punir") == ["Anne Morel"] * len(_named(page, text, "punir"))


def test_a_pronoun_with_nobody_near_is_the_one_named_in_the_report(page: Survey) -> None:
    text = "Elle appelle à manifester samedi.\n\nAnne Morel a tenu une conférence de presse à Lyon."
    assert _named(page, text, "manifester") == ["Anne Morel"]


def test_a_pronoun_is_nobody_who_is_named_much_later(page: Survey) -> None:
    later = "Il a plu toute la nuit sur les collines et les routes sont coupées. " * 5
    text = f"Elle appelle à manifester samedi. {later}Anne Morel a tenu une conférence de presse à Lyon."
    assert "Anne Morel" not in _named(page, text, "manifester")


@pytest.mark.parametrize("words", ["celle qui dirige la ligue", "la septuagénaire"])
def test_words_behind_a_quotation_take_up_the_last_speaker(page: Survey, words: str) -> None:
    text = (
        "Anne Morel, la présidente de la ligue, dénonce une injustice. "
        f'"Les juges ont libéré ces hommes", a lancé {words}.'
    )
    assert "Anne Morel" in _named(page, text, "libéré")[0]


def test_one_of_several_is_somebody_new(page: Survey) -> None:
    text = '"Je ne sais rien", a dit Anne Morel. Dans une lettre, l\'une de ces femmes assure : "Les civils nous aident".'
    assert _named(page, text, "aident") == ["l'une de ces femmes"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('Paul Rivet enfonce le clou : "Le gouvernement a abandonné nos soldats".', "Paul Rivet"),
        ('Paul Rivet se veut prudent : "Nos soldats ont été attaqués hier soir".', "Paul Rivet"),
        ('Dans un message, Paul Rivet "condamne avec force cette attaque contre nos soldats".', "Paul Rivet"),
    ],
)
def test_a_speaker_without_a_word_of_saying(page: Survey, text: str, source: str) -> None:
    assert source in _named(page, text, "soldats")


@pytest.mark.parametrize(
    "text",
    [
        'Le panneau porte une inscription : "Les soldats ont été tués ici en 1944".',
        'Le convoi "roulait sans lumière avec des soldats à bord".',
    ],
)
def test_a_thing_does_not_speak(page: Survey, text: str) -> None:
    assert _named(page, text, "soldats") == []


@pytest.mark.parametrize(
    "text",
    [
        "L'état-major refuse de dire si ses avions ont bombardé le village.",
        "L'état-major a refusé d'indiquer si ses avions avaient bombardé le village.",
    ],
)
def test_a_refusal_to_tell_is_silence(page: Survey, text: str) -> None:
    found = [a for a in page(text).attributions if a.start <= text.index("bombardé") < a.end]
    assert [a.stance for a in found] == ["no_comment"]


def test_an_explanation_says_who_a_source_is_and_why() -> None:
    text = "Deux avions ont été abattus, a indiqué l'armée turque. Selon cette même source, un pilote a été capturé."
    claims = sayso.read(text, published="2017", explain=True).claims
    steps = [s for c in claims for s in c.why if s.stage == "attribution"]
    assert any("is l'armée turque: the source cited before" in b for s in steps for b in s.because)


def test_an_adjective_tells_the_gender_of_a_post(page: Survey) -> None:
    text = (
        "Le message que Claire Morel a envoyé à Paul Rivet ne contenait pas de menaces, "
        "a déclaré dimanche l'ancienne garde des Sceaux."
    )
    assert "Paul Rivet" not in _named(page, text, "menaces")


def test_a_pronoun_is_nobody_whose_first_name_contradicts_it(page: Survey) -> None:
    seen = page(
        "Jean-Louis Morel a condamné l'attaque. Elle a tué trois soldats, et il a promis des renforts."
    )
    he = next(c for c in seen.identity.clusters if c.names)
    said = {m.text: m for m in seen.mentions if m.kind == "pronoun" and m.definite}
    assert not possible(said["Elle"], he, he, "fr")
    assert possible(said["il"], he, he, "fr")


def test_cette_elue_of_a_party_is_the_last_speaker(page: Survey) -> None:
    text = (
        "Anne Morel dénonce une injustice. "
        '"Les juges ont libéré ces hommes", a lancé cette cadre du Parti radical.'
    )
    assert "Anne Morel" in _named(page, text, "libéré")

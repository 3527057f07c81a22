"""Who speaks, where the reading took a pronoun or two names for a source."""

from __future__ import annotations

import pytest

from sayso.link.event import Sources, make
from sayso.link.speakers import speakers
from sayso.link.telling import tellings

from .conftest import Book, said


@pytest.mark.parametrize("name", ["Il", "elle", "Celui-ci", "ce dernier", "« On »", "Beaucoup", "j'", "M."])
def test_a_pronoun_is_nobody(name: str) -> None:
    assert speakers(said(name)) == ()


@pytest.mark.parametrize(
    "name", ["Ilham Aliyev", "celui qui dirige la mission", "ce dernier témoin", "Personne-Lassou"]
)
def test_what_only_begins_like_a_pronoun_is_somebody(name: str) -> None:
    assert [s.name for s in speakers(said(name))] == [name]


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("l'ONU et Washington", "named", ["l'ONU", "Washington"]),
        ("la France, l'Allemagne et le Royaume-Uni", "named", ["la France", "l'Allemagne", "le Royaume-Uni"]),
        ("Angela Merkel et Emmanuel Macron", "named", ["Angela Merkel", "Emmanuel Macron"]),
        ("la CGT (énergie) ainsi que la CFDT", "named", ["la CGT", "la CFDT"]),
        ("RTL et BFMTV", "outlet", ["RTL", "BFMTV"]),
    ],
)
def test_two_names_are_two(name: str, kind: str, found: list[str]) -> None:
    assert [s.name for s in speakers(said(name, kind=kind))] == found


@pytest.mark.parametrize(
    "name",
    [
        "le ministère de l'Europe et des Affaires étrangères",
        "la police et la mairie",
        "Angela Merkel, chancelière et cheffe de la CDU",
        "le maire de Fos et ancien député",
        "le centre pour la paix et Paris",
        "Terre et Humanisme",
    ],
)
def test_what_is_one_stays_one(name: str) -> None:
    assert [s.name for s in speakers(said(name))] == [name]


def test_the_ledger_counts_speakers() -> None:
    book = Book("r1")
    sentence = "L'ONU et Washington confirment que la trêve a été signée."
    book.claim(sentence, "signée", "AGREE", attribution=said("l'ONU et Washington", "confirms"))
    again = Book("r2", outlet="Le Soir")
    again.claim(
        "Il confirme que la trêve a été signée.", "signée", "AGREE", attribution=said("Il", "confirms")
    )
    read = [book.reading(), again.reading()]
    known = Sources(
        claims={c.id: c for r in read for c in r.claims}, reports={r.report.id: r.report for r in read}
    )
    event = make([t for r in read for t in tellings(r)], (), known)
    assert [(v.source, v.stance) for v in event.ledger] == [
        ("l'ONU", "confirms"),
        ("Washington", "confirms"),
        (None, "confirms"),
    ]
    assert (event.origins, event.speakers) == (3, 2)

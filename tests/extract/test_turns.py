"""Who speaks on: the pronoun behind a quotation, the description that points back, names of sources."""

from __future__ import annotations

import pytest

from sayso.annotate import annotate
from sayso.extract import naming
from sayso.extract.attribution import find_attributions
from sayso.extract.attribution.page import lay_out
from sayso.extract.coreference import Scene
from sayso.extract.party import Identity, mentions
from sayso.extract.survey import survey
from sayso.extract.turns import quotations, within
from sayso.read import from_text


def goes_on(text: str, span: str) -> str | None:
    """The party that the speech turn gives to the last mention of a text that reads `span`."""
    doc = annotate(text, "fr")
    found = mentions(doc)
    attributions = find_attributions(doc)
    who = Identity(doc, found, attributions=attributions, chooser=lambda m, choices, rows: None)
    scene = Scene.of(who.doc, doc.text, found, attributions, "")
    mention = [m for m in found if m.text == span][-1]
    cluster = scene.goes_on(
        mention, lambda m: next((c for c in who.clusters if m in c.members and m is not mention), None)
    )
    return who.fullest(cluster.members[0]).text if cluster is not None else None


@pytest.mark.parametrize(
    ("text", "span", "want"),
    [
        (  # the one who acted before, never one who is only spoken of in the quotation
            "Marc Duval a quitté la salle. « Jean Petit a menti », a-t-il lancé.",
            "il",
            "Marc Duval",
        ),
        (  # the one who spoke last
            "« La trêve tient », a assuré Marc Duval. « Jean Petit se trompe », a-t-il ajouté.",
            "il",
            "Marc Duval",
        ),
        (  # an outlet hands the word on
            "Marc Duval a quitté la salle, comme le révèle Le Monde. « Je reste », a-t-il lancé.",
            "il",
            "Marc Duval",
        ),
        (  # nobody is meant by "aucun"
            "Marc Duval a visité la prison. Aucun détenu n'a été jugé. « Ils attendent », a-t-il regretté.",
            "il",
            "Marc Duval",
        ),
        (  # a description that points back
            "« La trêve tient », a assuré Marc Duval. Ce diplomate promet de rester.",
            "Ce diplomate",
            "Marc Duval",
        ),
        ("Le pont est fermé. Ce diplomate promet de rester.", "Ce diplomate", None),
    ],
)
def test_who_speaks_on(text: str, span: str, want: str | None) -> None:
    assert goes_on(text, span) == want


def test_a_long_quotation_is_no_distance() -> None:
    text = (
        "Marc Duval a quitté la salle. « La trêve tient. Les camps parlent. Les routes rouvrent. "
        "Les ports aussi. Les écoles suivront. Nous attendons », a-t-il dit."
    )
    assert goes_on(text, "il") == "Marc Duval"


def source_name(text: str, word: str) -> str | None:
    page = survey(from_text(text))
    at = text.index(word)
    found = [naming.resolved(page, a) for a in page.attributions if a.start <= at < a.end]
    return found[-1].source.name if found and found[-1].source else None


@pytest.mark.parametrize(
    ("text", "word", "want"),
    [
        (
            "Les otages ont parlé. « On nous a frappées », raconte l'une d'entre elles.",
            "frappées",
            "l'une d'entre elles",
        ),
        (
            "Le président Karim Sow se tait. La visite est annulée, a précisé l'entourage du président.",
            "annulée",
            "l'entourage du président",
        ),
        (
            "« Le match sera rejoué », a dit le président de la Fédération de football. Emmanuel Macron se tait.",
            "rejoué",
            "le président de la Fédération de football",
        ),
    ],
)
def test_a_source_is_not_named_by_its_complement(text: str, word: str, want: str) -> None:
    assert source_name(text, word) == want


def test_names_of_feasts_and_orders() -> None:
    found = {
        m.text for m in mentions(annotate('"Arrêtez la grève", a dit Noël Duval. Il attend Noël.', "fr"))
    }
    assert "Noël Duval" in found
    assert not found & {"Arrêtez", "Noël"}


def test_quotations_are_stretches_of_the_text() -> None:
    doc = annotate("Il a dit « oui » et « non ».", "fr")
    found = quotations(doc)
    assert [doc.text[a:b].strip("« »") for a, b in found] == ["oui", "non"]
    assert within(found, doc.text.index("oui"))
    assert not within(found, doc.text.index(" et"))
    assert len(lay_out(doc).low) == len(doc)

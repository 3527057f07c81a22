from __future__ import annotations

import pytest

from sayso.link.acronyms import acronyms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le Mouvement pour le salut démocratique (MSD) a protesté.", "msd"),
        ("Le Front des quartiers libres (FQL) et l'Union du sud vert (USV).", "fql usv"),
        ("Il a été élu (PS) hier.", ""),
        ("Le Parti des gens (ABC).", ""),
        ("Le Front uni, dit-on (FU).", ""),
    ],
)
def test_acronyms_that_a_report_defines(text: str, found: str) -> None:
    assert " ".join(short for short, _ in acronyms(text)) == found


def test_the_full_name_is_the_shortest_that_spells_it() -> None:
    ((short, full),) = acronyms("Selon lui, le Mouvement pour le salut démocratique (MSD) gagne.")
    assert (short, "mouvement" in full, "selon" in full) == ("msd", True, False)

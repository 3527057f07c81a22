from __future__ import annotations

import pytest

from sayso.link.origins import credit, groups, shared, sketch
from sayso.records import Report

TEXT = " ".join(f"mot{n}" for n in range(300))


def report(id_: str, text: str = TEXT, outlet: str | None = None) -> Report:
    return Report(id=id_, text=text, outlet=outlet)


def test_a_rewrite_shares_most_and_another_text_nothing() -> None:
    half = " ".join(f"mot{n}" for n in range(150)) + " " + " ".join(f"autre{n}" for n in range(150))
    assert shared(sketch(TEXT), sketch(TEXT)) == 1.0
    assert 0.3 < shared(sketch(TEXT), sketch(half)) < 0.7
    assert shared(sketch(TEXT), sketch("rien de commun avec cela du tout")) == 0.0
    assert shared(sketch(TEXT), sketch(" ".join(f"mot{n}" for n in range(100, 160)))) > 0.8


@pytest.mark.parametrize(
    ("outlet", "text", "agency"),
    [
        ("Orange avec AFP", "x", "AFP"),
        ("Le Soir", "Paris, 3 juil (AFP) - Le ministre", "AFP"),
        ("Le Soir", "Le ministre. (Reuters)", "Reuters"),
        ("CAFPI", "Le ministre", None),
        (None, "Selon l'AFP, rien", None),
    ],
)
def test_the_credit_of_an_agency(outlet: str | None, text: str, agency: str | None) -> None:
    assert credit(report("r", text, outlet)) == agency


def test_one_origin_by_agency_outlet_or_text() -> None:
    found = groups(
        [
            report("a", "un", "X avec AFP"),
            report("b", "deux", "Y avec AFP"),
            report("c", "trois", "Z"),
            report("d", "quatre", "Z"),
            report("e"),
            report("f"),
        ]
    )
    assert [found[i][0] for i in "abcdef"] == [1, 1, 2, 2, 3, 3]
    assert [found[i][1] for i in "bdf"] == ["agency:AFP", "outlet", "text"]

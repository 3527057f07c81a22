"""Several reports parsed together: groups, order, and the same parse as one by one."""

from __future__ import annotations

import itertools

import pytest

from sayso.annotate import annotate, annotate_many
from sayso.extract.pipeline import read_report, read_reports
from sayso.extract.together import LETTERS, MOST, groups, parse
from sayso.read import from_text

TEXTS = (
    "L'armée a bombardé la ville mardi. Il pleut.",
    "Rien.",
    "Selon Ankara, douze soldats ont été tués près d'Alep.\n\nLe ministre a démenti.",
    "Le président a rencontré son homologue à Genève.",
)


def reports(*texts: str, **fields: str):
    return [from_text(text, **{"lang": "fr", "published": "2019-10-10", **fields}) for text in texts]


def test_groups_grow_and_keep_the_order() -> None:
    made = list(groups(range(100)))
    assert [len(g) for g in made] == [1, 2, 4, 8, *[MOST] * 5, 5]
    assert list(itertools.chain(*made)) == list(range(100))


def test_long_reports_stand_alone() -> None:
    long, short = reports("Mot. " * (LETTERS // 5 + 1), "Court.")
    assert [len(g) for g in groups([short, long, short, long, long])] == [1, 1, 2, 1]
    assert list(groups([])) == []


@pytest.mark.parametrize("words", [1, 30, 10_000])
def test_a_parse_does_not_depend_on_the_others(words: int) -> None:
    gate = lambda sent: "pleut" not in sent.text  # noqa: E731
    together = list(annotate_many([*TEXTS, "", " \n"], gate=gate, words=words))
    for doc, text in zip(together, [*TEXTS, "", " \n"], strict=True):
        alone = annotate(text, gate=gate)
        assert doc.text == text
        assert [(t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, str(t.morph), t.is_sent_start) for t in doc] == [
            (t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, str(t.morph), t.is_sent_start) for t in alone
        ]
        assert doc.tensor.shape == alone.tensor.shape


def test_readings_are_those_of_one_by_one() -> None:
    some = reports(*TEXTS)
    assert list(read_reports(some)) == [read_report(r) for r in some]


def test_a_language_without_data_is_left_for_its_own_report() -> None:
    (good,), (bad,) = reports(TEXTS[0]), reports("Es regnet.")
    object.__setattr__(bad, "language", "xx")
    docs = parse([good, bad])
    assert docs[0] is not None
    assert docs[1] is None

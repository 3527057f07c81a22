"""Which claims are one event: linkage on hand-made matrices, kinship of words, features of pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract import sameness
from sayso.extract.page import Page
from sayso.extract.sameness import View
from sayso.extract.trigger import Trigger

NOTHING = View(frozenset(), frozenset(), None, None, None)


def at(page: Page, word: str, kind: str = "ASSAULT", rule: str = "test") -> Trigger:
    token = next(t for t in page.doc if t.text == word)
    return Trigger(i=token.i, start=token.idx, end=token.idx + len(word), type=kind, p=1.0, rule=rule)


def matrix(n: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:  # type: ignore[type-arg]
    p = np.zeros((n, n))
    for (i, j), value in pairs.items():
        p[i, j] = p[j, i] = value
    return p


@pytest.mark.parametrize(
    ("n", "pairs", "want"),
    [
        (1, {}, [1]),
        (3, {}, [1, 2, 3]),
        (3, {(0, 2): 0.9}, [1, 2, 1]),
        (3, {(0, 1): 0.9, (1, 2): 0.8}, [1, 1, 1]),  # one strong tie carries a weak one
        (4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.4}, [1, 1, 2, 2]),  # but does not run two events together
    ],
)
def test_linkage(n: int, pairs: dict[tuple[int, int], float], want: list[int]) -> None:
    assert sameness.number(sameness.link(matrix(n, pairs))) == want


@settings(max_examples=50)
@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_linkage_ends_and_is_the_same_again(n: int, seed: int) -> None:
    p = np.random.default_rng(seed).random((n, n))
    p = (p + p.T) / 2
    found = sameness.number(sameness.link(p))
    assert found == sameness.number(sameness.link(p.copy()))
    assert found[0] == 1
    assert sorted(set(found)) == list(range(1, max(found) + 1))


def test_linkage_leaves_its_matrix_alone() -> None:
    p = matrix(3, {(0, 1): 0.9})
    before = p.copy()
    sameness.link(p)
    assert (p == before).all()


def test_few_triggers_need_no_weights(page) -> None:
    surveyed = page("Une bombe a explosé à Bagdad.")
    assert sameness.gather(surveyed, [], []) == []
    assert sameness.gather(surveyed, [at(surveyed, "explosé")], [NOTHING]) == [1]


@pytest.mark.parametrize(
    ("words", "kinds", "rules", "want"),
    [
        (("attaque", "attaque"), ("ASSAULT", "ASSAULT"), ("a", "a"), "lemma"),
        (("attaqué", "attaque"), ("ASSAULT", "ASSAULT"), ("a", "b"), "stem"),
        (("meurtre", "tué"), ("ASSAULT", "ASSAULT"), ("kill", "kill"), "rule"),
        (("meurtre", "manifesté"), ("ASSAULT", "PROTEST"), ("a", "b"), "no"),
    ],
)
def test_kinship(
    page, words: tuple[str, str], kinds: tuple[str, str], rules: tuple[str, str], want: str
) -> None:
    surveyed = page(
        "Le meurtre du juge a choqué. Il a été tué lundi. L'armée a attaqué le camp. "
        "Cette attaque est la première. L'attaque dure. Des étudiants ont manifesté."
    )
    looks = sameness.portraits(
        surveyed, [at(surveyed, w, k, r) for w, k, r in zip(words, kinds, rules, strict=True)]
    )
    assert sameness.kinship(*looks) == want


def test_features_compare_parties_dates_and_reference(page) -> None:
    surveyed = page("Un juge a été tué lundi à Tripoli. Ce meurtre a choqué la Libye.")
    triggers = [at(surveyed, "tué"), at(surveyed, "meurtre")]
    one = View(frozenset(), frozenset({1}), "2019-06-03", "Tripoli", None)
    other = View(frozenset({2}), frozenset({1}), "2019-06-04", "Tripoli", None)
    (row,) = sameness.pair_rows(surveyed, triggers, [one, other], [(0, 1)])
    assert {"recipients=same", "actors=one", "when=other", "where=same", "source=none"} <= set(row)
    assert any(f.startswith("det=ce|") for f in row)
    assert "kin=rule" in row

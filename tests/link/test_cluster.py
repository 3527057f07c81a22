from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from sayso.link.cluster import Words, cluster, components, pair

LIMITS = {"threshold": 0.0, "absent": -2.0}


def test_components_are_sorted() -> None:
    assert components("dcba", [("a", "c"), ("b", "d")]) == [["a", "c"], ["b", "d"]]


def test_a_weak_bridge_does_not_run_two_groups_together() -> None:
    weights = {("a", "b"): 4.0, ("c", "d"): 4.0, ("b", "c"): 0.5}
    assert cluster("abcd", weights, **LIMITS) == [["a", "b"], ["c", "d"]]


def test_a_person_goes_before_every_weight() -> None:
    weights = {("a", "b"): 9.0}
    apart = Words(apart=frozenset({("a", "b")}))
    together = Words(together=frozenset({("a", "c")}))
    assert cluster("abc", weights, words=apart, **LIMITS) == [["a"], ["b"], ["c"]]
    assert any({"a", "c"} <= set(g) for g in cluster("abc", weights, words=together, **LIMITS))


def test_apart_holds_through_others() -> None:
    weights = {("a", "b"): 9.0, ("b", "c"): 8.0, ("a", "c"): 7.0}
    apart = Words(apart=frozenset({("a", "c")}))
    found = cluster("abc", weights, words=apart, **LIMITS)
    assert not any({"a", "c"} <= set(g) for g in found)


def test_a_large_component_is_cut_along_its_weakest_pairs() -> None:
    weights = {pair(f"n{i:02}", f"n{i + 1:02}"): 5.0 if i % 5 != 4 else 0.2 for i in range(19)}
    found = cluster(sorted({n for p in weights for n in p}), weights, most=6, **LIMITS)
    assert all(len(g) <= 6 for g in found)


names = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=8, unique=True)


@given(nodes=names, seed=st.integers(0, 9999))
def test_no_order_matters(nodes: list[str], seed: int) -> None:
    dice = random.Random(seed)
    weights = {
        pair(a, b): round(dice.uniform(-1, 3), 2)
        for a in nodes
        for b in nodes
        if a < b and dice.random() < 0.6
    }
    mixed, turned = list(nodes), list(weights.items())
    dice.shuffle(mixed)
    dice.shuffle(turned)
    assert cluster(mixed, dict(turned), **LIMITS) == cluster(nodes, weights, **LIMITS)
    assert sorted(n for g in cluster(nodes, weights, **LIMITS) for n in g) == sorted(nodes)

"""From weighed pairs to groups: connected components, then linkage inside each.

Both are functions of the pairs and of people's decisions alone, so the order in which reports come in does
not matter, and a new report can change only the components that it touches.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What people decided about nodes: pairs that belong together, and pairs that do not."""

    together: frozenset[Pair] = field(default=frozenset())
    apart: frozenset[Pair] = field(default=frozenset())


def pair(a: str, b: str) -> Pair:
    """The key of a pair: its ends in order."""
    return (a, b) if a < b else (b, a)


def components(nodes: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The connected components, each sorted, in the order of their least node."""
    root = {node: node for node in nodes}

    def find(node: str) -> str:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for a, b in pairs:
        if a in root and b in root:
            x, y = sorted((find(a), find(b)))
            root[y] = x
    found: dict[str, list[str]] = {}
    for node in sorted(root):
        found.setdefault(find(node), []).append(node)
    return [found[key] for key in sorted(found)]


def cluster(
    nodes: Sequence[str],
    weights: Mapping[Pair, float],
    *,
    threshold: float,
    absent: float,
    most: int = 300,
    words: Words = Words(),
) -> list[list[str]]:
    """Group the nodes of one component.

    The two closest groups are joined until none are closer than `threshold`; two groups are as close as the
    mean of their average and their closest pair.  A pair without a weight counts `absent`.  A component of
    more than `most` nodes is first cut along its weakest pairs.

    Args:
        nodes: The nodes.
        weights: Weight of each pair that has one.
        threshold: Least closeness at which two groups are joined.
        absent: Weight of a pair that was not weighed.
        most: Nodes up to which a component is treated whole.
        words: What people decided; it goes before every weight.
    Returns:
        Groups, each sorted, in the order of their least node.
    """
    inside = set(nodes)
    weights = {p: w for p, w in weights.items() if p[0] in inside and p[1] in inside}
    glued = [p for p in sorted(words.together) if p[0] in inside and p[1] in inside]
    out: list[list[str]] = []
    for part in _cut(sorted(inside), weights, glued, most=most):
        out += _linkage(part, weights, glued, words.apart, threshold=threshold, absent=absent)
    return sorted(out)


def _cut(
    nodes: list[str], weights: Mapping[Pair, float], glued: Sequence[Pair], *, most: int
) -> list[list[str]]:
    """Components under a floor that rises until none has more than `most` nodes."""
    kept, waiting = weights, [nodes]
    done: list[list[str]] = []
    floors = sorted({round(w, 1) for w in weights.values()})
    while waiting and floors:
        large: list[list[str]] = []
        for part in waiting:
            members = set(part)
            for piece in components(part, [*(p for p in kept if p[0] in members), *glued]):
                (large if len(piece) > most else done).append(piece)
        waiting = large
        floor = floors.pop(0)
        kept = {p: w for p, w in kept.items() if w > floor}
    return sorted([*done, *waiting])


def _linkage(
    nodes: list[str],
    weights: Mapping[Pair, float],
    glued: Sequence[Pair],
    apart: frozenset[Pair],
    *,
    threshold: float,
    absent: float,
) -> list[list[str]]:
    groups = {part[0]: part for part in components(nodes, glued)}
    home = {node: key for key, part in groups.items() for node in part}
    near: dict[str, dict[str, tuple[float, float]]] = {key: {} for key in groups}  # sum over `absent`, peak
    for (a, b), weight in sorted(weights.items()):
        x, y = home.get(a), home.get(b)
        if x is None or y is None or x == y:
            continue
        total, peak = near[x].get(y, (0.0, absent))
        near[x][y] = near[y][x] = (total + weight - absent, max(peak, weight))
    barred = {pair(home[a], home[b]) for a, b in apart if a in home and b in home}
    heap: list[tuple[float, str, str]] = []

    def push(x: str, y: str) -> None:
        total, peak = near[x][y]
        mean = absent + total / (len(groups[x]) * len(groups[y]))
        close = round((mean + peak) / 2, 9)
        if close > threshold and pair(x, y) not in barred:
            heapq.heappush(heap, (-close, *pair(x, y)))

    for x in sorted(near):
        for y in sorted(near[x]):
            if x < y:
                push(x, y)
    while heap:
        close, x, y = heapq.heappop(heap)
        if x not in groups or y not in groups or not _current(-close, x, y, near, groups, absent):
            continue
        if pair(x, y) in barred:
            continue
        barred |= {pair(x, z) for z in _barred_with(y, barred)}
        groups[x] = sorted(groups[x] + groups.pop(y))
        for z, (total, peak) in near.pop(y).items():
            near[z].pop(y, None)
            if z != x:
                mine = near[x].get(z, (0.0, absent))
                near[x][z] = near[z][x] = (mine[0] + total, max(mine[1], peak))
        for z in sorted(near[x]):
            push(x, z)
    return sorted(groups.values())


def _current(
    close: float,
    x: str,
    y: str,
    near: Mapping[str, Mapping[str, tuple[float, float]]],
    groups: Mapping[str, list[str]],
    absent: float,
) -> bool:
    """Is a closeness from the heap still that of the two groups?"""
    found = near[x].get(y)
    if found is None:
        return False
    mean = absent + found[0] / (len(groups[x]) * len(groups[y]))
    return round((mean + found[1]) / 2, 9) == close


def _barred_with(group: str, barred: Iterable[Pair]) -> list[str]:
    return [b if a == group else a for a, b in barred if group in (a, b)]

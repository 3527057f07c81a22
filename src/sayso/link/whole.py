"""All readings at once -> the picture, in memory: what the store keeps up step by step, in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link import event as events
from sayso.link import posts
from sayso.link.cluster import Pair, Words, cluster, components, pair
from sayso.link.keys import keys, met
from sayso.link.names import Who, who
from sayso.link.telling import Telling, tellings
from sayso.link.weigh import Match, above
from sayso.link.weights import settings
from sayso.picture import Bond, Event, Part
from sayso.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The events of some readings, sorted by id."""

    events: tuple[Event, ...]


def picture(readings: Iterable[Reading]) -> Picture:
    """Link readings; their order does not matter.  People's decisions are the store's matter."""
    read = sorted({r.report.id: r for r in readings}.values(), key=lambda r: r.report.id)
    known: dict[str, list[posts.Held]] = defaultdict(list)
    for reading in read:
        for one in posts.held(reading):
            known[one.key].append(one)
    told: dict[str, Telling] = {}
    resolved: dict[str, dict[str, str]] = {}
    for reading in read:
        resolved[reading.report.id] = posts.resolve(reading, known)
        for telling in tellings(reading):
            told[telling.id] = with_holders(telling, resolved[reading.report.id])
    matches = edges(told)
    sources = events.Sources(
        claims={c.id: c for r in read for c in r.claims},
        reports={r.report.id: r.report for r in read},
    )
    made = []
    for group in grouped(told, {p: m.total for p, m in matches.items()}):
        here = {k: v for t in group for k, v in resolved[told[t].report].items()}
        bonds = bonds_of(group, told, matches)
        made.append(events.make([told[t] for t in group], bonds, replace(sources, resolved=here)))
    return Picture(events=tuple(sorted(made, key=lambda e: e.id)))


def with_holders(telling: Telling, resolved: Mapping[str, str]) -> Telling:
    """A telling whose posts are those who held them: the person is compared as well as the post."""
    if not resolved:
        return telling
    holders = {who(name, "UNK", telling.lang).key: shown for name, shown in resolved.items()}

    def more(parties: tuple[Who, ...]) -> tuple[Who, ...]:
        extra = tuple(who(holders[w.key], w.code, telling.lang) for w in parties if w.key in holders)
        return tuple(dict.fromkeys(parties + extra))

    return replace(telling, actors=more(telling.actors), recipients=more(telling.recipients))


def edges(told: Mapping[str, Telling]) -> dict[Pair, Match]:
    """The pairs worth keeping among those that share a key."""
    found = {name: keys(told[name]) for name in sorted(told)}
    block: dict[int, list[str]] = defaultdict(list)
    for name, own in found.items():
        for key in own.kept:
            block[key].append(name)
    seen: set[Pair] = set()
    for name, own in found.items():
        for key in own.sought:
            seen.update(pair(name, other) for other in block.get(key, ()) if other != name)
    floor = settings()["limits"]["floor"]
    matches = ((p, above(told[p[0]], told[p[1]], floor)) for p in met(told, sorted(seen)))
    return {p: match for p, match in matches if match is not None}


def grouped(
    nodes: Iterable[str],
    weights: Mapping[Pair, float],
    words: Words = Words(),  # noqa: B008 - frozen
) -> list[list[str]]:
    """The groups of all components."""
    limits = settings()["limits"]
    out: list[list[str]] = []
    for part in components(nodes, [*weights, *words.together]):
        out += in_component(part, weights, words, limits)
    return out


def in_component(
    part: Sequence[str], weights: Mapping[Pair, float], words: Words, limits: Mapping[str, float]
) -> list[list[str]]:
    """The groups of one component, under the settings."""
    if len(part) == 1:
        return [list(part)]
    return cluster(
        part,
        weights,
        threshold=limits["threshold"],
        absent=limits["absent"],
        most=int(limits["most"]),
        words=words,
    )


def bonds_of(group: Sequence[str], told: Mapping[str, Telling], matches: Mapping[Pair, Match]) -> list[Bond]:
    """Why the tellings of a group are together: the strongest pairs that connect them (a spanning tree)."""
    inside = set(group)
    ranked = sorted(
        (p for p in matches if p[0] in inside and p[1] in inside), key=lambda p: (-matches[p].total, p)
    )
    root = {t: t for t in group}

    def find(t: str) -> str:
        while root[t] != t:
            t = root[t]
        return t

    out = []
    for p in ranked:
        a, b = find(p[0]), find(p[1])
        if a != b:
            root[b] = a
            out.append(bond(told[p[0]], told[p[1]], matches[p]))
    return out


def bond(a: Telling, b: Telling, match: Match) -> Bond:
    """One pair as it is shown."""
    return Bond(
        reports=(a.report, b.report),
        claims=(a.claims[0], b.claims[0]),
        total=round(match.total, 4),
        parts=tuple(Part(name=n, weight=round(w, 4)) for n, w in match.parts),
    )

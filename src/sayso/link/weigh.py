"""How much speaks for two tellings being of one event: a sum of named parts, each with its weight in data.

A part is a number without unit, 0 where nothing speaks; `model/link/weights.toml` gives what each is worth.
The sum is a log-odds (natural logarithm): above 0 the two are more likely one event than not.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso import resources
from sayso.link.names import Who, alike
from sayso.link.telling import Spot, Telling
from sayso.link.words import rarity

FILE = "model/link/weights.toml"
_EARTH_KM = 6371.0
_ROUNDING = 1e-5  # totals are rounded to 6 digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why two tellings are taken for one event, or not: the parts that weighed, the heaviest first."""

    total: float
    parts: tuple[tuple[str, float], ...]  # name, weight


@functools.cache
def settings() -> dict[str, Any]:
    """The weights, families of types and thresholds."""
    return resources.toml(FILE)


@functools.cache
def _families() -> Mapping[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    for group in settings()["families"]:
        for name in group:
            near.setdefault(name, set()).update(group)
    return {name: frozenset(found) for name, found in near.items()}


def weigh(a: Telling, b: Telling) -> Match:
    """Weigh a pair; the order of the two does not matter."""
    return _match(features(a, b))


def above(a: Telling, b: Telling, floor: float) -> Match | None:
    """What `weigh` says of a pair where that is over a floor, else None.

    Most pairs that share a key are of two events, and are given up as soon as nothing that is left to look at can
    lift them over the floor.
    """
    worth: dict[str, float] = settings()["weights"]
    found: list[tuple[str, float]] = []
    total = worth["prior"]
    for stage, most in _stages():
        for name, value in stage(a, b):
            if value:
                total += worth[name] * value
                found.append((name, value))
        if total + most <= floor - _ROUNDING:
            return None
    match = _match(found)
    return match if match.total > floor else None


def features(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    """The parts of a pair by name, unweighted; a part that is not named is 0."""
    for stage in _STAGES:
        yield from stage(a, b)


def _match(found: Iterable[tuple[str, float]]) -> Match:
    worth: dict[str, float] = settings()["weights"]
    weighed = [(name, worth[name] * value) for name, value in found if value and worth[name]]
    weighed.append(("prior", worth["prior"]))
    shown = sorted(weighed, key=lambda part: (-abs(part[1]), part[0]))
    return Match(total=round(math.fsum(w for _, w in weighed), 6), parts=tuple(shown))


def _kind(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if any(x in b.types for x in a.types):
        yield "type_same", 1.0
    elif not any(y in _families().get(x, ()) for x in a.types for y in b.types):
        yield "type_other", 1.0
    if not a.triggers.isdisjoint(b.triggers):
        yield "trigger_same", 1.0


def _parties(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    for name, ours, theirs in (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients)):
        if ours and theirs:
            best = max([alike(x, y) for x in ours for y in theirs])
            if best > 0:
                yield f"{name}_same", best
            elif best < 0:
                yield f"{name}_clash", -best
                if _person(ours) and _person(theirs):
                    yield f"{name}_other_person", 1.0


def _crossed(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    crossed = [alike(x, y) for x in a.actors for y in b.recipients]
    crossed += [alike(x, y) for x in a.recipients for y in b.actors]
    yield "crossed", max([0.0, *crossed])


def _person(parties: tuple[Who, ...]) -> bool:
    """Does a list of parties name somebody?"""
    return any(w.person for w in parties)


def _time(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if a.days is not None and b.days is not None:
        both = a.days.meet(b.days)
        if both is None:
            yield (
                "date_clash",
                0.2 + math.log1p(a.days.gap(b.days)) / math.log(31),
            )  # a month apart counts once
        else:
            widest = max(a.days.width, b.days.width)
            yield "date_same", max(0.0, 1.0 - math.log(widest) / math.log(366))
    elif a.days is None and b.days is None:
        yield "undated", 1.0
    if a.published is not None and b.published is not None:
        yield "published_apart", min(1.0, a.published.gap(b.published) / settings()["limits"]["far_days"])


def _place(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if not a.spots or not b.spots:
        return
    countries = {s.country for s in a.spots if s.country}, {s.country for s in b.spots if s.country}
    if countries[0] and countries[1] and countries[0].isdisjoint(countries[1]):
        yield "country_clash", 1.0
        return
    exact = [(x, y) for x in a.spots for y in b.spots if x.exact and y.exact]
    if any(_one_place(x, y) for x, y in exact):
        yield "place_same", 1.0
    elif exact:
        yield "place_clash", 1.0
    else:
        yield "country_same", 1.0


def _one_place(x: Spot, y: Spot) -> bool:
    if x.id is not None and x.id == y.id:
        return True
    if None in (x.lat, x.lon, y.lat, y.lon):
        return False
    return distance_km(x, y) <= max(x.radius_km, y.radius_km, 5.0)


def distance_km(x: Spot, y: Spot) -> float:
    """The way between two places over the ground (haversine)."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return math.inf
    a, b = math.radians(x.lat), math.radians(y.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(y.lon - x.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _figures(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if a.figures and b.figures:
        if not a.figures.isdisjoint(b.figures):
            yield "figure_same", 1.0
        elif {kind for kind, _ in a.figures} & {kind for kind, _ in b.figures}:
            yield "figure_clash", 1.0


def _words(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    shared = a.near & b.near
    if shared:
        rare = math.fsum(rarity(s, a.lang) for s in shared)
        least = min(_mass(a.near, a.lang), _mass(b.near, b.lang))
        yield "words_share", rare / least if least else 0.0
        yield "words_rare", min(1.0, rare / settings()["limits"]["rare_nats"])


def _report(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if not a.sentences.isdisjoint(b.sentences):
        yield "sentence_same", 1.0
    if a.report == b.report:
        yield "same_report", 1.0
    else:
        story = len(a.story & b.story) / max(1, min(len(a.story), len(b.story)))
        yield "story", min(1.0, 2 * story)
    if a.denied != b.denied:
        yield "one_denied", 1.0


@functools.lru_cache(maxsize=100_000)
def _mass(stems: frozenset[str], lang: str) -> float:
    return math.fsum(rarity(s, lang) for s in stems)


Stage = Callable[[Telling, Telling], Iterator[tuple[str, float]]]
# What tells most pairs apart for little goes first.  With what each can give: a part that speaks for is at most 1.
_STAGES: dict[Stage, tuple[str, ...]] = {
    _kind: ("type_same", "type_other", "trigger_same"),
    _parties: (
        *("actor_same", "actor_clash", "actor_other_person"),
        *("recipient_same", "recipient_clash", "recipient_other_person"),
    ),
    _place: ("country_clash", "place_same", "place_clash", "country_same"),
    _words: ("words_share", "words_rare"),
    _report: ("sentence_same", "story", "same_report", "one_denied"),
    _time: ("date_clash", "date_same", "undated", "published_apart"),
    _figures: ("figure_same", "figure_clash"),
    _crossed: ("crossed",),
}


@functools.cache
def _stages() -> tuple[tuple[Stage, float], ...]:
    """Each stage that is worth anything, and the most that all those after it can add."""
    worth: dict[str, float] = settings()["weights"]
    weighed = {stage: parts for stage, parts in _STAGES.items() if any(worth[name] for name in parts)}
    most = [math.fsum(max(0.0, worth[name]) for name in parts) for parts in weighed.values()]
    return tuple((stage, math.fsum(most[n + 1 :])) for n, stage in enumerate(weighed))

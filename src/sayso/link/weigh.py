"""How much speaks for two tellings being of one event: a sum of named parts, each with its weight in data.

A part is a number without unit, 0 where nothing speaks; `model/link/weights.toml` gives what each is worth.
The sum is a log-odds (natural logarithm): above 0 the two are more likely one event than not.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso import resources
from sayso.link.names import Who, alike
from sayso.link.telling import Spot, Telling
from sayso.link.words import rarity

FILE = "model/link/weights.toml"
_EARTH_KM = 6371.0


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
    worth: dict[str, float] = settings()["weights"]
    weighed = [(name, worth[name] * value) for name, value in features(a, b) if value]
    weighed.append(("prior", worth["prior"]))
    shown = sorted(weighed, key=lambda part: (-abs(part[1]), part[0]))
    return Match(total=round(math.fsum(w for _, w in weighed), 6), parts=tuple(shown))


def features(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    """The parts of a pair by name, unweighted."""
    yield from _kind(a, b)
    yield from _parties(a, b)
    yield from _time(a, b)
    yield from _place(a, b)
    yield from _figures(a, b)
    yield from _text(a, b)
    yield "same_report", float(a.report == b.report)
    yield "one_denied", float(a.denied != b.denied)


def _kind(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    same = not set(a.types).isdisjoint(b.types)
    family = any(y in _families().get(x, ()) for x in a.types for y in b.types)
    yield "type_same", float(same)
    yield "type_other", float(not same and not family)
    yield "trigger_same", float(not a.triggers.isdisjoint(b.triggers))


def _parties(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    for name, ours, theirs in (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients)):
        if ours and theirs:
            best = max(alike(x, y) for x in ours for y in theirs)
            yield f"{name}_same", max(0.0, best)
            yield f"{name}_clash", max(0.0, -best)
            yield f"{name}_other_person", float(best < 0 and _person(ours) and _person(theirs))
    crossed = [alike(x, y) for x in a.actors for y in b.recipients]
    crossed += [alike(x, y) for x in a.recipients for y in b.actors]
    yield "crossed", max(0.0, *crossed) if len(crossed) > 1 else max([0.0, *crossed])


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


def _text(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    shared = a.near & b.near
    if shared:
        rare = math.fsum(rarity(s, a.lang) for s in shared)
        least = min(_mass(a.near, a.lang), _mass(b.near, b.lang))
        yield "words_share", rare / least if least else 0.0
        yield "words_rare", min(1.0, rare / settings()["limits"]["rare_nats"])
    yield "sentence_same", float(not a.sentences.isdisjoint(b.sentences))
    if a.report != b.report:
        story = len(a.story & b.story) / max(1, min(len(a.story), len(b.story)))
        yield "story", min(1.0, 2 * story)


@functools.lru_cache(maxsize=100_000)
def _mass(stems: frozenset[str], lang: str) -> float:
    return math.fsum(rarity(s, lang) for s in stems)


def all_alike(ours: tuple[Who, ...], theirs: tuple[Who, ...]) -> float:
    """How alike the best pair of two lists of parties is; 0 where one is empty."""
    return max((alike(x, y) for x in ours for y in theirs), default=0.0)

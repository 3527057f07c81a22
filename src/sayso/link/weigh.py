"""How much speaks for two tellings being of one event: a sum of named parts, each with its weight in data.

A part is a number without unit, 0 where nothing speaks; `model/link/weights.toml` gives what each is worth.
The sum is a log-odds (natural logarithm): above 0 the two are more likely one event than not.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.link.names import Who, alike
from sayso.link.recurring import recurrence, time
from sayso.link.telling import Spot, Telling
from sayso.link.weights import families, settings
from sayso.link.words import rarity, stem

_EARTH_KM = 6371.0
_RAREST = 7.0  # nats
_ROUNDING = 1e-5  # totals are rounded to 6 digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why two tellings are taken for one event, or not: the parts that weighed, the heaviest first."""

    total: float
    parts: tuple[tuple[str, float], ...]  # name, weight


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
    elif not any(y in families().get(x, ()) for x in a.types for y in b.types):
        yield "type_other", 1.0
    if shared := a.triggers & b.triggers:
        yield "trigger_same", 1.0
        yield "trigger_rare", max([_rare(s, a.lang) for s in shared])


def _parties(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    for name, ours, theirs in (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients)):
        if ours and theirs:
            scores = [(alike(x, y), x.person and y.person) for x in ours for y in theirs]
            best = max(scores)[0]
            if best > 0:
                yield f"{name}_same", best
            elif best < 0:
                yield f"{name}_clash", -best
            persons = [score for score, both in scores if both]
            if persons and max(persons) <= 0:  # both name persons, of whom no two are alike
                yield f"{name}_other_person", 1.0


def _names(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    """How rare is the rarest name that both have in one role?  Presidents take part in much, others in little."""
    rarest = 0.0
    for ours, theirs in ((a.actors, b.actors), (a.recipients, b.recipients)):
        for x in ours:
            if x.last and any(x.last == y.last for y in theirs):
                rarest = max(rarest, _rare(stem(x.last, a.lang), a.lang))
    yield "name_rare", rarest


def _rare(stem_: str, lang: str) -> float:
    """How rare a stem is, 1 where the press hardly has it."""
    return min(1.0, rarity(stem_, lang) / _RAREST)


def _crossed(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    """Whom one is done to does the other: for acts against somebody ("a tué", "a été tué") that makes two of them."""
    most = _most_alike((a.actors, b.recipients), (a.recipients, b.actors))
    if most and _hostile(a) and _hostile(b):
        same = _most_alike((a.actors, b.actors), (a.recipients, b.recipients))
        yield ("swapped" if same < most else "crossed"), most
    else:
        yield "crossed", most


def _most_alike(*sides: tuple[tuple[Who, ...], tuple[Who, ...]]) -> float:
    return max([0.0, *(alike(x, y) for ours, theirs in sides for x in ours for y in theirs)])


def _hostile(telling: Telling) -> bool:
    """Is it done against its recipients?"""
    return telling.type in settings()["types"]["hostile"]


def _place(a: Telling, b: Telling) -> Iterator[tuple[str, float]]:
    if not a.spots or not b.spots:
        return
    countries = {s.country for s in a.spots if s.country}, {s.country for s in b.spots if s.country}
    if countries[0] and countries[1] and countries[0].isdisjoint(countries[1]):
        yield "country_clash", 1.0
        return
    yield "country_same", 1.0
    exact = [(x, y) for x in a.spots for y in b.spots if x.exact and y.exact]
    if any(_one_place(x, y) for x, y in exact):
        yield "place_same", 1.0
    elif exact:
        yield "place_clash", 1.0
    elif any(s.exact for s in a.spots) != any(s.exact for s in b.spots):
        yield "place_wider", 1.0


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
        share = rare / least if least else 0.0
        yield "words_share", share
        yield "words_rare", min(1.0, rare / settings()["limits"]["rare_nats"])
    else:
        share = 0.0
    few = settings()["limits"]["few_words"]
    if share < few and _spoken(a) and _spoken(b):
        yield "said_otherwise", (1.0 - share / few) * (1.0 - _most_alike((a.recipients, b.recipients)))


def _spoken(telling: Telling) -> bool:
    """Is it an act of words, which is what was said?"""
    return telling.type in settings()["types"]["spoken"]


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
    _kind: ("type_same", "type_other", "trigger_same", "trigger_rare"),
    _parties: (
        *("actor_same", "actor_clash", "actor_other_person"),
        *("recipient_same", "recipient_clash", "recipient_other_person"),
    ),
    _names: ("name_rare",),
    _place: ("country_clash", "place_same", "place_clash", "country_same", "place_wider"),
    _words: ("words_share", "words_rare", "said_otherwise"),
    _report: ("sentence_same", "story", "same_report", "one_denied"),
    time: (
        *("date_same", "old_date_same", "date_clash", "other_day"),
        *("undated", "published_apart", "news_apart"),
    ),
    recurrence: ("series_same", "series_clash", "one_of_many"),
    _figures: ("figure_same", "figure_clash"),
    _crossed: ("crossed", "swapped"),
}


@functools.cache
def _stages() -> tuple[tuple[Stage, float], ...]:
    """Each stage that is worth anything, and the most that all those after it can add."""
    worth: dict[str, float] = settings()["weights"]
    weighed = {stage: parts for stage, parts in _STAGES.items() if any(worth[name] for name in parts)}
    most = [math.fsum(max(0.0, worth[name]) for name in parts) for parts in weighed.values()]
    return tuple((stage, math.fsum(most[n + 1 :])) for n, stage in enumerate(weighed))

"""How a report places something by a place: "à 20 km au sud de X", "au large de", "dans le nord de"."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.where.globe import shifted
from sayso.extract.where.lexicon import CENTRE, Lexicon
from sayso.extract.where.words import Words
from sayso.records import Region, Relation

SIDES: tuple[Relation, ...] = ("north_of", "east_of", "south_of", "west_of")
UNSAID_KM = 20.0  # "à l'est de Benghazi" without a distance
INSIDE = frozenset(("country", "region"))


@dataclass(frozen=True, slots=True)
class Link:
    """What the words before a place say of it.  `begin`: the word where the place expression begins."""

    begin: int
    relation: Relation = "in"
    bearing: float | None = None
    distance_km: float | None = None
    radius_km: float = 0.0


def link_before(words: Words, begin: int, lexicon: Lexicon, *, kind: str) -> Link:
    """Read the relation off the words before word `begin`; `kind` is the place's (country, region ...)."""
    at = _skip(words, begin, lexicon.articles)
    linked = _skip(words, at, lexicon.of, most=1)
    if linked < at or words.raw[max(at - 1, 0)] in ("du", "des"):
        found = _direction(words, begin, linked, lexicon, kind) or _far(words, begin, linked, lexicon)
        if found:
            return found
    return _cue(words, begin, linked, lexicon) or _cue(words, begin, at, lexicon) or Link(begin)


def apply(link: Link, region: Region | None, *, kind: str) -> Region | None:
    """Move a place's region to where the relation points."""
    if region is None:
        return None
    if link.bearing is not None and link.relation == "in":
        step = 0.0 if link.bearing == CENTRE else region.radius_km * 0.5
        lat, lon = shifted(region.lat, region.lon, bearing=max(link.bearing, 0.0), km=step)
        return Region(lat=lat, lon=lon, radius_km=round(max(region.radius_km * 0.5, 1.0), 1))
    if link.bearing is not None:
        km = UNSAID_KM + region.radius_km if link.distance_km is None else link.distance_km
        lat, lon = shifted(region.lat, region.lon, bearing=link.bearing, km=km)
        reach = km if link.distance_km is None else max(3.0, 0.25 * km)
        return Region(lat=lat, lon=lon, radius_km=round(reach, 1))
    if link.distance_km is not None:
        return Region(lat=region.lat, lon=region.lon, radius_km=round(link.distance_km + region.radius_km, 1))
    return Region(lat=region.lat, lon=region.lon, radius_km=round(region.radius_km + link.radius_km, 1))


def direction_ending(words: Words, end: int, lexicon: Lexicon) -> int:
    """Where a direction that ends before word `end` begins ("nord-est", "extrême nord"); -1 if none does."""
    for size in (3, 2, 1):
        begin = end - size
        if begin >= 0 and words.joined(begin, end) and words.key(begin, end) in lexicon.directions:
            return begin
    return -1


def side(bearing: float) -> Relation:
    """The nearest of the four sides; half way (north-east) counts as the first-named, north or south."""
    if bearing in (45.0, 315.0):
        return "north_of"
    return "south_of" if bearing in (135.0, 225.0) else SIDES[round(bearing / 90) % 4]


def _skip(words: Words, at: int, these: frozenset[str], *, most: int = 2) -> int:
    """Step left over at most so many of these words, as long as nothing parts them."""
    while most and at > 0 and words.tight[at] and words.folded[at - 1] in these:
        at -= 1
        most -= 1
    return at


def _direction(words: Words, begin: int, end: int, lexicon: Lexicon, kind: str) -> Link | None:
    first = direction_ending(words, end, lexicon) if end < begin and words.tight[end] else -1
    if first < 0:
        return None
    bearing = lexicon.directions[words.key(first, end)]
    head = first
    if head and words.tight[head] and words.folded[head - 1] in lexicon.articles:
        head -= 1
    stands = words.raw[head - 1].lower() if head and words.tight[head] else ""
    outside = (stands == "au" and head == first) or (stands == "à" and head < first)
    if stands == "a" and head < first and words.raw[head - 1] == "A":
        outside = True
    km = _distance(words, head - 1, lexicon) if outside else None
    if bearing == CENTRE or not outside or (kind in INSIDE and km is None):
        return Link(first, "in", bearing)
    return Link(begin, side(bearing), bearing, km)


def _far(words: Words, begin: int, end: int, lexicon: Lexicon) -> Link | None:
    """ "à 20 km de X", without a direction."""
    km = _distance(words, end, lexicon)
    return None if km is None else Link(begin, "near", None, km)


def _distance(words: Words, end: int, lexicon: Lexicon) -> float | None:
    """The kilometres that the words right before word `end` give."""
    at = end - 1
    if at < 1 or not words.tight[end] or words.folded[at] not in lexicon.units:
        return None
    at -= 1
    if words.folded[at] in lexicon.of and at:
        at -= 1
    number = words.folded[at]
    if number.isascii() and number.isdigit() and len(number) <= 4:
        if at and words.gap[at] == "," and words.raw[at - 1].isdigit() and len(words.raw[at - 1]) <= 4:
            return float(f"{words.raw[at - 1]}.{number}")
        return float(number)
    return lexicon.numbers.get(number)


def _cue(words: Words, begin: int, end: int, lexicon: Lexicon) -> Link | None:
    if end < 1 or not words.tight[end]:
        return None
    for size in range(min(lexicon.longest_cue, end), 0, -1):
        key = words.key(end - size, end)
        cue = lexicon.cues.get(key)
        if cue and words.joined(end - size, end):
            return Link(begin, cue.relation, None, None, cue.radius_km)
    return None

"""Places said by adjective: "le nord-est syrien", "la frontière turco-syrienne", "les côtes libyennes"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sayso.extract.where.countries import Country, by_demonym, by_prefix
from sayso.extract.where.gazetteer import Gazetteer
from sayso.extract.where.globe import middle
from sayso.extract.where.lexicon import Lexicon, left_word
from sayso.extract.where.relation import Link, apply, direction_ending
from sayso.extract.where.words import Words
from sayso.records import Region, Relation, Where

NUMBERED = re.compile(r"\d{1,2}(?:er|e|ème|eme|nd)\Z")
BEFORE_DIRECTION = frozenset(("l", "le", "du", "au", "d", "dans", "en"))


def adjectival(words: Words, atlas: Gazetteer, cues: Lexicon) -> Iterator[Where]:
    """Every place that a demonym after a direction, a border or a coast gives, from left to right."""
    demonyms, prefixes = by_demonym(atlas.lang), by_prefix(atlas.lang)
    for at in range(1, len(words)):
        if not words.tight[at]:
            continue
        pair = words.key(at, at + 2) if at + 1 < len(words) and words.gap[at + 1] == "-" else ""
        country = demonyms.get(pair) or demonyms.get(words.folded[at])
        end = at + 2 if pair in demonyms else at + 1
        border = words.folded[at - 1] in cues.border and words.gap[at - 1] != "-"  # no "gardes-frontières"
        if country is not None and border:
            yield _border(words, at, end, country, None, atlas)
        elif country is not None:
            part = next(_part(words, at, end, country, atlas, cues), None)
            if part is None and words.folded[at - 1] in cues.grounds:
                ground = _where(words, at - 1, end, country, _centre(country, atlas), "in")
                part = replace(ground, precision="country")
            if part is not None:
                yield part
        elif pair and border and (first := prefixes.get(words.folded[at])):
            other = demonyms.get(words.folded[at + 1])
            if other is not None:
                yield _border(words, at, at + 2, first, other, atlas)


def quarters(words: Words, atlas: Gazetteer, cues: Lexicon) -> Iterator[Where]:
    """ "Le 18e arrondissement": of the town that has them and that the report names."""
    for at in range(1, len(words)):
        if words.folded[at] in cues.quarters and words.tight[at] and NUMBERED.match(words.raw[at - 1]):
            named = [town for town in cues.quartered if f" {town}" in words.text]
            places = atlas.lookup((named or list(cues.quartered))[0])
            yield Where(
                start=words.start[at - 1],
                end=words.end[at],
                text=words.slice(at - 1, at + 1),
                country=places[0].iso2 if places else None,
                name=words.slice(at - 1, at + 1),
                precision="site",
            )


def _part(
    words: Words, at: int, end: int, country: Country, atlas: Gazetteer, cues: Lexicon
) -> Iterator[Where]:
    begin = direction_ending(words, at, cues)
    if begin >= 0 and left_word(words, begin) in BEFORE_DIRECTION:
        bearing = cues.directions[words.key(begin, at)]
        region = apply(Link(begin, "in", bearing), _centre(country, atlas), kind="country")
        yield _where(words, begin, end, country, region, "in")
        return
    for size in range(cues.longest_cue, 1, -1):
        cue = cues.cues.get(words.key(max(at - size, 0), at)) if at >= size else None
        if cue and cue.relation == "off" and words.joined(at - size, at):
            region = apply(
                Link(at, "off", None, None, cue.radius_km), _centre(country, atlas), kind="country"
            )
            yield _where(words, at - 1, end, country, region, "off")
            return


def _border(
    words: Words, at: int, end: int, country: Country, other: Country | None, atlas: Gazetteer
) -> Where:
    region = _centre(country, atlas)
    far = _centre(other, atlas) if other else None
    if region and far:
        region = middle(region, far)
    return _where(words, at - 1, end, country, region, "between" if other else "near")


def _centre(country: Country, atlas: Gazetteer) -> Region | None:
    for place in atlas.by_key(country.name.lower()) or atlas.lookup(country.name):
        if place.kind == "country" and place.lat is not None and place.lon is not None:
            return Region(lat=place.lat, lon=place.lon, radius_km=place.radius_km)
    return None


def _where(
    words: Words, begin: int, end: int, country: Country, region: Region | None, relation: Relation
) -> Where:
    return Where(
        start=words.start[begin],
        end=words.end[end - 1],
        text=words.slice(begin, end),
        country=country.iso2,
        name=country.name,
        region=region,
        precision="region",
        relation=relation,
    )

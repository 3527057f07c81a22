"""Which countries a report speaks of: what a name that many places share is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.extract.where.countries import acronyms, by_capital, by_demonym, by_prefix, shared_demonyms
from sayso.extract.where.gazetteer import Gazetteer
from sayso.extract.where.words import Words

NAMED, ADJECTIVE = 2.0, 1.0  # what a name and a demonym weigh


@dataclass(slots=True)
class Evidence:
    """The countries of a report, how much speaks for each, and at which word each is spoken of."""

    weight: dict[str, float] = field(default_factory=dict)
    spots: list[tuple[int, str]] = field(default_factory=list)

    def add(self, at: int, iso2: str, weight: float) -> None:
        """Note that word `at` speaks of a country."""
        self.weight[iso2] = self.weight.get(iso2, 0.0) + weight
        self.spots.append((at, iso2))

    def ranked(self) -> list[str]:
        """The countries, the most spoken of first."""
        return sorted(self.weight, key=lambda iso2: (-self.weight[iso2], iso2))

    def near(self, at: int, *, reach: int) -> list[str]:
        """Countries spoken of within `reach` words of word `at`, the nearest first."""
        close = sorted((abs(spot - at), spot, iso2) for spot, iso2 in self.spots if abs(spot - at) <= reach)
        return list(dict.fromkeys(iso2 for _, _, iso2 in close))


def gather(words: Words, gazetteer: Gazetteer, shared: Mapping[str, object]) -> Evidence:
    """Read a report's countries off its demonyms, country names, regions and capitals.

    Names in `shared` and demonyms of two countries ("Congo", "congolais") say nothing by themselves.
    """
    lang = gazetteer.lang
    demonyms, prefixes, capitals = by_demonym(lang), by_prefix(lang), by_capital(lang)
    found = Evidence()
    at = 0
    while at < len(words):
        word = words.folded[at]
        taken = _own(words, at, gazetteer, found, shared)
        if not taken:
            hyphened = at + 1 < len(words) and words.gap[at + 1] == "-"
            pair = words.key(at, at + 2) if hyphened else ""
            country = demonyms.get(pair)
            taken = 2 if country else 0
            country = country or demonyms.get(word)
            if country is None and words.cap[at]:
                country = capitals.get(word)
            if country is None and hyphened:
                country = prefixes.get(word)
            if country is not None and word not in shared_demonyms(lang):
                found.add(at, country.iso2, ADJECTIVE)
        at += taken or 1
    return found


def _own(words: Words, at: int, gazetteer: Gazetteer, found: Evidence, shared: Mapping[str, object]) -> int:
    """Note a country or region named at a word; how many words its name has, 0 if there is none."""
    for size in range(min(gazetteer.longest.get(words.folded[at], 0), len(words) - at), 0, -1):
        if not any(words.cap[at : at + size]) or not words.joined(at, at + size):
            continue
        key = words.key(at, at + size)
        places = gazetteer.own.get(key, ())
        if places and key in acronyms(gazetteer.lang) and not words.slice(at, at + size).isupper():
            places = tuple(place for place in places if place.kind != "country")
        if places and not places[0].after:
            for place in places[:1]:
                if place.iso2 and key not in shared:
                    found.add(at, place.iso2, NAMED if place.kind == "country" else ADJECTIVE)
            return size
    return 0

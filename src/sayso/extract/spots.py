"""Where a report names or means countries, and how much of it each one is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract.party.country import NOT_STATES, UNWEIGHED
from sayso.extract.party.lexicon import lexicon
from sayso.extract.party.words import words_of
from sayso.extract.where.countries import by_iso2

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.lexicon import Entry

PLAIN = frozenset({"country", "demonym", "capital", "media", "company"})  # kinds that are told apart
PLACE = 0.4  # what a place weighs; most are hits of the lexicon too


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A country (ISO 3166-1 alpha-3) in a sentence of a paragraph, at its first word there."""

    sent: int
    start: int
    paragraph: int
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """The countries of one report.  No country has a bonus here; `home_country` is for that."""

    all: tuple[Spot, ...]  # in text order
    kinds: dict[str, str]  # country -> by what it is named: "country+people"
    scenes: tuple[tuple[int, str], ...]  # (sentence, country) of places that say where something is
    share: dict[str, float]  # of all that is named; they sum to 1
    ranked: tuple[str, ...]  # the most spoken of first
    told: dict[str, Counter[str]]  # sector or noun -> the countries that its mentions are said to be of


def spots(page: Page) -> Spots:
    """The countries of a report by its names, adjectives, bodies, people and places; worked out once."""
    found: Spots | None = page.kept.get("spots")
    if found is None:
        found = page.kept["spots"] = _spots(page)
    return found


@dataclass(slots=True)
class _Tally:
    seen: dict[tuple[int, str], int] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    weight: dict[str, float] = field(default_factory=dict)

    def add(self, country: str, kind: str, sent: int, start: int, weight: float) -> None:
        at = self.seen.get((sent, country), start)
        self.seen[sent, country] = min(at, start)
        self.kinds.setdefault(country, set()).add(kind)
        self.weight[country] = self.weight.get(country, 0.0) + weight


def _spots(page: Page) -> Spots:
    tally = _Tally()
    words = words_of(page.doc)
    weights = lexicon(page.lang).settings["home"]["weights"]
    for hit in lexicon(page.lang).scan(words):
        if hit is not None and tells(hit.entry):
            entry = hit.entry
            kind = entry.kind if entry.kind in PLAIN else entry.table
            weight = weights.get(entry.kind, weights.get(entry.table, 0.0))
            tally.add(entry.country, kind, words.sent[hit.first], words.start[hit.first], weight)
    scenes = []
    known = by_iso2(page.lang)
    for place in page.places:
        i = page.token_at.get(place.start)
        if place.country is not None and place.country in known and i is not None:
            country = known[place.country].iso3
            tally.add(country, "place", page.sentence_of[i], place.start, PLACE)
            if page.locative.get(place.start):
                scenes.append((page.sentence_of[i], country))
    whole = sum(tally.weight.values()) or 1.0
    share = {country: weight / whole for country, weight in tally.weight.items()}
    found = sorted((sent, start, country) for (sent, country), start in tally.seen.items())
    return Spots(
        all=tuple(Spot(sent=s, start=at, paragraph=_paragraph(page, at), country=c) for s, at, c in found),
        kinds={country: "+".join(sorted(kinds)) for country, kinds in tally.kinds.items()},
        scenes=tuple(scenes),
        share=share,
        ranked=tuple(sorted(share, key=lambda c: (-share[c], c))),
        told=_told(page),
    )


def _told(page: Page) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for m in page.mentions:
        if m.role is not None:
            country = next((e.country for e in (*m.entries[:1], *m.inside) if tells(e)), None)
            if country is not None:
                found.setdefault(m.role.sector, Counter())[country] += 1
                found.setdefault(m.role.name, Counter())[country] += 1
    return found


def tells(entry: Entry) -> bool:
    """Does a row mean one country?"""
    return entry.country not in NOT_STATES and "|" not in entry.country and not UNWEIGHED & entry.flags


def _paragraph(page: Page, start: int) -> int:
    i = page.token_at.get(start)
    return page.paragraph_of[i] if i is not None else -1

"""What one report tells of one event: the claims that it groups under one number, as they are compared."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.link.days import Days, of_edtf, of_when
from sayso.link.figures import figures_of
from sayso.link.names import Who, who
from sayso.link.series import Numbered, habitual, series
from sayso.link.words import SHORTEST, content, fold, rarest, stem, words
from sayso.plain import dumps
from sayso.reading import Reading
from sayso.records import Claim, Party, Report, Where

WINDOW = 12  # words on either side of a trigger, inside its sentence, that are its surroundings
HEAD = 600  # characters of a report that say what it is about
STORY = 24  # the rarest stems of a report that say which story it is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as it is compared."""

    id: int | None  # GeoNames
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    exact: bool  # a town or a site, not a country or region


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one report tells of one event."""

    id: str
    report: str
    claims: tuple[str, ...]
    types: tuple[str, ...]  # the most frequent first
    triggers: frozenset[str]  # stems
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    days: Days | None
    published: Days | None
    spots: tuple[Spot, ...]
    figures: frozenset[tuple[str, float]]
    near: frozenset[str]  # stems around the triggers
    story: frozenset[str]  # the report's rarest stems
    sentences: frozenset[str]  # digests of the sentences that are the evidence
    denied: bool  # every claim says that it did not happen
    lang: str = "fr"
    series: frozenset[Numbered] = frozenset()  # "acte IX", "deuxième jour": which of a series it is
    habit: bool = False  # tells of what happens again and again: "tous les samedis"
    news: bool = False  # stands at the head of its report: what the report is about

    @property
    def type(self) -> str:
        """The most frequent type of its claims."""
        return self.types[0]

    @property
    def parties(self) -> tuple[Who, ...]:
        """Actors and recipients."""
        return self.actors + self.recipients


def tellings(reading: Reading, apart: Sequence[frozenset[str]] = ()) -> list[Telling]:
    """The tellings of a reading, in order of first mention.

    Args:
        reading: One report read.
        apart: Sets of claim ids that a person has parted from the rest of their event.
    """
    groups: dict[tuple[int, int], list[Claim]] = {}
    for claim in reading.claims:
        own = next((n for n, part in enumerate(apart, 1) if claim.id in part), 0)
        groups.setdefault((claim.event, own), []).append(claim)
    story = _story(reading.report)
    return [_telling(reading.report, group, story) for group in groups.values()]


def telling_id(report: str, claim: Claim) -> str:
    """The id of a telling by its first claim: "t" and 16 hex digits."""
    key = f"{report}\x1f{claim.trigger.start}\x1f{claim.trigger.end}\x1f{claim.id}"
    return "t" + hashlib.sha256(key.encode()).hexdigest()[:16]


def _telling(report: Report, claims: list[Claim], story: frozenset[str]) -> Telling:
    lang = report.language or "fr"
    days = [d for c in claims if c.when is not None and (d := of_when(c.when)) is not None]
    return Telling(
        id=telling_id(report.id, claims[0]),
        report=report.id,
        claims=tuple(c.id for c in claims),
        types=_types(claims),
        triggers=frozenset(
            stem(w, lang) for c in claims for w in words(c.trigger.text) if len(w) >= SHORTEST
        ),
        actors=_who((p for c in claims for p in c.actor), lang),
        recipients=_who((p for c in claims for p in c.recipient), lang),
        days=min(days, key=lambda d: (d.width, d.lo, d.hi)) if days else None,
        published=of_edtf(report.published),
        spots=_spots([c.where for c in claims if c.where is not None]),
        figures=frozenset((f.kind, f.value) for c in claims for f in figures_of(c)),
        near=frozenset(s for c in claims for s in around(report.text, c, lang)),
        story=story,
        sentences=frozenset(digest(report.text[c.start : c.end]) for c in claims),
        denied=all(c.factuality == "CT-" for c in claims),
        lang=lang,
        series=_numbered(report, claims, lang),
        habit=any(habitual(report.text[c.start : c.end], lang) for c in claims),
        news=any(c.trigger.start < HEAD for c in claims),
    )


def _numbered(report: Report, claims: Sequence[Claim], lang: str) -> frozenset[Numbered]:
    """Which of a series the sentences of some claims say, or the headline where a claim stands below it."""
    own = {n for c in claims for n in series(report.text[c.start : c.end], lang)}
    if not own and report.title and any(c.trigger.start < HEAD for c in claims):
        own = set(series(report.title, lang))
    return frozenset(own)


def _story(report: Report) -> frozenset[str]:
    text = f"{report.title or ''}\n{report.text}"
    return frozenset(rarest(content(text, report.language or "fr"), STORY, report.language or "fr"))


def _types(claims: list[Claim]) -> tuple[str, ...]:
    weight: dict[str, float] = {}
    for claim in claims:
        weight[claim.type] = weight.get(claim.type, 0.0) + claim.confidence
    return tuple(sorted(weight, key=lambda t: (-round(weight[t], 6), t)))


def _who(parties: Iterable[Party], lang: str) -> tuple[Who, ...]:
    found = {p.name: who(p.name, p.code, lang) for p in parties}
    return tuple(found[name] for name in sorted(found))


def _spots(wheres: list[Where]) -> tuple[Spot, ...]:
    found = {}
    for w in wheres:
        region = w.region
        spot = Spot(
            id=w.geonameid,
            country=w.country,
            lat=region.lat if region else None,
            lon=region.lon if region else None,
            radius_km=region.radius_km if region else 0.0,
            exact=w.precision in ("city", "site"),
        )
        found[repr(spot)] = spot
    return tuple(found[key] for key in sorted(found))


def around(text: str, claim: Claim, lang: str) -> list[str]:
    """The stems of the words around a trigger, inside the sentence that is the evidence."""
    before = list(words(text[claim.start : claim.trigger.start]))[-WINDOW:]
    after = list(words(text[claim.trigger.end : claim.end]))[:WINDOW]
    return [stem(w, lang) for w in (*before, *after) if len(w) >= SHORTEST]


def digest(sentence: str) -> str:
    """A sentence as a number that only its words decide: 16 hex digits."""
    return hashlib.sha256(" ".join(map(fold, words(sentence))).encode()).hexdigest()[:16]


def packed(telling: Telling) -> str:
    """A telling as JSON for the store; `unpacked` gives it back."""
    return dumps(
        [
            telling.id,
            telling.report,
            list(telling.claims),
            list(telling.types),
            sorted(telling.triggers),
            [[w.name, w.code] for w in telling.actors],
            [[w.name, w.code] for w in telling.recipients],
            _pack_days(telling.days),
            _pack_days(telling.published),
            [[s.id, s.country, s.lat, s.lon, s.radius_km, s.exact] for s in telling.spots],
            sorted(telling.figures),
            sorted(telling.near),
            sorted(telling.story),
            sorted(telling.sentences),
            telling.denied,
            telling.lang,
            sorted(telling.series),
            telling.habit,
            telling.news,
        ]
    )


@functools.lru_cache(maxsize=30_000)
def unpacked(body: str) -> Telling:
    """The telling that `packed` was given."""
    row = json.loads(body)
    lang = row[15]
    return Telling(
        id=row[0],
        report=row[1],
        claims=tuple(row[2]),
        types=tuple(row[3]),
        triggers=frozenset(row[4]),
        actors=tuple(who(name, code, lang) for name, code in row[5]),
        recipients=tuple(who(name, code, lang) for name, code in row[6]),
        days=_unpack_days(row[7]),
        published=_unpack_days(row[8]),
        spots=tuple(
            Spot(id=i, country=c, lat=lat, lon=lon, radius_km=r, exact=e) for i, c, lat, lon, r, e in row[9]
        ),
        figures=frozenset((kind, value) for kind, value in row[10]),
        near=frozenset(row[11]),
        story=frozenset(row[12]),
        sentences=frozenset(row[13]),
        denied=row[14],
        lang=lang,
        series=frozenset((noun, number) for noun, number in (row[16] if len(row) > 16 else ())),
        habit=len(row) > 17 and row[17],
        news=len(row) > 18 and row[18],
    )


def _pack_days(days: Days | None) -> list[Any] | None:
    return None if days is None else [days.lo, days.hi, list(days.only) if days.only else None]


def _unpack_days(row: list[Any] | None) -> Days | None:
    return None if row is None else Days(row[0], row[1], tuple(row[2]) if row[2] else None)

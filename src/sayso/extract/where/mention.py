"""From judged spans to `Where` records: relations, "entre A et B", brackets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from sayso.extract.where.countries import by_iso2, by_name, find_country
from sayso.extract.where.gazetteer import Gazetteer, Place, gazetteer
from sayso.extract.where.globe import middle
from sayso.extract.where.judge import Verdict
from sayso.extract.where.lexicon import Lexicon, left_word, lexicon
from sayso.extract.where.relation import Link, apply, link_before
from sayso.extract.where.words import WORD, Words, fold
from sayso.records import Region, Where

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

Precision = Literal["country", "region", "city", "site"]
SMALL_REGION_KM = 25.0  # "la province de X" where only the town X is known


def records(words: Words, verdicts: Sequence[Verdict], atlas: Gazetteer, cues: Lexicon) -> list[Where]:
    """One record a place mention; two for one where the text makes them one."""
    found: list[Where] = []
    at = 0
    while at < len(verdicts):
        verdict = verdicts[at]
        following = verdicts[at + 1] if at + 1 < len(verdicts) else None
        if following and (both := _between(words, verdict, following, cues)):
            found.append(both)
            at += 2
            continue
        bracket = following if following and _bracketed(words, verdict, following) else None
        found.append(_record(words, verdict, cues, bracket))
        at += 2 if bracket else 1
    return found


def _record(words: Words, verdict: Verdict, cues: Lexicon, bracket: Verdict | None) -> Where:
    span, place = verdict.span, verdict.place
    kind = _precision(verdict)
    link = link_before(words, span.begin, cues, kind=kind)
    region = apply(link, _region(verdict), kind=kind)
    start, end = words.start[link.begin], words.end[span.end - 1]
    if bracket:
        end = words.end[bracket.span.end - 1]
        end += words.text[end : end + 1] == ")"
    return Where(
        start=start,
        end=end,
        text=words.text[start:end],
        country=verdict.country,
        name=place.name if place else words.slice(span.name, span.end),
        geonameid=place.geonameid if place and span.noun != "site" else None,
        region=region,
        precision="region" if _part_of(link) and kind == "country" else kind,
        relation=link.relation,
        distance_km=link.distance_km,
    )


def _part_of(link: Link) -> bool:
    return link.relation == "in" and link.bearing is not None


def _precision(verdict: Verdict) -> Precision:
    if verdict.span.noun == "region":
        return "region"
    if verdict.span.noun == "site":
        return "site"
    return verdict.place.kind if verdict.place else "city"


def _region(verdict: Verdict) -> Region | None:
    place = verdict.place
    if place is None or place.lat is None or place.lon is None:
        return None
    wide = verdict.span.noun == "region" and place.kind == "city"
    radius = max(place.radius_km, SMALL_REGION_KM) if wide else place.radius_km
    return Region(lat=place.lat, lon=place.lon, radius_km=radius)


def _between(words: Words, one: Verdict, two: Verdict, cues: Lexicon) -> Where | None:
    """ "entre A et B", where both lie in one country or the words speak of their border."""
    if left_word(words, _bare(words, one.span.begin, cues)) != cues.between:
        return None
    gap = [w for w in words.folded[one.span.end : two.span.begin] if w not in cues.articles]
    if gap != [cues.both] or not words.joined(one.span.end - 1, two.span.begin + 1):
        return None
    start = _bare(words, one.span.begin, cues) - 1
    border = any(word in cues.border for word in words.folded[max(0, start - 4) : start])
    kinds = {place.kind for place in (one.place, two.place) if place}
    if not border and (one.country != two.country or kinds == {"country"}):
        return None
    regions = (_region(one), _region(two))
    region = middle(regions[0], regions[1]) if regions[0] and regions[1] else None
    begin, end = words.start[one.span.begin], words.end[two.span.end - 1]
    return Where(
        start=begin,
        end=end,
        text=words.text[begin:end],
        country=one.country,
        name=" - ".join(_name(words, verdict) for verdict in (one, two)),
        region=region,
        precision="region",
        relation="between",
    )


def _name(words: Words, verdict: Verdict) -> str:
    return verdict.place.name if verdict.place else words.slice(verdict.span.name, verdict.span.end)


def _bare(words: Words, at: int, cues: Lexicon) -> int:
    """Word `at`, or the article before it."""
    return at - 1 if at and words.tight[at] and words.folded[at - 1] in cues.articles else at


def _bracketed(words: Words, one: Verdict, two: Verdict) -> bool:
    """ "La Baule (Loire-Atlantique)": the second place only says where the first is."""
    if two.span.begin != one.span.end or words.gap[two.span.begin].strip() != "(":
        return False
    closed = words.text[words.end[two.span.end - 1] :][:1] == ")"
    larger = two.place is not None and two.place.kind in ("country", "region")
    return closed and larger and _precision(one) in ("city", "site")


def is_locative(doc: Doc | str, where: Where, *, lang: str = "fr") -> bool:
    """Whether a mention says where something takes place ("à Benghazi", "en Libye", "(Libye)").

    False for the mere naming of a place, as a party or otherwise ("la Libye accuse", "contre l'Iran").
    """
    cues = lexicon(lang)
    if where.relation not in ("in", "from", "to"):
        return True
    text = doc if isinstance(doc, str) else doc.text  # spaCy builds it anew at every call
    before = text[max(0, where.start - 80) : where.start]
    if before.rstrip().endswith("("):
        return True
    raw = WORD.findall(before)
    _drop(raw, cues.articles)
    if len(raw) > 1 and raw[-1].lower() in cues.of and fold(raw[-2]) in cues.kinds:
        del raw[-2:]  # "dans le village de X": what stands before the noun counts
        _drop(raw, cues.articles)
    return bool(raw) and (raw[-1].lower() in cues.inside or raw[-1] == "A")


def _drop(raw: list[str], these: frozenset[str]) -> None:
    while raw and raw[-1].lower() in these:
        raw.pop()


def country_of(place_text: str, report_countries: Sequence[str] = (), *, lang: str = "fr") -> str | None:
    """The ISO 3166-1 alpha-2 country that a place's name lies in, most likely; None for an unknown name.

    Args:
        place_text: A name, with or without its article.
        report_countries: ISO2 codes of the countries that the report speaks of, the likeliest first.
        lang: ISO 639-1 code.
    """
    key = fold(place_text)
    first, _, rest = key.partition(" ")
    for name in (key, rest) if first in lexicon(lang).articles and rest else (key,):
        if country := by_name(lang).get(name):
            return country.iso2
        places: list[Place] = gazetteer(lang).by_key(name, prefer=report_countries)
        if places and (places[0].iso2 in by_iso2(lang) or places[0].iso2 is None):
            return places[0].iso2
        if country := find_country(name, lang=lang):
            return country.iso2
    return None

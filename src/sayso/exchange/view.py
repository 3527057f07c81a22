"""A claim as its reader sees it: the words of each cell, the same in the terminal and on a page."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.exchange.dates import in_words
from sayso.exchange.labels import Labels
from sayso.reading import Reading
from sayso.records import Attribution, Claim, Figure, Party, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A party: its fullest name in the report, its code, and the mention by the event where that differs."""

    name: str
    code: str
    mention: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """Who says so; `name` is None for the report's own voice, whose words are in `how`."""

    name: str | None
    how: str  # stance and the kind of source, in words
    cue: str | None
    through: str | None  # who passed it on


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One claim, cell by cell.  `number` counts from 1 within its report."""

    number: int
    claim: Claim
    type: str
    trigger: str
    mark: str
    certainty: str
    tense: str
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    when: str | None
    when_said: str | None
    where: str | None
    where_said: str | None
    figures: tuple[str, ...]
    says: Says
    same: tuple[int, ...]  # numbers of the report's other claims about the same event


def rows(reading: Reading, labels: Labels) -> tuple[Row, ...]:
    """The claims of a reading as rows, in text order."""
    by_event: dict[int, list[int]] = {}
    for number, claim in enumerate(reading.claims, 1):
        by_event.setdefault(claim.event, []).append(number)
    return tuple(
        _row(number, claim, tuple(n for n in by_event[claim.event] if n != number), labels)
        for number, claim in enumerate(reading.claims, 1)
    )


def _row(number: int, claim: Claim, same: tuple[int, ...], labels: Labels) -> Row:
    return Row(
        number=number,
        claim=claim,
        type=labels.type(claim.type),
        trigger=one_line(claim.trigger.text),
        mark=labels.of("mark", claim.factuality),
        certainty=labels.of("factuality", claim.factuality),
        tense=labels.of("tense", claim.tense),
        actors=tuple(_named(party) for party in claim.actor),
        recipients=tuple(_named(party) for party in claim.recipient),
        when=when_words(claim.when, labels) if claim.when else None,
        when_said=one_line(claim.when.text) if claim.when else None,
        where=where_words(claim.where, labels) if claim.where else None,
        where_said=one_line(claim.where.text) if claim.where else None,
        figures=tuple(figure_words(figure, labels) for figure in claim.figures),
        says=_says(claim.attribution, labels),
        same=same,
    )


def one_line(text: str) -> str:
    """Text with its white space drawn together, for cells."""
    return " ".join(text.split())


def _named(party: Party) -> Named:
    name, mention = one_line(party.name), one_line(party.text)
    return Named(name=name, code=party.code, mention=mention if mention != name else None)


def when_words(when: When, labels: Labels) -> str:
    """The date in words, with the part of the day; the report's own words where it has no value."""
    if when.edtf is None:
        return one_line(when.text)
    words = in_words(when.edtf, labels)
    return f"{words}, {labels.of('part_of_day', when.part_of_day)}" if when.part_of_day else words


def where_words(where: Where, labels: Labels) -> str:
    """The place with its relation and country: "east of Benghazi, Libya"."""
    country = labels.country(where.country) if where.country else None
    place = where.name or one_line(where.text)
    if where.precision == "country" and country:
        place = country
    words = place if where.relation == "in" else labels.of("relation", where.relation, place=place)
    if where.distance_km:
        words = f"{where.distance_km:g} km, {words}"
    return f"{words}, {country}" if country and country != place else words


def figure_words(figure: Figure, labels: Labels) -> str:
    """The number with its margin and kind: "50 [45–59] people"."""
    low = "…" if figure.low is None else f"{figure.low:g}"
    high = "…" if figure.high is None else f"{figure.high:g}"
    margin = "" if figure.low == figure.high == figure.value else f" [{low}–{high}]"
    return f"{figure.value:g}{margin} {figure.unit or labels.of('figure', figure.kind)}"


def _says(attribution: Attribution | None, labels: Labels) -> Says:
    if attribution is None:
        return Says(name=None, how=labels.of("voice", "own"), cue=None, through=None)
    cue = one_line(attribution.cue.text) if attribution.cue else None
    if attribution.source is None:
        return Says(name=None, how=labels.of("voice", "hearsay"), cue=cue, through=None)
    names = ", ".join(one_line(source.name) for source in attribution.chain)
    return Says(
        name=one_line(attribution.source.name),
        how=f"{labels.of('stance', attribution.stance)} · {labels.of('kind', attribution.source.kind)}",
        cue=cue,
        through=labels.of("voice", "through", names=names) if names else None,
    )

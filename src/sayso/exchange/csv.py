"""One row a claim, for spreadsheets and data frames; docs/reference/records.md documents the columns.

Several parties or figures stand in one cell, parted by " | ".  A cell that a spreadsheet would run as a
formula (its text starts with = + - @ or a control character) gets an apostrophe in front.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TextIO

from sayso.reading import Reading
from sayso.records import Attribution, Claim, Figure, Party, Report

JOIN = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def header() -> list[str]:
    """The names of the columns."""
    return [name for name, _ in _COLUMNS]


def rows(reading: Reading) -> list[list[str]]:
    """One row for each claim of a reading, cells in the order of `header`."""
    report = reading.report
    return [[cell(column(report, claim)) for _, column in _COLUMNS] for claim in reading.claims]


def write_header(stream: TextIO) -> None:
    """Write the header row (RFC 4180, lines end in CR LF)."""
    csv.writer(stream).writerow(header())


def write_rows(stream: TextIO, reading: Reading) -> None:
    """Write the rows of one reading."""
    csv.writer(stream).writerows(rows(reading))


def cell(value: object) -> str:
    """A value as a cell: empty if absent, no text that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    # numbers are written by this module, so only text can come from outside and be a formula
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def _joined(parties: tuple[Party, ...], field: str) -> str:
    return JOIN.join(getattr(party, field) for party in parties)


def _figure(figure: Figure) -> str:
    bounds = f" [{_bound(figure.low)}, {_bound(figure.high)}]"
    margin = "" if figure.low == figure.high == figure.value else bounds
    return f"{figure.kind} {figure.value:g}{margin}{' ' + figure.unit if figure.unit else ''}"


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _source(claim: Claim, field: str) -> str | None:
    attribution: Attribution | None = claim.attribution
    source = attribution.source if attribution else None
    return getattr(source, field) if source else None


def _region(claim: Claim, field: str) -> float | None:
    region = claim.where.region if claim.where else None
    return getattr(region, field) if region else None


_COLUMNS: tuple[tuple[str, Callable[[Report, Claim], object]], ...] = (
    ("report", lambda r, c: r.id),
    ("key", lambda r, c: r.key),
    ("origin", lambda r, c: r.origin),
    ("outlet", lambda r, c: r.outlet),
    ("published", lambda r, c: r.published),
    ("title", lambda r, c: r.title),
    ("url", lambda r, c: r.url),
    ("claim", lambda r, c: c.id),
    ("event", lambda r, c: c.event),
    ("type", lambda r, c: c.type),
    ("trigger", lambda r, c: c.trigger.text),
    ("trigger_start", lambda r, c: c.trigger.start),
    ("trigger_end", lambda r, c: c.trigger.end),
    ("factuality", lambda r, c: c.factuality),
    ("tense", lambda r, c: c.tense),
    ("actor", lambda r, c: _joined(c.actor, "name")),
    ("actor_code", lambda r, c: _joined(c.actor, "code")),
    ("recipient", lambda r, c: _joined(c.recipient, "name")),
    ("recipient_code", lambda r, c: _joined(c.recipient, "code")),
    ("when", lambda r, c: c.when.text if c.when else None),
    ("edtf", lambda r, c: c.when.edtf if c.when else None),
    ("earliest", lambda r, c: c.when.earliest if c.when else None),
    ("latest", lambda r, c: c.when.latest if c.when else None),
    ("where", lambda r, c: c.where.text if c.where else None),
    ("relation", lambda r, c: c.where.relation if c.where else None),
    ("place", lambda r, c: c.where.name if c.where else None),
    ("country", lambda r, c: c.where.country if c.where else None),
    ("geonameid", lambda r, c: c.where.geonameid if c.where else None),
    ("lat", lambda r, c: _region(c, "lat")),
    ("lon", lambda r, c: _region(c, "lon")),
    ("radius_km", lambda r, c: _region(c, "radius_km")),
    ("figures", lambda r, c: JOIN.join(map(_figure, c.figures))),
    ("source", lambda r, c: _source(c, "name")),
    ("source_kind", lambda r, c: _source(c, "kind")),
    ("cue", lambda r, c: c.attribution.cue.text if c.attribution and c.attribution.cue else None),
    ("stance", lambda r, c: c.attribution.stance if c.attribution else None),
    ("confidence", lambda r, c: c.confidence),
    ("sentence", lambda r, c: r.text[c.start : c.end]),
)

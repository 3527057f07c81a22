"""Events as a table shows them: what it can be narrowed and sorted to, and what a row says (`shown` finds the rows).

A row is made from the stored body without building the whole record, so that a page of a large store is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from sayso.store import schema, search

_event = schema.event.c
FACETS = ("status", "type", "country", "period", "origins", "disputed", "actor")
SORTS = ("told", "when", "first", "origins", "reports", "type", "status")
_MATCHES = 2000  # reports that a search looks at, the best first
NAMES = 12  # actors that the facet lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a table is narrowed to; None narrows nothing."""

    q: str | None = None
    status: str | None = None
    type: str | None = None
    country: str | None = None
    period: str | None = None  # a year or a month, EDTF
    since: str | None = None
    until: str | None = None
    origins: int | None = None  # at least
    disputed: bool = False
    actor: str | None = None  # id or any name
    sort: str = "told"
    limit: int = 50
    offset: int = 0


Row = dict[str, Any]


Counts = list[tuple[str, int]]


def ranked(connection: Connection, looked: Looked) -> list[search.Hit] | None:
    """The reports with the words that are asked for, whose last may be a beginning, the best first; None: no words."""
    if not looked.q or not looked.q.strip():
        return None
    return search.ranked(connection, looked.q, limit=_MATCHES, beginning=True)


class _Named(msgspec.Struct):
    """A party as far as a table shows it."""

    name: str
    resolved: str | None


class _Graded(msgspec.Struct):
    """A grade without its reasons."""

    reliability: str
    credibility: int


class _Apart(msgspec.Struct):
    """What claims do not agree on."""

    about: str


class _Heard(msgspec.Struct):
    """A voice as far as a table shows it."""

    source: str | None
    stance: str
    side: str
    factuality: str
    first: str | None
    origin: int
    words: str


class _Told(msgspec.Struct):
    """An event as far as a table shows it: what else its body holds is passed over."""

    id: str
    type: str
    trigger: str
    status: str
    factuality: str
    tense: str
    when: str | None
    earliest: str | None
    latest: str | None
    origins: int
    speakers: int
    figures: Any
    first: str | None
    last: str | None
    where: Any
    actors: list[_Named]
    recipients: list[_Named]
    grade: _Graded
    disagreements: list[_Apart]
    reports: list[str]
    ledger: list[_Heard]
    corrected: Any = ()


_TOLD = msgspec.json.Decoder(_Told)
_KEPT = (
    "id", "type", "trigger", "status", "factuality", "tense", "when", "earliest", "latest", "origins", "speakers",
    "figures", "first", "last", "corrected",
)  # fmt: skip


def summary(body: str) -> Row:
    """What a table shows of an event, from its stored form."""
    told = _TOLD.decode(body)
    return {
        **{name: getattr(told, name) for name in _KEPT},
        "place": told.where,
        "actors": [party.resolved or party.name for party in told.actors],
        "recipients": [party.resolved or party.name for party in told.recipients],
        "grade": f"{told.grade.reliability}{told.grade.credibility}",
        "about": [apart.about for apart in told.disagreements],
        "reports": len(told.reports),
        "report": told.reports[0],
        "voices": [
            {
                "source": v.source,
                "stance": v.stance,
                "side": v.side,
                "factuality": v.factuality,
                "first": v.first,
                "origin": v.origin,
            }
            for v in told.ledger
        ],
        "words": told.ledger[0].words if told.ledger else "",
    }

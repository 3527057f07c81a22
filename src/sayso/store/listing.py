"""Events as a table shows them: what it can be narrowed and sorted to, and what a row says (`shown` finds the rows).

A row is made from the stored body without building the whole record, so that a page of a large store is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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


def summary(body: Row) -> Row:
    """What a table shows of an event, from its stored form."""
    return {
        **{name: body[name] for name in _KEPT},
        "place": body["where"],
        "actors": [_name(p) for p in body["actors"]],
        "recipients": [_name(p) for p in body["recipients"]],
        "grade": f"{body['grade']['reliability']}{body['grade']['credibility']}",
        "about": [d["about"] for d in body["disagreements"]],
        "reports": len(body["reports"]),
        "report": body["reports"][0],
        "voices": [_voice(v) for v in body["ledger"]],
        "words": body["ledger"][0]["words"] if body["ledger"] else "",
    }


_KEPT = (
    "id", "type", "trigger", "status", "factuality", "tense", "when", "earliest", "latest", "origins", "speakers",
    "figures", "first", "last", "corrected",
)  # fmt: skip


def _name(party: Row) -> str:
    return str(party["resolved"] or party["name"])


def _voice(voice: Row) -> Row:
    return {name: voice[name] for name in ("source", "stance", "side", "factuality", "first", "origin")}

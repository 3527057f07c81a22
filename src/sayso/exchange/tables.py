"""The picture as flat tables: the columns of `events`, `claims`, `sources` and `commitments`, with a codebook.

One row a record, several values in a cell parted by " | "; `codebook()` says what each column holds, from
`exchange/columns.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sayso import resources
from sayso.exchange.csv import JOIN
from sayso.picture import Commitment, Event, SourceRecord, Voice
from sayso.records import Claim, Report

Row = dict[str, Any]


def codebook() -> dict[str, dict[str, str]]:
    """What each column of each table holds."""
    return resources.toml("exchange/columns.toml")


def events(found: Iterable[Event]) -> list[Row]:
    """One row an event."""
    return [{name: column(event) for name, column in _EVENT.items()} for event in found]


def voices(found: Iterable[Event]) -> list[Row]:
    """One row a line of a ledger."""
    return [{"event": e.id, **{n: c(v) for n, c in _VOICE.items()}} for e in found for v in e.ledger]


def claims(found: Iterable[Event], told: Mapping[str, Claim], reports: Mapping[str, Report]) -> list[Row]:
    """One row a claim, with the event that it is about."""
    return [_claim(event.id, told[c], reports[told[c].report]) for event in found for c in event.claims]


def commitments(found: Iterable[Commitment]) -> list[Row]:
    """One row a commitment."""
    names = ("id", "event", "type", "trigger", "by", "said", "due", "due_earliest", "due_latest", "status")
    return [
        {
            **{n: getattr(c, n) for n in names},
            "because": c.because,
            "claims": JOIN.join(c.claims),
            "words": c.words,
        }
        for c in found
    ]


def sources(found: Iterable[SourceRecord]) -> list[Row]:
    """One row a source."""
    names = ("source", "kind", "quoted", "reports", "confirmed", "contradicted", "silent", "reliability")
    return [{n: getattr(s, n) for n in names} for s in found]


def _names(parties: Iterable[Any], field: str) -> str:
    return JOIN.join(str(getattr(p, field)) for p in parties)


def _place(event: Event, field: str) -> Any:
    return getattr(event.where, field) if event.where is not None else None


_EVENT: Mapping[str, Callable[[Event], Any]] = {
    "id": lambda e: e.id,
    "type": lambda e: e.type,
    "mode": lambda e: e.mode,
    "trigger": lambda e: e.trigger,
    "status": lambda e: e.status,
    "factuality": lambda e: e.factuality,
    "tense": lambda e: e.tense,
    "when": lambda e: e.when,
    "earliest": lambda e: e.earliest,
    "latest": lambda e: e.latest,
    "place": lambda e: _place(e, "name") or _place(e, "text"),
    "country": lambda e: _place(e, "country"),
    "geonameid": lambda e: _place(e, "geonameid"),
    "lat": lambda e: _place(e, "lat"),
    "lon": lambda e: _place(e, "lon"),
    "radius_km": lambda e: _place(e, "radius_km"),
    "actor": lambda e: _names(e.actors, "name"),
    "actor_code": lambda e: _names(e.actors, "code"),
    "recipient": lambda e: _names(e.recipients, "name"),
    "recipient_code": lambda e: _names(e.recipients, "code"),
    "origins": lambda e: e.origins,
    "speakers": lambda e: e.speakers,
    "grade": lambda e: f"{e.grade.reliability}{e.grade.credibility}",
    "grade_because": lambda e: JOIN.join(e.grade.because),
    "figures": lambda e: JOIN.join(f"{f.kind} {f.value:g}" for f in e.figures),
    "disagreements": lambda e: JOIN.join(d.about for d in e.disagreements),
    "first": lambda e: e.first,
    "last": lambda e: e.last,
    "reports": lambda e: JOIN.join(e.reports),
    "claims": lambda e: JOIN.join(e.claims),
    "corrected": lambda e: JOIN.join(e.corrected),
}
_VOICE: Mapping[str, Callable[[Voice], Any]] = {
    "source": lambda v: v.source,
    "kind": lambda v: v.kind,
    "stance": lambda v: v.stance,
    "side": lambda v: v.side,
    "factuality": lambda v: v.factuality,
    "first": lambda v: v.first,
    "ended": lambda v: v.ended,
    "origin": lambda v: v.origin,
    "because": lambda v: v.because,
    "reports": lambda v: JOIN.join(v.reports),
    "claims": lambda v: JOIN.join(v.claims),
    "words": lambda v: v.words,
}


def _claim(event: str, claim: Claim, report: Report) -> Row:
    source = claim.attribution.source if claim.attribution else None
    return {
        "event": event,
        "claim": claim.id,
        "report": report.id,
        "key": report.key,
        "outlet": report.outlet,
        "published": report.published,
        "type": claim.type,
        "trigger": claim.trigger.text,
        "start": claim.trigger.start,
        "end": claim.trigger.end,
        "factuality": claim.factuality,
        "tense": claim.tense,
        "actor": _names(claim.actor, "name"),
        "recipient": _names(claim.recipient, "name"),
        "when": claim.when.edtf if claim.when else None,
        "country": claim.where.country if claim.where else None,
        "source": source.name if source else None,
        "stance": claim.attribution.stance if claim.attribution else None,
        "sentence": " ".join(report.text[claim.start : claim.end].split()),
    }

"""The rows of one event in each table that is derived from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sayso.link import queue
from sayso.link.commitments import commitment
from sayso.link.days import LAST, day, moment, of_edtf, of_when
from sayso.link.ledger import asserts, denies
from sayso.link.names import who
from sayso.picture import Event
from sayso.plain import dumps, to_plain
from sayso.records import Claim, Report
from sayso.store.decisions import Spoken

Row = dict[str, Any]


def rows_of(found: Event, claims: Mapping[str, Claim], about: Mapping[str, Report]) -> dict[str, list[Row]]:
    """The rows of an event by table, but for the queue's.

    Args:
        found: The event.
        claims: Its claims by id.
        about: Their reports by id.
    """
    event = {
        "id": found.id,
        "type": found.type,
        "status": found.status,
        "earliest": day(found.earliest) if found.earliest else None,
        "latest": day(found.latest) if found.latest else None,
        "first": _moment(found.first),
        "last": _moment(found.last),
        "country": found.where.country if found.where else None,
        "origins": found.origins,
        "reports": len(found.reports),
        "disputed": bool(found.disagreements),
    }
    return {
        "event": [event],
        "event_body": [{"event": found.id, "body": dumps(to_plain(found))}],
        "event_party": _parties(found),
        "voice": _voices(found),
        "state": _states(found, claims, about),
    }


def waiting(found: Event, claims: Mapping[str, Claim], spoken: Spoken) -> list[Row]:
    """The claims of an event that nobody has looked at yet."""
    weight = queue.weight(found)
    out = []
    for one in found.claims:
        if spoken.reviewed(claims[one]):
            continue
        doubt = queue.doubt(claims[one])
        row = {"claim": one, "event": found.id, "report": claims[one].report}
        out.append(
            {**row, "doubt": round(doubt, 6), "weight": round(weight, 6), "rank": round(doubt * weight, 6)}
        )
    return out


def _moment(edtf: str | None) -> float | None:
    when = moment(edtf)
    return when if when < 1e9 else None


def _parties(found: Event) -> list[Row]:
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for role, parties in (("actor", found.actors), ("recipient", found.recipients)):
        for party in parties:
            for name in (*party.names, *filter(None, [party.resolved])):
                seen.setdefault((role, name), (party.code, 1))
    for line in found.ledger:
        if line.source is not None:
            seen.setdefault(("source", line.source), ("UNK", len(line.claims)))
    return [
        {
            "event": found.id,
            "role": role,
            "name": name,
            "code": code,
            "mentions": n,
            "key": who(name, code).key,
        }
        for (role, name), (code, n) in seen.items()
    ]


def _voices(found: Event) -> list[Row]:
    out = []
    for number, line in enumerate(found.ledger, 1):
        if line.source is None:
            continue
        others = [v for v in found.ledger if v.origin != line.origin]
        out.append(
            {
                "event": found.id,
                "number": number,
                "source": line.source,
                "key": who(line.source).key,
                "kind": line.kind,
                "stance": line.stance,
                "reports": len(line.reports),
                "confirmed": asserts(line) and any(asserts(v) for v in others),
                "contradicted": any(denies(v) if asserts(line) else asserts(v) for v in others)
                and line.stance != "no_comment",
            }
        )
    return out


def _states(found: Event, claims: Mapping[str, Claim], about: Mapping[str, Report]) -> list[Row]:
    """The commitment of an event over time: a row for each stretch of days with one status."""
    mine = [claims[c] for c in found.claims]
    if all(c.tense != "future" for c in mine):
        return []
    turns = {d.lo for r in found.reports if (d := of_edtf(about[r].published)) is not None}
    for claim in mine:
        if claim.tense == "future" and claim.when is not None and (due := of_when(claim.when)) is not None:
            turns |= {due.lo, min(due.hi + 1, LAST)}
    out: list[Row] = []
    for since in sorted(turns):
        now = commitment(found.id, mine, about, on=date.fromordinal(min(since, LAST)))
        if now is None:
            continue
        body = dumps(to_plain(now))
        if out and out[-1]["body"] == body:
            continue
        if out:
            out[-1]["until"] = since - 1
        row = {"event": found.id, "since": since, "until": LAST, "status": now.status, "body": body}
        out.append({**row, "due": day(now.due_latest) if now.due_latest else None})
    return out

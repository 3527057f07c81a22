"""Everything that the page of an event shows, gathered in one look at the store."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from sayso.link import commitments as promises
from sayso.link import grade as grading
from sayso.picture import Decision, Event
from sayso.records import Claim, Report
from sayso.store import decisions, notes, queries, reports
from sayso.store.notes import Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """An event with what stands around it."""

    event: Event
    version: str  # changes with the event and with every decision about its words
    claims: dict[str, Claim]
    reports: dict[str, Report]
    notes: list[Note]
    decisions: list[Decision]  # about its words, the oldest first
    judged: dict[str, str]  # claims that a person has looked at, and how
    versions: dict[str, str]  # of each claim, for the forms that judge it

    @property
    def assigned(self) -> str | None:
        """Whose it is."""
        return notes.assigned(self.notes)

    @property
    def comments(self) -> list[Note]:
        """Its comments."""
        return [n for n in self.notes if n.kind == "comment"]


def gather(connection: Connection, id_: str, spoken: decisions.Spoken | None = None) -> Whole:
    """An event by its id; `spoken` are all decisions, where they are at hand.

    Raises:
        StoreError: S006, there is none.
    """
    event = queries.one(connection, id_)
    about = reports.reports(connection, event.reports)
    if spoken is None:
        spoken = decisions.Spoken.of(decisions.every(connection))
    mine = _mine(spoken, event)
    standing = decisions.Spoken.of([d for d in spoken.decisions if d.withdrawn_at is None])
    claims = standing.edited(reports.claims(connection, event.claims))
    return Whole(
        event=event,
        version=_version(event, mine),
        claims=claims,
        reports=about,
        notes=notes.of_claims(connection, claims.values()),
        decisions=mine,
        versions={c.id: version_of(spoken.of_claim(c)) for c in claims.values()},
        judged={c.id: standing.of_claim(c)[-1].kind for c in claims.values() if standing.reviewed(c)},
    )


def version_of(found: list[Decision]) -> str:
    """The decisions about a claim as a version."""
    return "-".join(f"{d.id}{'w' if d.withdrawn_at else ''}" for d in found) or "0"


def version(connection: Connection, event: Event) -> str:
    """The version that the page of an event shows."""
    return _version(event, _mine(decisions.Spoken.of(decisions.every(connection)), event))


def _mine(spoken: decisions.Spoken, event: Event) -> list[Decision]:
    found = {d.id: d for r in event.reports for d in spoken.by_report.get(r, ())}
    names = {v.source for v in event.ledger if v.source}
    grades = [d for d in spoken.decisions if d.kind == "grade" and d.field in names]
    return sorted([*found.values(), *(d for d in grades if d.id not in found)], key=lambda d: d.id)


def _version(event: Event, mine: list[Decision]) -> str:
    said = [(d.id, d.withdrawn_at) for d in mine]
    return hashlib.sha256(msgspec.json.encode(event) + repr(said).encode()).hexdigest()[:16]


def reason(rule: str, table: str, ui: str) -> str:
    """The words of a rule of the grades (`credibility`) or the commitments (`status`)."""
    found = grading.rules() if table == "credibility" else promises.rules()
    row: dict[str, Any] = next((r for r in found[table] if r.get("id") == rule), {})
    return str(row.get("why", {}).get(ui, rule))


def history(whole: Whole, added: dict[str, str]) -> list[dict[str, Any]]:
    """What has happened to an event: reports that came in, decisions and comments, the latest first."""
    out: list[dict[str, Any]] = [
        {"at": added[r], "kind": "report", "report": whole.reports[r], "who": None}
        for r in whole.event.reports
    ]
    for d in whole.decisions:
        out.append({"at": d.at, "kind": "decision", "decision": d, "who": d.who})
        if d.withdrawn_at:
            out.append({"at": d.withdrawn_at, "kind": "undone", "decision": d, "who": d.withdrawn_by})
    out += [{"at": n.at, "kind": n.kind, "note": n, "who": n.who} for n in whole.notes]
    return sorted(out, key=lambda x: x["at"], reverse=True)

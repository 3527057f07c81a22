"""Saving a person's word: the version that the page showed must still be the one in the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from fastapi.responses import JSONResponse, Response
from sqlalchemy.engine import Connection

from sayso.desk import whole
from sayso.desk.call import Call
from sayso.desk.whole import version_of
from sayso.errors import DeskError, StoreError
from sayso.picture import Decision, Event
from sayso.records import Claim
from sayso.store import audit, decisions, queries, reports, schema
from sayso.store.engine import writing

Step = Callable[[Connection, str, str], Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """What was to be saved, and what stands there by now."""

    mine: Mapping[str, str]
    event: Event | None  # as it is now; None: it is part of no event any more
    version: str
    theirs: tuple[Decision, ...]  # decisions that the page did not show


def claim_version(connection: Connection, claim: Claim) -> tuple[str, list[Decision]]:
    """The version of a claim: every decision about it, withdrawn ones too."""
    found = decisions.Spoken.of(decisions.every(connection)).of_claim(claim)
    return version_of(found), found


def event_of_claim(connection: Connection, claim: str) -> Event | None:
    """The event that a claim is about by now."""
    found = reports.claims(connection, [claim]).get(claim)
    if found is None:
        return None
    own = schema.telling.c
    rows = connection.execute(sa.select(own.event, own.claims).where(own.report == found.report))
    home = next((row.event for row in rows if f'"{claim}"' in row.claims), None)
    return queries.one(connection, home) if home else None


def save_event(
    call: Call, id_: str, version: str | None, mine: Mapping[str, str], step: Step
) -> Decision | Stale:
    """Take a step on an event, unless it is not what the page showed.

    Raises:
        StoreError: S006, there is no such event and no claim that leads to it.
    """
    person = call.person
    with writing(call.engine) as connection:
        try:
            event: Event | None = queries.one(connection, id_)
        except StoreError:
            event = event_of_claim(connection, mine["claim"]) if mine.get("claim") else None
            if event is None and not version:
                raise
        now = whole.version(connection, event) if event is not None else ""
        if version and version != now:
            since = tuple(
                d for d in _about(connection, event, mine) if str(d.id) not in mine.get("seen", "").split()
            )
            return Stale(mine=mine, event=event, version=now, theirs=since)
        made = step(connection, person.name, call.now)
        _log(connection, made, id_)
    return made


def _about(connection: Connection, event: Event | None, mine: Mapping[str, str]) -> list[Decision]:
    if event is not None:
        return whole.gather(connection, event.id).decisions
    found = reports.claims(connection, [mine.get("claim", "")])
    spoken = decisions.Spoken.of(decisions.every(connection))
    return [d for c in found.values() for d in spoken.by_report.get(c.report, ())]


def save_claim(
    call: Call, claim: str, version: str | None, mine: Mapping[str, str], step: Step
) -> Decision | Stale:
    """Take a step on a claim, unless somebody has decided about it meanwhile.

    Raises:
        StoreError: S006, there is no such claim.
    """
    person = call.person
    with writing(call.engine) as connection:
        found = reports.claims(connection, [claim]).get(claim)
        if found is None:
            raise StoreError("S006", "", kind="claim", value=claim[:80])
        now, about = claim_version(connection, found)
        if version and version != now:
            known = version.replace("w", "").split("-")
            theirs = tuple(d for d in about if str(d.id) not in known or d.withdrawn_at)
            return Stale(mine=mine, event=event_of_claim(connection, claim), version=now, theirs=theirs)
        made = step(connection, person.name, call.now)
        _log(connection, made, claim)
    return made


def save(call: Call, about: str, step: Step) -> Decision:
    """Take a step that has no version."""
    person = call.person
    with writing(call.engine) as connection:
        made = step(connection, person.name, call.now)
        _log(connection, made, about)
    return made


def _log(connection: Connection, made: Decision, about: str) -> None:
    detail = {"decision": made.id, "field": made.field, "value": made.value, "note": made.note}
    what = "undo" if made.withdrawn_at else made.kind
    audit.log(
        connection,
        made.withdrawn_by or made.who,
        what,
        about,
        {k: v for k, v in detail.items() if v is not None},
    )


def refused(call: Call, stale: Stale) -> Response:
    """Both versions: as a page for people, as JSON for programs; status 409, nothing is lost."""
    error = DeskError("W008")
    if call.wants_json or call.person.by == "token":
        from sayso.plain import to_plain

        values: dict[str, Any] = {
            "mine": dict(stale.mine),
            "event": to_plain(stale.event),
            "version": stale.version,
            "theirs": to_plain(list(stale.theirs)),
        }
        return JSONResponse({"ok": False, "code": "W008", "message": str(error), "values": values}, 409)
    return call.page("stale.html", 409, stale=stale)

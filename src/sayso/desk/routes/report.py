"""A report: its text with the claims marked by kind, and the claims beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.kept import Sheet
from sayso.errors import StoreError
from sayso.exchange import csv as claims_csv
from sayso.exchange.html import shown
from sayso.plain import to_plain
from sayso.reading import Reading
from sayso.store import decisions, reports, schema
from sayso.store.asking import fetched

router = APIRouter()
Here = Annotated[Call, Depends(call)]


def read(connection: Connection, id_: str, *, steps: bool = False) -> Reading:
    """A reading by its report's id.

    Raises:
        StoreError: S006, there is none.
    """
    found = reports.readings(connection, [id_], steps=steps).get(id_)
    if found is None:
        raise StoreError("S006", "", kind="report", value=id_[:80])
    return found


def homes(connection: Connection, report: str) -> dict[str, str]:
    """The event that each claim of a report is about."""
    told = fetched(connection, _TOLD, report=report)
    return {claim: event for claims, event in told for claim in json.loads(claims)}


_told, _about = schema.telling.c, schema.report.c
_TOLD = sa.select(_told.claims, _told.event).where(_told.report == sa.bindparam("report"))
_VERSIONS = (
    sa.select(_about.id, _about.version, _about.current, _about.added)
    .where(_about.work == sa.select(_about.work).where(_about.id == sa.bindparam("report")).scalar_subquery())
    .order_by(_about.version)
)


def versions(connection: Connection, report: str) -> list[dict[str, Any]]:
    """All versions of a report, the oldest first."""
    return [dict(row._mapping) for row in connection.execute(_VERSIONS, {"report": report})]


@router.get("/report/{id}.json")
def as_record(call: Here, id: str) -> Response:
    """The reading as a record, with the steps of its decisions."""
    return call.file(lambda c: as_json(read(c, id, steps=True)))


@router.get("/report/{id}.csv", response_class=Response)
def as_table(call: Here, id: str) -> Response:
    """The report's claims, one row each."""

    def made(connection: Connection) -> Sheet:
        found = read(connection, id)
        columns = claims_csv.header()
        rows = [dict(zip(columns, row, strict=True)) for row in claims_csv.rows(found)]
        return as_csv(rows, columns, f"claims-{found.report.id}")

    return call.file(made)


@router.get("/report/{id}", response_class=Response)
def page(call: Here, id: str) -> Response:
    """The page of a report."""

    def made(connection: Connection) -> dict[str, Any]:
        """The same for every role."""
        return call.remember(
            connection,
            ("report", id, call.words.ui),
            lambda: _whole(call, connection, id),
            size=lambda found: 8 * len(found["item"]["report"].text) + 8000 * len(found["item"]["rows"]),
        )

    return call.kept("report.html", made)


def _whole(call: Call, connection: Connection, id_: str) -> dict[str, Any]:
    """What the page shows."""
    found = read(connection, id_, steps=True)
    said = call.remember(
        connection, ("in force",), lambda: decisions.Spoken.of(decisions.in_force(connection))
    )
    older = versions(connection, id_)
    kept = said.edited({c.id: c for c in found.claims})
    edited = replace(found, claims=tuple(kept.get(c.id, c) for c in found.claims))
    return {
        "item": shown(edited, call.words.labels, 1),
        "events": homes(connection, id_),
        "judgements": {c.id: said.of_claim(c) for c in found.claims if said.reviewed(c)},
        "versions": older,
        "current": any(v["id"] == id_ and v["current"] for v in older),
    }


@router.get("/claim/{id}.json")
def claim_record(call: Here, id: str) -> Response:
    """One claim, with the event that it is about."""

    def made(connection: Connection) -> Sheet:
        found = reports.claims(connection, [id]).get(id)
        if found is None:
            raise StoreError("S006", "", kind="claim", value=id[:80])
        return as_json({"claim": to_plain(found), "event": homes(connection, found.report).get(id)})

    return call.file(made)

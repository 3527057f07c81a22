"""What the front page asks of the store: the weightiest events, who is silent, what came in last, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.records import Report
from sayso.store import reports, schema
from sayso.store.listing import Row, summary
from sayso.store.queries import bodies

_event, _voice, _report, _queue = schema.event.c, schema.voice.c, schema.report.c, schema.queue.c


def summaries(connection: Connection, ids: Sequence[str]) -> list[Row]:
    """Events as a table shows them, in this order."""
    found = bodies(connection, ids)
    return [summary(found[one]) for one in ids if one in found]


def weighty(connection: Connection, limit: int) -> list[Row]:
    """The events that most reports tell and that are not agreed on or confirmed, the last told first of equals."""
    chosen = (
        sa.select(_event.id)
        .where(sa.or_(_event.reports > 1, _event.disputed.is_(True)))
        .order_by(_event.disputed.desc(), _event.origins.desc(), _event.last.desc(), _event.id)
        .limit(limit)
    )
    return summaries(connection, list(connection.scalars(chosen)))


def silent(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Sources that have not commented, on which events, the last told first."""
    chosen = (
        sa.select(_voice.source, _voice.event, _event.last)
        .join(schema.event, _event.id == _voice.event)
        .where(_voice.stance == "no_comment")
        .order_by(_event.last.desc(), _voice.event)
        .limit(limit)
    )
    pairs = [(row.source, row.event) for row in connection.execute(chosen)]
    rows = {row["id"]: row for row in summaries(connection, [event for _, event in pairs])}
    return [{"source": source, "row": rows[event]} for source, event in pairs if event in rows]


def latest_reports(connection: Connection, limit: int) -> list[Report]:
    """The reports that came in last."""
    chosen = (
        sa.select(_report.id)
        .where(_report.current)
        .order_by(_report.added.desc(), _report.moment.desc(), _report.id)
        .limit(limit)
    )
    ids = list(connection.scalars(chosen))
    found = reports.reports(connection, ids)
    return [found[one] for one in ids]


def waiting(connection: Connection) -> int:
    """How many claims nobody has looked at."""
    return connection.execute(sa.select(sa.func.count()).select_from(schema.queue)).scalar() or 0


def queue(connection: Connection, *, limit: int, offset: int = 0, type_: str | None = None) -> list[Row]:
    """The claims that wait for a person: least certain of the most consequential events first."""
    chosen = sa.select(schema.queue).order_by(_queue.rank.desc(), _queue.claim)
    if type_:
        chosen = chosen.join(schema.event, _event.id == _queue.event).where(_event.type == type_)
    return [dict(row._mapping) for row in connection.execute(chosen.limit(limit).offset(offset))]

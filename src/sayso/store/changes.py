"""What a stretch of time has changed in the picture: the events of reports that were added since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link.ledger import asserts, denies
from sayso.picture import Change, Event
from sayso.store import schema
from sayso.store.among import among
from sayso.store.queries import bodies, event_of


def since(connection: Connection, at: str, *, limit: int = 100) -> list[Change]:
    """Changes by reports that were added after a moment (ISO, UTC), by event.

    An event is new if all its reports are; else it is told again, and new sources, denials and figures are named.
    """
    about, told, own = schema.report.c, schema.telling.c, schema.event.c
    new = sa.select(about.id).where(about.added > at, about.current)
    homes = sa.select(told.event).where(told.report.in_(new)).distinct()
    ids = list(
        connection.scalars(
            sa.select(own.id)
            .where(own.id.in_(homes))
            .order_by(own.reports.desc(), own.last.desc(), own.id)
            .limit(limit)
        )
    )
    told_again = bodies(connection, ids)
    found = [event_of(told_again[one]) for one in ids]
    reports = sorted({r for e in found for r in e.reports})
    added = {
        row.id: row.added
        for row in connection.execute(
            sa.select(about.id, about.added).where(among(connection, about.id, reports))
        )
    }
    return [change for event in found for change in _changes(event, added, at)]


def _changes(event: Event, added: Mapping[str, str], at: str) -> Iterator[Change]:
    fresh = tuple(r for r in event.reports if added[r] > at)
    if len(fresh) == len(event.reports):
        yield Change(event=event.id, kind="new", what=event.trigger, reports=fresh)
        return
    yield Change(event=event.id, kind="told_again", what=event.trigger, reports=fresh)
    late = set(fresh)
    old = [v for v in event.ledger if not late.issuperset(v.reports)]
    for line in event.ledger:
        if late.issuperset(line.reports) and line.source is not None:
            known = any(v.source == line.source for v in old)
            kind = "new_stance" if known else "new_source"
            yield Change(
                event=event.id, kind=kind, what=f"{line.source}: {line.stance}", reports=line.reports
            )
    if (
        any(denies(v) for v in event.ledger)
        and not any(denies(v) for v in old)
        and any(asserts(v) for v in old)
    ):
        yield Change(event=event.id, kind="status", what="disputed", reports=fresh)
    for count in event.figures:
        if late.issuperset(count.reports):
            yield Change(
                event=event.id, kind="new_figure", what=f"{count.kind} {count.value:g}", reports=count.reports
            )

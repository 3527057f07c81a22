"""What the columns in memory must say, asked of the database: events narrowed and sorted, with the counts of every facet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.store import schema, search
from sayso.store.among import among
from sayso.store.listing import FACETS, NAMES, Counts, Looked, ranked
from sayso.store.queries import Asked, conditions

_event = schema.event.c


def ids_of(connection: Connection, looked: Looked) -> list[str]:
    """The ids of the events that fit."""
    return list(connection.scalars(_chosen(connection, looked).limit(looked.limit).offset(looked.offset)))


def total(connection: Connection, looked: Looked) -> int:
    """How many events fit."""
    chosen = sa.select(sa.func.count()).select_from(schema.event).where(*_where(connection, looked))
    return connection.execute(chosen).scalar() or 0


def _chosen(connection: Connection, looked: Looked) -> sa.Select[str]:
    orders: dict[str, tuple[Any, ...]] = {
        "told": (_event.last.desc(), _event.id),
        "when": (_event.earliest.is_(None), _event.earliest.desc(), _event.id),
        "first": (_event.first.desc(), _event.id),
        "origins": (_event.origins.desc(), _event.last.desc(), _event.id),
        "reports": (_event.reports.desc(), _event.last.desc(), _event.id),
        "type": (_event.type, _event.last.desc(), _event.id),
        "status": (_event.status, _event.last.desc(), _event.id),
    }
    order = orders.get(looked.sort, orders["told"])
    return sa.select(_event.id).where(*_where(connection, looked)).order_by(*order)


def _where(
    connection: Connection, looked: Looked, known: list[str] | None = None
) -> list[sa.ColumnElement[bool]]:
    asked = Asked(
        actor=looked.actor,
        type=looked.type,
        country=looked.country,
        since=looked.since,
        until=looked.until,
        status=looked.status,
        min_origins=looked.origins,
        disputed=looked.disputed,
    )
    found = conditions(connection, asked)
    if looked.period is not None:
        found += conditions(connection, Asked(since=looked.period, until=looked.period))
        found.append(_event.earliest.is_not(None))
    found_by = known if known is not None else matches(connection, looked)
    if found_by is not None:
        own = schema.telling.c
        found.append(_event.id.in_(sa.select(own.event).where(among(connection, own.report, found_by))))
    return found


def matches(connection: Connection, looked: Looked) -> list[str] | None:
    """The reports with the words that are asked for; None where none are."""
    hits = ranked(connection, looked)
    return None if hits is None else search.named(connection, hits)


def facets(connection: Connection, looked: Looked) -> dict[str, Counts]:
    """How many events each value of each facet would leave, all other facets being as they are."""
    known = matches(connection, looked)
    return {name: _facet(connection, name, looked, known) for name in FACETS}


def _without(looked: Looked, name: str) -> Looked:
    """The same without one facet."""
    if name == "disputed":
        return replace(looked, disputed=False)
    free: Looked = replace(looked, **{name: None})  # type: ignore[arg-type]
    return free


def _facet(connection: Connection, name: str, looked: Looked, known: list[str] | None) -> Counts:
    where = _where(connection, _without(looked, name), known)
    if name == "actor":
        return _actors(connection, where)
    if name == "period":
        return _periods(connection, where, looked.period)
    n = sa.func.count()
    if name == "origins":
        sums_of = [sa.func.sum(sa.case((_event.origins >= k, 1), else_=0)) for k in (1, 2, 3, 5)]
        chosen: Any = sa.select(*sums_of)
        sums: Any = connection.execute(chosen.where(*where)).one()
        return [(str(k), int(v or 0)) for k, v in zip((1, 2, 3, 5), sums, strict=True)]
    if name == "disputed":
        found_n = connection.execute(
            sa.select(n).select_from(schema.event).where(*where, _event.disputed.is_(True))
        )
        return [("1", found_n.scalar() or 0)]
    column = _event[name]
    chosen = (
        sa.select(column, n).where(*where, column.is_not(None)).group_by(column).order_by(n.desc(), column)
    )
    return [(str(value), int(count)) for value, count in connection.execute(chosen)]


def _periods(connection: Connection, where: Sequence[sa.ColumnElement[bool]], chosen: str | None) -> Counts:
    """The years of the events' first possible days; inside a year that was chosen, its months."""
    chosen_days = sa.select(_event.earliest, sa.func.count()).where(*where, _event.earliest.is_not(None))
    width = 7 if chosen else 4
    found: dict[str, int] = {}
    for day, count in connection.execute(chosen_days.group_by(_event.earliest)):
        name = date.fromordinal(day).isoformat()[:width]
        if chosen is None or name.startswith(chosen[:4]):
            found[name] = found.get(name, 0) + count
    return sorted(found.items(), reverse=True)


def _actors(connection: Connection, where: Sequence[sa.ColumnElement[bool]]) -> Counts:
    """The actors that stand in most of the events, by id."""
    party, name = schema.event_party.c, schema.actor_name.c
    keys = sa.select(name.key, sa.func.min(name.actor).label("actor")).group_by(name.key).subquery()
    events = sa.func.count(sa.distinct(party.event))
    chosen = (
        sa.select(keys.c.actor, events)
        .select_from(schema.event_party)
        .join(keys, keys.c.key == party.key)
        .where(party.role != "source", keys.c.actor != "")
        .group_by(keys.c.actor)
        .order_by(events.desc(), keys.c.actor)
        .limit(NAMES)
    )
    if where:
        chosen = chosen.where(party.event.in_(sa.select(_event.id).where(*where)))
    return [(str(actor), int(n)) for actor, n in connection.execute(chosen)]

"""How often each named source is quoted, and what became of it: counted as events are written and taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from sayso.store import schema
from sayso.store.among import among

_KEY = ("key", "source", "kind")
_SUMS = ("lines", "events", "reports", "confirmed", "contradicted", "silent")


def count(connection: Connection, voices: Iterable[Mapping[str, Any]], *, times: int = 1) -> None:
    """Add rows of the table `voice`, whole events of them, or take them away (`times` = -1)."""
    sums: dict[tuple[str, str, str], list[int]] = {}
    heard: set[tuple[str, str]] = set()  # events in which a source has been counted
    for one in sorted(voices, key=lambda v: (v["event"], v["number"])):
        if one["kind"] in (None, "unnamed"):
            continue
        first = (one["event"], one["key"]) not in heard
        heard.add((one["event"], one["key"]))
        found = (
            1,
            first,
            one["reports"],
            one["confirmed"],
            one["contradicted"],
            one["stance"] == "no_comment",
        )
        row = sums.setdefault((one["key"], one["source"], one["kind"]), [0] * len(_SUMS))
        row[:] = [so_far + int(n) * times for so_far, n in zip(row, found, strict=True)]
    if not sums:
        return
    table = schema.quoted
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    more = {name: table.c[name] + insert.excluded[name] for name in _SUMS}
    connection.execute(
        insert.on_conflict_do_update(index_elements=[table.c[name] for name in _KEY], set_=more),
        [dict(zip((*_KEY, *_SUMS), (*key, *row), strict=True)) for key, row in sorted(sums.items())],
    )
    if times < 0:
        mine = among(connection, table.c.key, sorted({key for key, _, _ in sums}))
        connection.execute(sa.delete(table).where(mine, table.c.lines <= 0))


def take_out(connection: Connection, events: Iterable[str]) -> None:
    """Take away what the voices of some events have added."""
    own = schema.voice.c
    rows = connection.execute(sa.select(schema.voice).where(among(connection, own.event, sorted(events))))
    count(connection, [dict(row._mapping) for row in rows], times=-1)


def count_all(connection: Connection) -> None:
    """Count anew, from the events as they are stored."""
    connection.execute(sa.delete(schema.quoted))
    rows = connection.execute(sa.select(schema.voice)).all()
    count(connection, [dict(row._mapping) for row in rows])


def sources(connection: Connection, *, limit: int, offset: int) -> list[dict[str, Any]]:
    """Sources with their sums, the most quoted first."""
    own = schema.quoted.c
    quoted = sa.func.sum(own.events)
    chosen = (
        sa.select(
            own.key,
            sa.func.min(own.source).label("source"),
            sa.func.min(own.kind).label("kind"),
            quoted.label("quoted"),
            *(
                sa.func.sum(own[name]).label(name)
                for name in ("reports", "confirmed", "contradicted", "silent")
            ),
        )
        .group_by(own.key)
        .order_by(quoted.desc(), own.key)
    )
    rows = connection.execute(chosen.limit(limit).offset(offset))
    return [dict(row._mapping) for row in rows]

"""Actors: the names that events know, counted, and which of them are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from sayso.link.acronyms import acronyms
from sayso.link.actors import Named, Same, actor_id, group, joined
from sayso.link.names import who
from sayso.store import schema
from sayso.store.among import among

Row = sa.Row[tuple[str, str, str, str, int, str, str]]


def count(connection: Connection, rows: Iterable[tuple[str, str, str, int]]) -> None:
    """Add to the mentions of names, or take away: (name, code, key, how many) each."""
    sums: dict[tuple[str, str, str], int] = defaultdict(int)
    for name, code, key, n in rows:
        sums[key, name, code] += n
    table = schema.actor_name
    values = [
        {
            "key": key,
            "name": name,
            "code": code,
            "last": who(name, code).last or key,
            "mentions": n,
            "actor": "",
            "because": "",
        }
        for (key, name, code), n in sorted(sums.items())
        if n
    ]
    if not values:
        return
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)
    more = {"mentions": table.c.mentions + insert.excluded.mentions}
    connection.execute(
        insert.on_conflict_do_update(index_elements=[table.c.key, table.c.name, table.c.code], set_=more),
        values,
    )


def settle(connection: Connection, same: Sequence[Same] = (), defined: Collection[str] = ()) -> None:
    """Drop names that no event mentions any more, and say again who is who where names came or went.

    Args:
        connection: A writing step.
        same: Pairs that a person has joined.
        defined: Keys whose definition as an acronym came or went.
    """
    table = schema.actor_name
    gone = set(connection.scalars(sa.select(table.c.last).where(table.c.mentions <= 0)))
    if gone:
        connection.execute(sa.delete(table).where(table.c.mentions <= 0))
    new = set(connection.scalars(sa.select(table.c.last).where(table.c.actor == "").distinct()))
    regroup(connection, gone | new | blocks_of(connection, defined), same)


def define(connection: Connection, texts: Mapping[str, str], *, gone: Collection[str]) -> set[str]:
    """Replace the acronyms that reports define: report -> text; returns the keys that are concerned."""
    table = schema.alias
    out = among(connection, table.c.report, sorted(gone))
    keys = {k for row in connection.execute(sa.select(table.c.short, table.c.name).where(out)) for k in row}
    connection.execute(sa.delete(table).where(out))
    rows = [
        {"report": report, "short": short, "name": name}
        for report in sorted(texts)
        for short, name in acronyms(texts[report])
    ]
    if rows:
        connection.execute(sa.insert(table), rows)
    return keys | {row[k] for row in rows for k in ("short", "name")}


def defined(connection: Connection, keys: Collection[str]) -> list[Same]:
    """Acronyms among these keys, or of names among them, with the one name that reports define each by.

    Those with two names are left out.
    """
    table, wanted = schema.alias.c, sorted(keys)
    short = set(connection.scalars(sa.select(table.short).where(among(connection, table.name, wanted))))
    one = sa.func.count(sa.distinct(table.name)) == 1
    chosen = sa.select(table.short, sa.func.min(table.name).label("name")).group_by(table.short).having(one)
    mine = among(connection, table.short, sorted(short.union(wanted)))
    return sorted((row.short, row.name, "acronym") for row in connection.execute(chosen.where(mine)))


def regroup(connection: Connection, lasts: Collection[str], same: Sequence[Same] = ()) -> None:
    """Group the names of some blocks again, with the blocks that decisions tie to them."""
    if not lasts:
        return
    wanted = set(lasts)
    while True:
        names = _names(connection, wanted)
        pairs = [*defined(connection, names), *same]
        tied = {key for p in pairs if names.keys() & set(p[:2]) for key in p[:2]} - names.keys()
        more = blocks_of(connection, tied) - wanted if tied else set()
        if not more:
            break
        wanted |= more
    blocks: dict[str, list[Named]] = defaultdict(list)
    for key, rows in names.items():
        blocks[rows[0].last].append(Named(key=key, name=_fullest(rows), code=rows[0].code))
    found: dict[str, tuple[str, str]] = {}
    for block in blocks.values():
        found |= group(block)
    changed = [
        {"k": key, "id": actor_id(lead), "why": because}
        for key, (lead, because) in joined(found, pairs).items()
        if any(row.actor != actor_id(lead) or row.because != because for row in names[key])
    ]
    if changed:
        table = schema.actor_name
        connection.execute(
            sa.update(table)
            .where(table.c.key == sa.bindparam("k"))
            .values(actor=sa.bindparam("id"), because=sa.bindparam("why")),
            changed,
        )


def _names(connection: Connection, lasts: Collection[str]) -> dict[str, list[Row]]:
    """The names of some blocks by their key."""
    table = schema.actor_name
    found: dict[str, list[Row]] = defaultdict(list)
    chosen = sa.select(table).where(among(connection, table.c.last, sorted(lasts)))
    for row in connection.execute(
        chosen.order_by(table.c.key, table.c.mentions.desc(), table.c.name, table.c.code)
    ):
        found[row.key].append(row)
    return found


def _fullest(rows: Sequence[Row]) -> str:
    names: list[str] = [row.name for row in rows]
    return min(names, key=lambda name: (-len(who(name).proper), len(name), name))


def blocks_of(connection: Connection, keys: Collection[str]) -> set[str]:
    """The last words of these keys: the blocks that they stand in."""
    table = schema.actor_name.c
    return set(connection.scalars(sa.select(table.last).where(among(connection, table.key, sorted(keys)))))

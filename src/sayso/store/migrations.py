"""The version of a database's schema, and the steps from each version to the next."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.link.keys import keys
from sayso.link.telling import unpacked
from sayso.store import quoted, schema, search, team


def _desk(connection: Connection) -> None:
    """1 -> 2: the tables of the people at a desk, and the review queue."""
    from sayso.store.refresh import rebuild

    schema.queue.create(connection)
    schema.quoted.create(connection, checkfirst=True)  # of a later version, but making the picture fills it
    team.create(connection)
    connection.execute(sa.insert(schema.meta).values(name="pulse", value="1"))
    rebuild(connection)


_PART = 2000  # tellings at a time


def _lighter(connection: Connection) -> None:
    """2 -> 3: fewer keys of tellings, named sources counted, acronyms found by their names."""
    schema.quoted.create(connection, checkfirst=True)
    quoted.count_all(connection)
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_voice_source")
    for index in schema.alias.indexes:
        index.create(connection, checkfirst=True)
    connection.execute(sa.delete(schema.block))
    own, last = schema.telling.c, -1
    while rows := connection.execute(
        sa.select(own.no, own.body).where(own.no > last).order_by(own.no).limit(_PART)
    ).all():
        put_in = [{"key": key, "telling": no} for no, body in rows for key in keys(unpacked(body)).kept]
        if put_in:
            connection.execute(sa.insert(schema.block), put_in)
        last = rows[-1].no


# version -> the step that brings a database from there to the next one
STEPS: dict[int, Callable[[Connection], None]] = {1: _desk, 2: _lighter}


def version(connection: Connection) -> int | None:
    """The schema version of a database; None where it has no tables of ours.

    Raises:
        StoreError: S003, it has tables, but not ours.
    """
    names = set(sa.inspect(connection).get_table_names())
    if "meta" not in names:
        if names:
            raise StoreError("S003", str(connection.engine.url.database))
        return None
    found = connection.execute(sa.select(schema.meta.c.value).where(schema.meta.c.name == "schema")).scalar()
    if found is None:
        raise StoreError("S003", str(connection.engine.url.database))
    return int(found)


def migrate(connection: Connection, *, create: bool) -> None:
    """Make the tables of a new database, or take an older one to this version, step by step.

    Raises:
        StoreError: S002, it is of a newer version; S001, it is older and cannot be written.
    """
    found = version(connection)
    where = str(connection.engine.url.database)
    if found is None:
        if not create:
            raise StoreError("S001", where, reason="it is empty")
        schema.metadata.create_all(connection)
        search.create(connection)
        team.guard(connection)
        connection.execute(sa.insert(schema.meta).values(name="schema", value=str(schema.VERSION)))
        connection.execute(sa.insert(schema.meta).values(name="pulse", value="1"))
        return
    if found > schema.VERSION:
        raise StoreError("S002", where, found=found, known=schema.VERSION)
    for number in range(found, schema.VERSION):
        if not create:
            raise StoreError(
                "S001", where, reason=f"it has the older schema {found}; open it for writing once"
            )
        STEPS[number](connection)
        connection.execute(
            sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value=str(number + 1))
        )

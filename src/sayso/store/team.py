"""The tables of the people at a desk: accounts, notes, what they have seen, jobs, and the log of what was done.

None of them is derived.  The log only grows: the database itself refuses to change or delete its rows.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Float, Index, Integer, Table, Text
from sqlalchemy.engine import Connection

from sayso.store.schema import metadata

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("password", Text, nullable=False),  # argon2id, with its parameters
    Column("role", Text, nullable=False),  # reader, analyst, editor, admin
    Column("created", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
)
session = Table(
    "session",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 of the cookie
    Column("account", Text, nullable=False, index=True),
    Column("created", Text, nullable=False),
    Column("until", Text, nullable=False),
)
token = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),  # SHA-256 of the token
    Column("account", Text, nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scope", Text, nullable=False),  # read, write
    Column("created", Text, nullable=False),
    Column("until", Text),
    Column("revoked", Text),
)
note = Table(
    "note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # comment, assign, withdraw
    Column("report", Text, nullable=False, index=True),  # the words that it hangs on
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("text", Text, nullable=False),  # the comment; of an assignment, to whom ("" = to nobody)
)
saved_view = Table(
    "saved_view",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("at", Text, nullable=False),
)
visit = Table(
    "visit",
    metadata,
    Column("who", Text, primary_key=True),
    Column("last", Text, nullable=False),  # the visit that is going on
    Column("before", Text, nullable=False),  # the one before it
)
presence = Table(
    "presence",
    metadata,
    Column("item", Text, primary_key=True),
    Column("who", Text, primary_key=True),
    Column("at", Float, nullable=False),  # seconds since 1970
)
job = Table(
    "job",
    metadata,
    Column("id", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("state", Text, nullable=False),  # waiting, running, done, failed
    Column("done", Text, nullable=False),  # counts, JSON
    Column("of", Integer),
    Column("message", Text, nullable=False),
    Column("changed", Text, nullable=False, index=True),
)
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("seal", Text, nullable=False),  # SHA-256 over the row and the seal of the one before it
    Index("audit_who", "who", "id"),
)

TABLES = (account, session, token, note, saved_view, visit, presence, job, audit)

_SQLITE = """CREATE TRIGGER audit_no_{word} BEFORE {word} ON audit
BEGIN SELECT RAISE(ABORT, 'the log only grows'); END"""
_POSTGRESQL = (
    """CREATE FUNCTION audit_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_grows()""",
)


def guard(connection: Connection) -> None:
    """Have the database refuse changes of the log."""
    if connection.dialect.name == "postgresql":
        statements: tuple[str, ...] = _POSTGRESQL
    else:
        statements = tuple(_SQLITE.format(word=word) for word in ("UPDATE", "DELETE"))
    for statement in statements:
        connection.exec_driver_sql(statement)


def create(connection: Connection) -> None:
    """Make the tables in a database that has none of them yet."""
    for table in TABLES:
        table.create(connection)
    guard(connection)


def next_id(connection: Connection, table: Table) -> int:
    """The number after the greatest; a writing step is alone, so it stays free."""
    return (connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0) + 1

"""Open a database: a file is SQLite, an address PostgreSQL.  What goes wrong becomes an error of the catalogue."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from sayso.errors import StoreError
from sayso.store import migrations

POOL = 15  # connections that are kept: a new one costs more than most questions
WAIT = 30  # seconds that a step waits for another process to be done with its own
_LOCK = 5_271_009_114  # any number: the PostgreSQL advisory lock of a writing step
_MAGIC = b"SQLite format 3\x00"


def open_engine(where: str | os.PathLike[str], *, create: bool = True) -> Engine:
    """Open a database, make its tables if it is new, and bring an older one up to date.

    Args:
        where: A file's path (SQLite; made if it is not there) or an address `postgresql://…`.
        create: Make what is not there yet.
    Raises:
        StoreError: S001 cannot be opened, S002 newer schema, S003 another kind of file, S009 no driver.
    """
    name = os.fspath(where)
    engine = _postgresql(name) if "://" in name else _sqlite(name, create=create)
    try:
        with writing(engine, quiet=True) if create else reading(engine) as connection:
            migrations.migrate(connection, create=create)
    except StoreError:
        engine.dispose()
        raise
    return engine


def _postgresql(url: str) -> Engine:
    if not url.startswith(("postgresql://", "postgresql+psycopg://")):
        raise StoreError("S001", _shown(url), reason="only postgresql:// addresses are known")
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise StoreError("S009", "--db", url=_shown(url), reason="no driver", extra="postgresql") from error
    return sa.create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True, pool_size=POOL
    )


def _shown(url: str) -> str:
    """An address without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return url


def _sqlite(name: str, *, create: bool) -> Engine:
    path = Path(name)
    if not path.exists() and not create:
        raise StoreError("S001", name, reason="there is no such file")
    if path.is_dir() or (path.exists() and path.stat().st_size and not _is_sqlite(path)):
        raise StoreError("S003", name)
    readonly = path.exists() and not os.access(path, os.W_OK)
    fixed = "&immutable=1" if readonly and not os.access(path.parent, os.W_OK) else ""  # no log beside it
    target = f"file:{_quoted(path)}?mode=ro{fixed}&uri=true" if readonly else name
    engine = sa.create_engine(f"sqlite+pysqlite:///{target}", connect_args={"timeout": WAIT}, pool_size=POOL)

    @sa.event.listens_for(engine, "connect")
    def settings(raw: object, _record: object) -> None:
        raw.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
        cursor = raw.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA foreign_keys = ON")
        if not readonly:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA cache_size = -131072")  # KiB
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise StoreError("S001", str(path), reason=error.strerror or str(error)) from error


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()))


_BEAT = sa.text("UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'pulse'")
_PULSE = sa.text("SELECT value FROM meta WHERE name = 'pulse'")
PULSE: sa.ColumnElement[str] = sa.literal_column(
    "(SELECT value FROM meta WHERE name = 'pulse')"
)  # as a column


def pulse(connection: Connection) -> int:
    """A number that grows with every step that changed something."""
    return int(connection.execute(_PULSE).scalar() or 0)


class Glance:
    """One question for one row, asked again and again of one connection of its own (SQLite, one thread).

    One statement sees one moment, so nothing is begun or ended: 10 µs, where a look at the store takes 150.
    """

    def __init__(self, engine: Engine, question: sa.Select[Any]) -> None:
        self._engine = engine
        made = question.compile(engine)
        self._text, self._names = str(made), tuple(getattr(made, "positiontup", None) or ())
        self._own: Any = None

    def __call__(self, **values: Any) -> tuple[Any, ...]:
        """The row.

        Raises:
            StoreError: S001, S003, S004, S005.
        """
        try:
            if self._own is None:
                self._own = self._engine.raw_connection()
            asked = tuple(values[name] for name in self._names)
            found: tuple[Any, ...] = self._own.driver_connection.execute(self._text, asked).fetchall()[0]
        except sqlite3.Error as error:
            self.close()
            wrapped = sa.exc.DBAPIError(self._text, None, error)
            raise _translated(wrapped, _shown(str(self._engine.url))) from error
        return found

    def close(self) -> None:
        """Give the connection back."""
        if self._own is not None:
            self._own.close()
            self._own = None


@contextmanager
def writing(engine: Engine, *, quiet: bool = False) -> Iterator[Connection]:
    """One step that is written whole or not at all; no other step is written at the same time.

    Args:
        engine: The database.
        quiet: The step changes nothing that anybody looks at; else the pulse of the database goes on.
    Raises:
        StoreError: S004 another process is writing, S005 the medium is full or broken, S001 read only.
    """
    with _told(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        yield connection
        if not quiet:
            connection.execute(_BEAT)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A look at the database at one moment, whatever is written meanwhile."""
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Database errors as errors of the catalogue."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise _translated(error, _shown(str(engine.url))) from error


def _translated(error: sa.exc.DBAPIError, where: str) -> StoreError:
    told = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
    low = told.lower()
    if "locked" in low or "lock timeout" in low or "busy" in low:
        return StoreError("S004", where)
    if "not a database" in low or "malformed" in low:
        return StoreError("S003", where)
    if any(word in low for word in ("full", "no space", "disk i/o")):
        return StoreError("S005", where, reason=told)
    return StoreError("S001", where, reason=told)

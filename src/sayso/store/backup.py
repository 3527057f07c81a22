"""A copy of a store while it is in use, and putting one back.

SQLite's own online backup copies a consistent state; PostgreSQL's `pg_dump` and `pg_restore` do the same there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import sqlalchemy as sa

from sayso.errors import DeskError, ExchangeError, StoreError
from sayso.store import schema
from sayso.store.engine import open_engine, pulse, reading, writing


def backup(where: str, target: str, *, force: bool = False) -> None:
    """Write a copy of the store into a new file.

    Raises:
        ExchangeError: X004, the file is there already, or cannot be written.
        StoreError: the store cannot be opened.
    """
    path = Path(target)
    if path.exists() and not force:
        raise ExchangeError("X004", target, reason="it exists; --force writes over it")
    open_engine(where, create=False).dispose()
    part = path.with_name(path.name + ".part")
    try:
        if "://" in where:
            _run("pg_dump", "--format=custom", f"--file={part}", f"--dbname={_plain(where)}")
        else:
            _copy(Path(where), part)
        os.replace(part, path)
    except (OSError, sqlite3.Error) as error:
        raise ExchangeError("X004", target, reason=str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def restore(where: str, source: str, *, force: bool = False) -> None:
    """Put a copy in the place of the store, in one step: whoever reads meanwhile sees the old one or the new.

    Raises:
        DeskError: W017, the copy is unsound, or there is a store already and nobody said to write over it.
    """
    path = Path(source)
    if not path.is_file():
        raise DeskError("W017", source, reason="no such file")
    before = _pulse(where)
    if "://" in where:
        _restore_postgresql(where, path, force=force)
    else:
        _restore_file(where, path, source, force=force)
    _go_on(where, before)


def _pulse(where: str) -> int:
    """The pulse of the store that is there, 0 if there is none that can be read."""
    try:
        engine = open_engine(where, create=False)
        with reading(engine) as connection:
            found = pulse(connection)
    except StoreError:
        return 0
    engine.dispose()
    return found


def _go_on(where: str, before: int) -> None:
    """Let the pulse go on from the higher of the two: a desk that runs must not take its kept pages for new ones."""
    engine = open_engine(where, create=False)
    with writing(engine) as connection:
        if before > pulse(connection):
            meta = schema.meta
            connection.execute(sa.update(meta).where(meta.c.name == "pulse").values(value=str(before)))
    engine.dispose()


def _restore_file(where: str, path: Path, source: str, *, force: bool) -> None:
    if Path(where).exists() and not force:
        raise DeskError("W017", where, reason="there is a store already; --force writes over it")
    try:
        with sqlite3.connect(f"file:{path.absolute()}?mode=ro", uri=True) as found:
            sound = found.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            sound = (
                sound and found.execute("SELECT count(*) FROM meta WHERE name = 'schema'").fetchone()[0] == 1
            )
    except sqlite3.Error as error:
        raise DeskError("W017", source, reason=str(error)) from error
    if not sound:
        raise DeskError("W017", source, reason="it is damaged")
    try:
        _copy(path, Path(where))
    except sqlite3.Error as error:
        raise DeskError("W017", where, reason=str(error)) from error


def _restore_postgresql(where: str, path: Path, *, force: bool) -> None:
    """Put a dump in the place of what a database holds; an empty one needs no force."""
    with path.open("rb") as stream:
        if stream.read(len(_DUMP)) != _DUMP:
            raise DeskError("W017", str(path), reason="it is no backup of a PostgreSQL store")
    if not force and _holds_something(where):
        raise DeskError("W017", _shown(where), reason="there is a store already; --force writes over it")
    # whoever it was that made the backup: it belongs to who puts it back
    how = ("--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges")
    _run("pg_restore", *how, f"--dbname={_plain(where)}", str(path))


def _holds_something(where: str) -> bool:
    engine = sa.create_engine(where.replace("postgresql://", "postgresql+psycopg://", 1))
    try:
        return bool(sa.inspect(engine).get_table_names())
    except sa.exc.OperationalError as error:
        raise StoreError("S001", _shown(where), reason=str(error.orig).strip().splitlines()[0]) from error
    finally:
        engine.dispose()


def _copy(source: Path, target: Path) -> None:
    """SQLite's online backup: page by page, consistent, over whatever stands in the target."""
    before = sqlite3.connect(f"file:{source.absolute()}?mode=ro", uri=True, timeout=30)
    after = sqlite3.connect(target, timeout=30)
    try:
        before.backup(after)
    finally:
        after.close()
        before.close()


_DUMP = b"PGDMP"


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def _shown(url: str) -> str:
    """An address without its password."""
    return sa.make_url(url).render_as_string(hide_password=True)


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise DeskError("W017", program, reason="the program is not installed; it comes with PostgreSQL")
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise DeskError("W017", program, reason=done.stderr.strip()[-300:])

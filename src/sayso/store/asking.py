"""Questions that every page asks, put to the driver itself where the store is a file.

What SQLAlchemy does around a statement takes ten times as long as SQLite takes to answer it (40 µs beside 4).  The
statements are its own, put together once; what comes back are plain tuples of text and numbers.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import Connection


def fetched(connection: Connection, question: sa.Select[Any] | sa.TextClause, **values: Any) -> Sequence[Any]:
    """The rows that answer a question, which has no columns but text and numbers.

    Args:
        connection: A look at the store.
        question: A statement that is put together once, not for this question.
        values: What stands in for its parameters; a list for `among_those`.
    """
    if connection.dialect.name != "sqlite":
        return connection.execute(question, values).all()
    text, names, fixed = _written(question)
    driver: Any = connection.connection.driver_connection
    try:
        found: Sequence[Any] = driver.execute(text, _given(names, {**fixed, **values})).fetchall()
    except sqlite3.Error as error:
        raise sa.exc.DBAPIError(text, None, error) from error
    return found


def _given(names: Sequence[str], values: Mapping[str, Any]) -> list[Any]:
    """The parameters in their order, lists as `among` writes them."""
    given = (values[name] for name in names)
    return [json.dumps(list(v)) if isinstance(v, (list, tuple)) else v for v in given]


@functools.lru_cache(maxsize=200)
def _written(question: sa.Select[Any] | sa.TextClause) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
    """Its text, its parameters in their order, and the values of those that are part of it."""
    made: Any = question.compile(dialect=dialect(paramstyle="qmark"))
    fixed = {name: bind.value for name, bind in made.binds.items() if not bind.required}
    return str(made), tuple(made.positiontup or ()), fixed

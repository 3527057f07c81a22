"""A list of values as one parameter: the statement stays the same whatever its length, so it is prepared once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


def among(
    connection: Connection, column: sa.ColumnElement[Any], values: Sequence[Any]
) -> sa.ColumnElement[bool]:
    """The condition that a column has one of the values."""
    return _Listed(column, sa.literal(list(values), _Values(column.type)))


def among_those(column: sa.ColumnElement[Any], name: str = "those") -> sa.ColumnElement[bool]:
    """The same for a statement that is put together once: the values are given with it, under a name.

    Putting a statement together takes three times as long as asking it (180 µs of 250, for one event).
    """
    return _Listed(column, sa.bindparam(name, type_=_Values(column.type)))


class _Values(sa.types.TypeDecorator[Sequence[Any]]):
    """A list as one value: an array, or a text where there are none."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """What the database calls it."""
        own = ARRAY(self.kind) if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """The list as the database takes it."""
        given = list(value or ())
        return given if dialect.name == "postgresql" else json.dumps(given)


class _Listed(FunctionElement[bool]):
    """`column IN (SELECT value FROM json_each(list))`: put together of selects it takes longer than to answer."""

    type = sa.types.NullType()  # type: ignore[assignment]  # a Boolean would be compared with 1, which no index serves
    inherit_cache = True
    name = "listed"


@compiles(_Listed)
def _written(element: _Listed, compiler: Any, **more: Any) -> str:
    column, values = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(_Listed, "postgresql")
def _any(element: _Listed, compiler: Any, **more: Any) -> str:
    column, values = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} = ANY ({values})"

"""A list of values as one parameter: the statement stays the same whatever its length, so it is prepared once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


def among(
    connection: Connection, column: sa.ColumnElement[Any], values: Sequence[Any]
) -> sa.ColumnElement[bool]:
    """The condition that a column has one of the values."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.literal(list(values), ARRAY(column.type)))
    return _Listed(column, sa.literal(json.dumps(list(values)), sa.Text))


class _Listed(FunctionElement[bool]):
    """`column IN (SELECT value FROM json_each(list))`: put together of selects it takes longer than to answer."""

    type = sa.types.NullType()  # type: ignore[assignment]  # a Boolean would be compared with 1, which no index serves
    inherit_cache = True
    name = "listed"


@compiles(_Listed)
def _written(element: _Listed, compiler: Any, **more: Any) -> str:
    column, values = (compiler.process(part, **more) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"

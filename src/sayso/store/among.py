"""A list of values as one parameter: the statement stays the same whatever its length, so it is prepared once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Connection


def among(
    connection: Connection, column: sa.ColumnElement[Any], values: Sequence[Any]
) -> sa.ColumnElement[bool]:
    """The condition that a column has one of the values."""
    if connection.dialect.name == "postgresql":
        return column == sa.any_(sa.literal(list(values), ARRAY(column.type)))
    listed = sa.func.json_each(sa.literal(json.dumps(list(values)))).table_valued("value")
    return column.in_(sa.select(listed.c.value))

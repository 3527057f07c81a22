"""The picture as Arrow tables: what data frames, DuckDB and Parquet read.  Needs `sayso[arrow]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sayso.errors import ExchangeError
from sayso.exchange.tables import codebook

if TYPE_CHECKING:
    import pyarrow

_NUMBERS = {
    "lat": "float64",
    "lon": "float64",
    "radius_km": "float64",
    "geonameid": "int64",
    "origins": "int64",
    "speakers": "int64",
    "start": "int64",
    "end": "int64",
    "origin": "int64",
    "quoted": "int64",
    "confirmed": "int64",
    "contradicted": "int64",
    "silent": "int64",
}


def table(name: str, rows: Sequence[dict[str, Any]]) -> pyarrow.Table:
    """Rows of one of the codebook's tables as an Arrow table; each column carries its line of the codebook.

    Raises:
        ExchangeError: X002, pyarrow is not installed; X003, no such table.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ExchangeError("X002", name, package="pyarrow", extra="arrow") from error
    columns = codebook()
    if name not in columns:
        raise ExchangeError("X003", name, value=name, known=", ".join(columns))
    fields = [
        pa.field(column, _kind(pa, name, column), metadata={"about": about})
        for column, about in columns[name].items()
    ]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(fields))


def _kind(pa: Any, name: str, column: str) -> Any:
    if name == "sources" and column == "reports":
        return pa.int64()
    return getattr(pa, _NUMBERS.get(column, "string"))()


def write_parquet(path: str, found: pyarrow.Table) -> None:
    """Write one table as Parquet, zstd-compressed."""
    import pyarrow.parquet as pq

    pq.write_table(found, path, compression="zstd")

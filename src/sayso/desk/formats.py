"""The answers beside a page: JSON of the records, CSV that a spreadsheet opens without running it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.desk.kept import Sheet, sheet
from sayso.plain import dumps, to_plain

_RISKY = ("=", "+", "-", "@", "\t", "\r")


JSON = "application/json"


def as_json(value: object) -> Sheet:
    """Records or plain values as JSON."""
    return sheet(dumps(to_plain(value)), JSON)


def as_geojson(value: object) -> Sheet:
    """A FeatureCollection."""
    return sheet(dumps(value), "application/geo+json")


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], name: str) -> Sheet:
    """Rows as CSV with a header, as a file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    heads = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return sheet("\ufeff" + out.getvalue(), "text/csv; charset=utf-8", heads)


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        value = " | ".join(str(_flat(v)) for v in value)
    if isinstance(value, str):
        value = value.replace("\x00", "")
        return f"'{value}" if value.startswith(_RISKY) else value
    return value


def _flat(value: Any) -> Any:
    return value if not isinstance(value, Mapping) else "; ".join(f"{k}={v}" for k, v in value.items())

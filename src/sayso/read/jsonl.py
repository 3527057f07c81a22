"""JSON Lines (one report a line) and JSON (one report, or a list of them) -> Reports.

A line has `id` and `text`, and may have `date` or `published`, `source` or `outlet`, `title`, `lang` or
`language`, and `url`.  `cluster`, the story that a report is of, is carried along; other fields are left
alone.  A line that can't be read is a Failure, and the rest goes on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from sayso.errors import DocumentError
from sayso.read import failures
from sayso.read.encoding import LIMIT, decode
from sayso.read.failures import Given
from sayso.read.text import from_text
from sayso.records import Failure, Report

_FIELDS = {
    "published": ("published", "date"),
    "outlet": ("outlet", "source"),
    "lang": ("lang", "language"),
    "title": ("title",),
    "url": ("url",),
}
_WIDEST = 12  # bytes that JSON spends on one character at most: two \\uXXXX escapes
_LINE_LIMIT = LIMIT * _WIDEST + 65_536


def from_lines(stream: BinaryIO, *, name: str, given: Given) -> Iterator[Report | Failure]:
    """Read JSON Lines from a binary stream, one line at a time, however long the file is."""
    number, empty = 0, True
    while line := stream.readline(_LINE_LIMIT):
        number += 1
        size = len(line)
        while len(line) == _LINE_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(_LINE_LIMIT)  # the rest of an endless line is skipped, not kept
            size += len(line)
        origin = f"{name}:{number}"
        if size > _LINE_LIMIT:
            empty = False
            error = DocumentError("D005", origin, size=f"at least {size // _WIDEST}", limit=LIMIT)
            yield failures.failure(error, origin=origin)
        elif line.strip(b" \t\r\n\v\f\xef\xbb\xbf"):
            empty = False
            yield _line(line, origin=origin, number=number, given=given)
    if empty:
        yield failures.failure(DocumentError("D002", name), origin=name)


def from_json(data: bytes, *, name: str, given: Given) -> Iterator[Report | Failure]:
    """Read a .json file: a list of reports, one report, or JSON Lines under the wrong name."""
    import io

    try:
        value = _loads(decode(data, where=name, limit=None))
    except DocumentError as error:
        yield failures.failure(error, origin=name)
        return
    except ValueError:
        yield from from_lines(io.BytesIO(data), name=name, given=given)
        return
    rows = value if isinstance(value, list) else [value]
    if not rows:
        yield failures.failure(DocumentError("D002", name), origin=name)
    for number, row in enumerate(rows, 1):
        yield _row(row, origin=f"{name}:{number}", number=number, given=given)


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _line(line: bytes, *, origin: str, number: int, given: Given) -> Report | Failure:
    try:
        value = _loads(decode(line, where=origin, limit=None))
    except DocumentError as error:
        return failures.failure(error, origin=origin)
    except ValueError as error:
        reason = getattr(error, "msg", None) or str(error)
        return failures.failure(DocumentError("D009", origin, line=number, reason=reason), origin=origin)
    return _row(value, origin=origin, number=number, given=given)


def _row(row: object, *, origin: str, number: int, given: Given) -> Report | Failure:
    key = str(row["id"]) if isinstance(row, dict) and isinstance(row.get("id"), (str, int)) else None
    if (reason := _wrong(row)) is not None:
        error = DocumentError("D009", origin, line=number, reason=reason)
        return failures.failure(error, origin=origin, key=key)
    assert isinstance(row, dict)  # for the type checker: _wrong() has looked
    own = {field: value for field, names in _FIELDS.items() if (value := _field(row, names)) is not None}
    try:
        report = from_text(row["text"], **{**given, **own}, origin=origin, key=key)  # type: ignore[arg-type]
    except DocumentError as error:
        return failures.failure(error, origin=origin, key=key)
    cluster = row.get("cluster")
    return replace(report, cluster=str(cluster)) if isinstance(cluster, (str, int)) else report


def _wrong(row: object) -> str | None:
    """What keeps a row from being a report, in a word; None if nothing does."""
    if not isinstance(row, dict):
        return f"it is a {type(row).__name__}"
    if not isinstance(row.get("text"), str):
        return "no 'text'" if row.get("text") is None else "'text' is no string"
    if not isinstance(row.get("id"), (str, int)) or row["id"] == "":
        return "no 'id'"
    return next(
        (f"'{n}' is no string" for names in _FIELDS.values() for n in names if not _plain(row.get(n))), None
    )


def _plain(value: object) -> bool:
    return value is None or isinstance(value, str) or (isinstance(value, int) and 0 < value < 10_000)


def _field(row: dict[str, Any], names: tuple[str, ...]) -> str | None:
    value = next((row[name] for name in names if row.get(name)), None)
    return None if value is None else str(value)

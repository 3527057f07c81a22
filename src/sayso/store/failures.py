"""What could not be read: kept with its code, listed, and tried again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.plain import dumps, from_plain, to_plain
from sayso.read import from_path
from sayso.records import Failure, Report
from sayso.store import schema


def failure_id(failure: Failure) -> str:
    """The id of a failure: the same report fails once, however often it is tried."""
    return "f" + hashlib.sha256(f"{failure.origin}\0{failure.key or ''}".encode()).hexdigest()[:12]


def save(connection: Connection, failures: Sequence[tuple[Failure, Report | None]], *, now: str) -> None:
    """Store failures, with the report where there was one to read again."""
    table = schema.failure
    for failure, report in failures:
        one = failure_id(failure)
        values = {
            "origin": failure.origin,
            "key": failure.key,
            "stage": failure.stage,
            "code": failure.code,
            "message": failure.message,
            "content": dumps(to_plain(report)) if report is not None else None,
        }
        tries = connection.execute(sa.select(table.c.tries).where(table.c.id == one)).scalar()
        if tries is None:
            connection.execute(sa.insert(table).values(id=one, added=now, tries=1, **values))
        else:
            connection.execute(sa.update(table).where(table.c.id == one).values(tries=tries + 1, **values))


def forget(connection: Connection, failures: Iterable[tuple[str, str | None]]) -> None:
    """Take out the failures of what has been read after all: (origin, key) each."""
    for origin, key in failures:
        one = failure_id(Failure(origin=origin, stage="", code="", message="", key=key))
        connection.execute(sa.delete(schema.failure).where(schema.failure.c.id == one))


def every(connection: Connection) -> list[tuple[Failure, int]]:
    """What could not be read, the oldest first, and how often it was tried."""
    own = schema.failure.c
    rows = connection.execute(sa.select(schema.failure).order_by(own.added, own.origin, own.id))
    return [
        (Failure(origin=r.origin, stage=r.stage, code=r.code, message=r.message, key=r.key), r.tries)
        for r in rows
    ]


def to_retry(connection: Connection) -> list[Report | Failure]:
    """What failed, to be read again: stored reports as they are, files from their path, the rest as it was."""
    own = schema.failure.c
    out: list[Report | Failure] = []
    for row in connection.execute(sa.select(schema.failure).order_by(own.added, own.id)):
        if row.content is not None:
            out.append(from_plain(Report, json.loads(row.content)))
        else:
            out += list(from_path(row.origin)) if os.path.isfile(row.origin) else [_failure_of(row)]
    return out


def _failure_of(row: sa.Row[Any]) -> Failure:
    return Failure(origin=row.origin, stage=row.stage, code=row.code, message=row.message, key=row.key)

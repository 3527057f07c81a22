"""The log of what was done: who, when, what, on what.  It only grows, and each row seals the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.plain import dumps
from sayso.store import team


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the log."""

    id: int
    at: str
    who: str
    what: str
    about: str
    detail: str
    seal: str


def now() -> str:
    """This moment, ISO in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def log(
    connection: Connection, who: str, what: str, about: str = "", detail: Mapping[str, object] | None = None
) -> None:
    """Write one row, in the step that does what it says."""
    own = team.audit.c
    last = connection.execute(sa.select(own.id, own.seal).order_by(own.id.desc()).limit(1)).first()
    number, before = (last.id + 1, last.seal) if last is not None else (1, "")
    row = {
        "id": number,
        "at": now(),
        "who": who[:200],
        "what": what,
        "about": about[:400],
        "detail": dumps(dict(detail or {})),
    }
    connection.execute(sa.insert(team.audit).values(**row, seal=_seal(row, before)))


def _seal(row: Mapping[str, object], before: str) -> str:
    words = "\0".join([before, *(str(row[name]) for name in ("id", "at", "who", "what", "about", "detail"))])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def entries(connection: Connection, *, limit: int = 100, before: int | None = None) -> list[Entry]:
    """The rows, the latest first."""
    own = team.audit.c
    chosen = sa.select(team.audit).order_by(own.id.desc()).limit(limit)
    if before is not None:
        chosen = chosen.where(own.id < before)
    return [Entry(**row._mapping) for row in connection.execute(chosen)]


def signed_in(connection: Connection, since: str) -> list[tuple[str, str, bool]]:
    """Who tried to sign in after a moment, from which host, and whether it worked; the latest first."""
    own = team.audit.c
    chosen = sa.select(own.who, own.what, own.detail).where(
        own.at > since, own.what.in_(("login", "login_failed"))
    )
    return [
        (row.who, str(json.loads(row.detail).get("host", "")), row.what == "login")
        for row in connection.execute(chosen.order_by(own.id.desc()))
    ]


def broken(connection: Connection) -> Iterator[int]:
    """The numbers of rows whose seal does not fit: somebody has changed the file from outside."""
    before = ""
    for row in connection.execute(sa.select(team.audit).order_by(team.audit.c.id)):
        if row.seal != _seal(dict(row._mapping), before):
            yield row.id
        before = row.seal

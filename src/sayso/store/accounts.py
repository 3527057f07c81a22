"""Accounts, sessions and tokens.  Passwords are argon2id; of cookies and tokens only a hash is kept."""

from __future__ import annotations

import functools
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from sayso.errors import DeskError
from sayso.store import schema, team
from sayso.store.engine import PULSE, Glance

ROLES = ("reader", "analyst", "editor", "admin")  # each may do what the ones before it may
SCOPES = ("read", "write")
SHORTEST = 10  # characters of a password
LONGEST = 1000
LASTS = timedelta(hours=12)
_NAME = re.compile(r"[^\W_][\w.@-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may use the desk."""

    name: str
    role: str
    created: str
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A program's key: whose it is and what it may do."""

    id: str
    account: str
    label: str
    scope: str
    created: str
    until: str | None
    revoked: str | None


def hashed(secret: str) -> str:
    """What is kept of a cookie or token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check(name: str, role: str, password: str | None) -> None:
    if not _NAME.fullmatch(name):
        raise DeskError("W002", "", value=name[:80])
    if role not in ROLES:
        raise DeskError("W003", "", value=role[:80], known=", ".join(ROLES))
    if password is not None and not SHORTEST <= len(password) <= LONGEST:
        raise DeskError("W004", "", least=SHORTEST)


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def verify(kept: str, password: str) -> bool:
    """Is it the password?  Takes as long whether the account is there or not: `kept` may be empty."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept or _hash("nobody"), password[:LONGEST]) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def kept_password(connection: Connection, name: str) -> str:
    """The hash of an account's password; "" where there is no such account, or it is shut."""
    own = team.account.c
    chosen = sa.select(own.password).where(own.name == name, own.disabled.is_(False))
    return connection.execute(chosen).scalar() or ""


def everyone(connection: Connection) -> list[Account]:
    """All accounts, by name."""
    own = team.account.c
    rows = connection.execute(sa.select(own.name, own.role, own.created, own.disabled).order_by(own.name))
    return [Account(**row._mapping) for row in rows]


def create(connection: Connection, name: str, role: str, password: str, *, now: str) -> None:
    """Make an account.

    Raises:
        DeskError: W002 name, W003 role, W004 password, W005 there is one of this name.
    """
    _check(name, role, password)
    own = team.account.c
    if connection.execute(sa.select(own.name).where(sa.func.lower(own.name) == name.lower())).first():
        raise DeskError("W005", "", value=name)
    values = {"name": name, "password": _hash(password), "role": role, "created": now, "disabled": False}
    connection.execute(sa.insert(team.account).values(**values))


def change(
    connection: Connection,
    name: str,
    *,
    role: str | None = None,
    password: str | None = None,
    disabled: bool | None = None,
) -> None:
    """Change an account; a new password or a shut account ends its sessions.

    Raises:
        DeskError: W003, W004; W006 there is no such account, or nobody could run the desk any more.
    """
    _check(name, role or ROLES[0], password)
    own = team.account.c
    row = connection.execute(sa.select(team.account).where(own.name == name)).first()
    last = sa.select(sa.func.count()).where(own.role == "admin", own.disabled.is_(False), own.name != name)
    loses = disabled or (role is not None and role != "admin")
    if row is None or (row.role == "admin" and loses and not connection.execute(last).scalar()):
        raise DeskError("W006", "", value=name)
    values = {
        "role": role or row.role,
        "password": _hash(password) if password else row.password,
        "disabled": row.disabled if disabled is None else disabled,
    }
    connection.execute(sa.update(team.account).where(own.name == name).values(**values))
    if password or disabled:
        connection.execute(sa.delete(team.session).where(team.session.c.account == name))


# ------------------------------------------------------------------ sessions and tokens


def begin(connection: Connection, name: str) -> str:
    """Start a session; returns what the cookie holds."""
    secret = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    until = (now + LASTS).isoformat(timespec="seconds")
    at = now.isoformat(timespec="seconds")
    connection.execute(sa.delete(team.session).where(team.session.c.until < at))
    values = {"id": hashed(secret), "account": name, "created": at, "until": until}
    connection.execute(sa.insert(team.session).values(**values))
    return secret


def end(connection: Connection, secret: str) -> None:
    """End a session."""
    connection.execute(sa.delete(team.session).where(team.session.c.id == hashed(secret)))


def of_session(connection: Connection, secret: str, *, now: str) -> Account | None:
    """Whose session a cookie names, while it lasts."""
    row = connection.execute(_in_session(), {"id": hashed(secret), "now": now}).first()
    return Account(**row._mapping) if row is not None else None


@functools.cache
def _in_session() -> sa.Select[Any]:
    """Asked for every page, so made once."""
    return _of(team.session).where(team.session.c.until > sa.bindparam("now"))


def _account(
    connection: Connection, table: sa.Table, id_: str, *holds: sa.ColumnElement[bool]
) -> Account | None:
    row = connection.execute(_of(table).where(*holds), {"id": id_}).first()
    return Account(**row._mapping) if row is not None else None


@functools.cache
def _of(table: sa.Table) -> sa.Select[Any]:
    """The account that a row of a table belongs to, unless it is closed."""
    own = team.account.c
    return (
        sa.select(own.name, own.role, own.created, own.disabled)
        .join(table, table.c.account == own.name)
        .where(table.c.id == sa.bindparam("id"), own.disabled.is_(False))
    )


class Door:
    """Asks for the pulse of the store and for whose session a cookie names, both at once (SQLite)."""

    def __init__(self, engine: Engine) -> None:
        own, always = _in_session().subquery(), sa.select(sa.literal_column("1").label("one")).subquery()
        held = always.outerjoin(own, sa.true())
        columns = (own.c.name, own.c.role, own.c.created, own.c.disabled)
        self._glance = Glance(engine, sa.select(PULSE, *columns).select_from(held))
        self.close = self._glance.close

    def __call__(self, secret: str) -> tuple[int, Account | None]:
        """The pulse, and the account while its session lasts."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        beat, name, role, created, disabled = self._glance(id=hashed(secret), now=now)
        if name is None:
            return int(beat or 0), None
        return int(beat or 0), Account(name=name, role=role, created=created, disabled=bool(disabled))


def make_token(
    connection: Connection, account: str, label: str, scope: str, *, days: int | None, now: str
) -> str:
    """Make a token for a program; it is shown once and never again.

    Raises:
        DeskError: W003, no such scope.
    """
    if scope not in SCOPES:
        raise DeskError("W003", "", value=scope[:80], known=", ".join(SCOPES))
    secret = "sayso_" + secrets.token_urlsafe(32)
    until = None
    if days:
        until = (datetime.fromisoformat(now) + timedelta(days=days)).isoformat(timespec="seconds")
    values = {"id": hashed(secret), "account": account, "label": label[:100], "scope": scope}
    connection.execute(sa.insert(team.token).values(**values, created=now, until=until, revoked=None))
    return secret


def of_token(connection: Connection, secret: str, *, now: str) -> tuple[Account, str] | None:
    """Whose token it is and its scope, while it lasts."""
    own = team.token.c
    lasts = sa.or_(own.until.is_(None), own.until > now)
    found = _account(connection, team.token, hashed(secret), own.revoked.is_(None), lasts)
    if found is None:
        return None
    scope = connection.execute(sa.select(own.scope).where(own.id == hashed(secret))).scalar()
    return found, str(scope)


def tokens(connection: Connection, account: str | None = None) -> list[Token]:
    """The tokens of an account, or all."""
    chosen = sa.select(team.token).order_by(team.token.c.created.desc())
    if account is not None:
        chosen = chosen.where(team.token.c.account == account)
    return [Token(**row._mapping) for row in connection.execute(chosen)]


def revoke(connection: Connection, id_: str, *, account: str | None, now: str) -> None:
    """Make a token worthless; without an account, anybody's.

    Raises:
        DeskError: W006, there is none.
    """
    own = team.token.c
    chosen = sa.update(team.token).where(own.id == id_, own.revoked.is_(None))
    if account is not None:
        chosen = chosen.where(own.account == account)
    if not connection.execute(chosen.values(revoked=now)).rowcount:
        raise DeskError("W006", "", value=id_[:12])


def secret_of(connection: Connection) -> str:
    """The desk's own secret, from which the tokens of its forms are made; made once."""
    own = schema.meta.c
    found = connection.execute(sa.select(own.value).where(own.name == "secret")).scalar()
    if found is None:
        found = secrets.token_hex(32)
        connection.execute(sa.insert(schema.meta).values(name="secret", value=found))
    return str(found)

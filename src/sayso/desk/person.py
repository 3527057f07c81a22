"""Who asks: by a token, by the cookie of a session, or the one person of a desk without accounts."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request
from markupsafe import Markup
from sqlalchemy.engine import Connection

from sayso.desk.kept import ALL, Place, only
from sayso.errors import DeskError
from sayso.store import accounts, audit
from sayso.store.accounts import ROLES

COOKIE = "sayso_desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks."""

    name: str
    role: str
    by: str  # local, session, token
    key: str  # of the cookie, from which the token of forms is made
    scope: str = "write"

    def may(self, role: str) -> bool:
        """Has the person at least this role?"""
        return ROLES.index(self.role) >= ROLES.index(role)


class Anybody:
    """What a template sees of its reader: the role; places for all that is the reader's own."""

    name, initials = Place("name"), Place("initials")

    def __init__(self, role: str) -> None:
        self.role = role

    def may(self, role: str) -> bool:
        """Has the reader at least this role?"""
        return ROLES.index(self.role) >= ROLES.index(role)

    def only(self, name: str) -> Place | Markup:
        """What follows, up to `all()`, is for this person and for editors."""
        return Markup() if self.may("editor") else only(name)

    def alone(self, name: str) -> Place:
        """What follows, up to `all()`, is for this person."""
        return only(name)

    def all(self) -> Place:
        """What follows is for everybody again."""
        return ALL


def token_of(secret: str, key: str) -> str:
    """The token of somebody's forms."""
    return hmac.new(secret.encode(), key.encode("utf-8", "replace"), sha256).hexdigest()


def identify(
    request: Request, anonymous: Callable[[], str], look: Callable[[], AbstractContextManager[Connection]]
) -> Person | None:
    """Who asks; `anonymous` gives the cookie of somebody who has none yet, `look` a look at the store.

    Raises:
        DeskError: W016, the token is worth nothing.
    """
    state = request.app.state
    given = request.headers.get("authorization", "")
    now = audit.now()
    if given.lower().startswith("bearer "):
        with look() as connection:
            found = accounts.of_token(connection, given[7:].strip(), now=now)
        if found is None:
            raise DeskError("W016")
        account, scope = found
        return Person(name=account.name, role=account.role, by="token", key="", scope=scope)
    if not state.settings.accounts:
        return Person(name=state.settings.who, role="admin", by="local", key=anonymous())
    cookie = request.cookies.get(COOKIE, "")
    if not cookie:
        return None
    with look() as connection:
        return of_session(accounts.of_session(connection, cookie, now=now), cookie)


def of_session(account: accounts.Account | None, cookie: str) -> Person | None:
    """Whose session a cookie is of."""
    if account is None:
        return None
    return Person(name=account.name, role=account.role, by="session", key=cookie)

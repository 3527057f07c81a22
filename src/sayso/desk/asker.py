"""Who asks, in which language, for what; and one look at the store for everything that one answer needs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar

from fastapi import Request
from sqlalchemy.engine import Connection, Engine

from sayso.desk.person import COOKIE, Person, identify, of_session, token_of
from sayso.desk.settings import Settings
from sayso.desk.words import Words, preferred, words
from sayso.errors import DeskError
from sayso.store import audit
from sayso.store.engine import pulse, reading, writing

PREFERENCES = "sayso_ui"
Answer = TypeVar("Answer")


class Asker:
    """A request as far as it is asked."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.state = request.app.state
        self.settings: Settings = request.app.state.settings
        self.engine: Engine = request.app.state.engine
        self._person: Person | None = None
        self._asked = False  # who asks has been looked up
        ui, _, theme = request.cookies.get(PREFERENCES, "").partition(".")
        asked = request.query_params.get("ui") or ui or preferred(request.headers.get("accept-language", ""))
        self.words: Words = words(asked)
        self.theme = theme if theme in ("light", "dark") else ""
        self.fresh_cookie: str | None = None
        self._at_once: Connection | None = None
        self._pulse: int | None = None

    @property
    def someone(self) -> Person | None:
        """Who asks, if somebody is signed in; looked up once.

        Raises:
            DeskError: W016, the token is worth nothing.
        """
        if not self._asked:
            self._person = identify(self.request, self.anonymous, self.look)
            self._asked = True
        return self._person

    @property
    def person(self) -> Person:
        """Who asks.

        Raises:
            DeskError: W016, nobody is signed in.
        """
        if (found := self.someone) is None:
            raise DeskError("W016")
        return found

    @property
    def known(self) -> bool:
        """Is somebody signed in?"""
        return self.someone is not None

    def forget(self) -> None:
        """Nobody asks: the token was worth nothing."""
        self._person, self._asked = None, True

    def need(self, role: str) -> Person:
        """The person, who has at least a role.

        Raises:
            DeskError: W001 the role is missing, W016 nobody is signed in.
        """
        if not self.person.may(role):
            raise DeskError("W001", role=self.words.of("role", role))
        return self.person

    @property
    def csrf(self) -> str:
        """The token that this person's forms carry."""
        key = self.someone.key if self.someone is not None else self.anonymous()
        return token_of(self.state.secret, key)

    def anonymous(self) -> str:
        """The cookie of somebody who has not signed in yet; made where there is none."""
        found = self.request.cookies.get(COOKIE) or self.fresh_cookie
        if not found:
            found = self.fresh_cookie = secrets.token_urlsafe(24)
        return found

    def look(self) -> AbstractContextManager[Connection]:
        """A look at the store."""
        return reading(self.engine) if self._at_once is None else nullcontext(self._at_once)

    @contextmanager
    def at_once(self) -> Iterator[Connection]:
        """One look for everything that is asked inside."""
        with reading(self.engine) as connection:
            self._at_once, self._pulse = connection, None
            try:
                yield connection
            finally:
                self._at_once = None

    @contextmanager
    def glance(self) -> Iterator[int]:
        """The pulse; who asks is looked up in the same moment, where one question can say both (`store.accounts`)."""
        door, cookie = self.state.door, self.request.cookies.get(COOKIE, "")
        if door is None or not self.settings.accounts or "authorization" in self.request.headers:
            with self.at_once() as connection:
                yield self.pulse(connection) or 0
            return
        at, account = door(cookie)
        self._person, self._asked = of_session(account, cookie), True
        yield at

    def write(self, step: Callable[[Connection], Answer], *, quiet: bool = False) -> Answer:
        """A step that is written whole or not at all."""
        with writing(self.engine, quiet=quiet) as connection:
            return step(connection)

    @property
    def address(self) -> tuple[str, bytes]:
        """Path and query as they came, and nothing of the other heads."""
        return self.request.scope["path"], self.request.scope["query_string"]

    @property
    def now(self) -> str:
        """This moment."""
        return audit.now()

    @property
    def swapped(self) -> bool:
        """Does htmx ask for a piece of the page?"""
        heads = self.request.headers
        return heads.get("hx-request") == "true" and heads.get("hx-history-restore-request") != "true"

    @property
    def wants_json(self) -> bool:
        """Does a program ask?"""
        return "application/json" in self.request.headers.get("accept", "")

    def pulse(self, connection: Connection) -> int | None:
        """The store's pulse in the one look that goes on; None where there is none."""
        if connection is not self._at_once:
            return None
        if self._pulse is None:
            self._pulse = pulse(connection)
        return self._pulse

"""One request: who asks, in which language, on which store; and how it is answered."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from markupsafe import Markup
from sqlalchemy.engine import Connection, Engine

from sayso.desk.settings import Settings
from sayso.desk.words import Words, preferred, words
from sayso.errors import DeskError
from sayso.store import accounts, audit
from sayso.store.accounts import ROLES
from sayso.store.engine import reading, writing

COOKIE, PREFERENCES = "sayso_desk", "sayso_ui"
Answer = TypeVar("Answer")


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


class Call:
    """A request with everything that a page needs."""

    def __init__(self, request: Request, person: Person | None) -> None:
        self.request = request
        self.state = request.app.state
        self.settings: Settings = request.app.state.settings
        self.engine: Engine = request.app.state.engine
        self._person = person
        ui, _, theme = request.cookies.get(PREFERENCES, "").partition(".")
        asked = request.query_params.get("ui") or ui or preferred(request.headers.get("accept-language", ""))
        self.words: Words = words(asked)
        self.theme = theme if theme in ("light", "dark") else ""
        self.fresh_cookie: str | None = None

    @property
    def person(self) -> Person:
        """Who asks.

        Raises:
            DeskError: W016, nobody is signed in.
        """
        if self._person is None:
            raise DeskError("W016")
        return self._person

    @property
    def known(self) -> bool:
        """Is somebody signed in?"""
        return self._person is not None

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
        key = self._person.key if self._person is not None else self.anonymous()
        return token_of(self.state.secret, key)

    def anonymous(self) -> str:
        """The cookie of somebody who has not signed in yet; made where there is none."""
        found = self.request.cookies.get(COOKIE) or self.fresh_cookie
        if not found:
            found = self.fresh_cookie = secrets.token_urlsafe(24)
        return found

    def look(self) -> AbstractContextManager[Connection]:
        """A look at the store."""
        return reading(self.engine)

    def write(self, step: Callable[[Connection], Answer], *, quiet: bool = False) -> Answer:
        """A step that is written whole or not at all."""
        with writing(self.engine, quiet=quiet) as connection:
            return step(connection)

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

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """A page, or a piece of one."""
        text = self.state.pages.render(template, self, **values)
        return self.cookie(HTMLResponse(text, status_code=status, headers={"vary": "HX-Request, Cookie"}))

    def piece(self, connection: Connection, template: str, make: Callable[[], dict[str, Any]]) -> Markup:
        """A part of a page that is the same for everybody, kept until the store changes."""
        key = (template, self.request.url.path, self.request.url.query, self.words.ui)

        def render() -> Markup:
            return Markup(self.state.pages.render(template, self, **make()))

        found: Markup = self.state.memory.get(connection, key, render)
        return found

    def cookie(self, answer: Answer) -> Answer:
        """The answer with the cookie that the forms' token hangs on."""
        if self.fresh_cookie is not None and isinstance(answer, Response):
            set_cookie(answer, self.settings, COOKIE, self.fresh_cookie)
        return answer

    def back(self, to: str, *, said: str | None = None) -> Response:
        """To another page after a form; with what happened for the reader, or as JSON for a program."""
        if self.wants_json:
            return JSONResponse({"ok": True, "to": to, "said": said})
        answer: Response = Response(status_code=204) if self.swapped else RedirectResponse(to, 303)
        if self.swapped:
            answer.headers["HX-Redirect"] = to
        if said is not None:
            from urllib.parse import quote

            answer.set_cookie("sayso_said", quote(said[:600]), max_age=30, httponly=True, samesite="strict")
        return answer


def token_of(secret: str, key: str) -> str:
    """The token of somebody's forms."""
    return hmac.new(secret.encode(), key.encode("utf-8", "replace"), sha256).hexdigest()


def set_cookie(
    answer: Response, settings: Settings, name: str, value: str, *, age: int | None = None
) -> None:
    """A cookie that scripts do not see and other sites do not send."""
    answer.set_cookie(name, value, max_age=age, httponly=True, samesite="strict", secure=settings.https)


def inside(address: str | None) -> str:
    """An address of this desk; the front page for any other."""
    if not address:
        return "/"
    parts = urlsplit(address)
    clean = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if clean and not parts.netloc and not parts.scheme else "/"


def identify(request: Request) -> Person | None:
    """Who asks: by a token, by the cookie of a session, or the one person of a desk without accounts."""
    state = request.app.state
    given = request.headers.get("authorization", "")
    now = audit.now()
    if given.lower().startswith("bearer "):
        with reading(state.engine) as connection:
            found = accounts.of_token(connection, given[7:].strip(), now=now)
        if found is None:
            raise DeskError("W016")
        account, scope = found
        return Person(name=account.name, role=account.role, by="token", key="", scope=scope)
    cookie = request.cookies.get(COOKIE, "")
    if not state.settings.accounts:
        return Person(name=state.settings.who, role="admin", by="local", key=cookie)
    if not cookie:
        return None
    with reading(state.engine) as connection:
        account_of = accounts.of_session(connection, cookie, now=now)
    if account_of is None:
        return None
    return Person(name=account_of.name, role=account_of.role, by="session", key=cookie)


async def call(request: Request) -> Call:
    """The call of a request; a form is checked for where it comes from.

    Raises:
        DeskError: W007, the form is not from this desk; W001, the token may only read; W016.
    """
    from starlette.concurrency import run_in_threadpool

    person = await run_in_threadpool(identify, request)
    made = Call(request, person)
    if person is not None and person.by == "local" and not person.key:
        made._person = Person(name=person.name, role=person.role, by="local", key=made.anonymous())
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        await _check(made, person)
    return made


async def _check(made: Call, person: Person | None) -> None:
    heads = made.request.headers
    if person is not None and person.by == "token":
        if person.scope != "write":
            raise DeskError("W001", role="write")
        return
    origin = heads.get("origin")
    foreign = heads.get("sec-fetch-site") not in (None, "same-origin", "none")
    if foreign or (origin and urlsplit(origin).netloc != heads.get("host")):
        raise DeskError("W007")
    given = heads.get("x-csrf-token")
    if given is None and "form" in heads.get("content-type", ""):
        form = await made.request.form()
        given = str(form.get("csrf", ""))
    if not made.request.cookies.get(COOKIE) or not hmac.compare_digest(
        (given or "").encode("utf-8", "replace"), made.csrf.encode()
    ):
        raise DeskError("W007")

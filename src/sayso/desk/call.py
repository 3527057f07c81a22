"""One request: who asks, in which language, on which store; and how it is answered.

What goes out is a `Sheet` with the reader's own filled in: pages and files that are the same for everybody are kept
until the store changes, and a program that has an answer already is told so (304).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import escape
from sqlalchemy.engine import Connection, Engine

from sayso.desk.kept import Sheet, filled, sheet, tag
from sayso.desk.person import COOKIE, Person, identify, token_of
from sayso.desk.remember import SMALL
from sayso.desk.settings import Settings
from sayso.desk.words import Words, preferred, words
from sayso.errors import DeskError
from sayso.store import audit
from sayso.store.engine import reading, writing

PREFERENCES = "sayso_ui"
SAID = "sayso_said"  # what happened, for the next page to say
Answer = TypeVar("Answer")


class Call:
    """A request with everything that a page needs."""

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

    @property
    def someone(self) -> Person | None:
        """Who asks, if somebody is signed in; looked up once.

        Raises:
            DeskError: W016, the token is worth nothing.
        """
        if not self._asked:
            self._person = identify(self.request, self.anonymous)
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

    def page(
        self, template: str, status: int = 200, *, own: Mapping[str, str] | None = None, **values: Any
    ) -> Response:
        """A page, or a piece of one; `own` fills places of the template's own."""
        return self._out(sheet(self.state.pages.render(template, self, **values)), own or {}, status)

    def piece(self, template: str, **values: Any) -> str:
        """A part of a page with the reader's own filled in, for a place of the page."""
        made = sheet(self.state.pages.render(template, self, **values))
        return filled(made, self._own({}), self._name, gzip=False).decode()

    def kept(
        self,
        template: str,
        make: Callable[[Connection], Mapping[str, Any]],
        *,
        also: tuple[str, ...] = (),
        own: Mapping[str, str] | None = None,
    ) -> Response:
        """A page that is the same for everybody of a role, kept until the store changes.

        Args:
            template: Its template.
            make: What fills it; nothing of the reader's own, that belongs into places.
            also: What else it depends on, beside its address, the role, language and light, and the day.
            own: What fills the template's own places.
        """
        key = (template, self.theme, self.person.role, *also)

        def rendered(connection: Connection) -> Sheet:
            return sheet(self.state.pages.render(template, self, **make(connection)))

        return self._out(self._remembered(key, rendered), own or {})

    def file(self, make: Callable[[Connection], Sheet]) -> Response:
        """A file beside a page, the same for everybody who is signed in, kept until the store changes."""
        _ = self.person
        return self._out(self._remembered(("file",), make), {})

    def send(self, made: Sheet) -> Response:
        """A file that is made for this once."""
        return self._out(made, {})

    def remember(
        self,
        connection: Connection,
        key: tuple[Hashable, ...],
        make: Callable[[], Answer],
        *,
        size: Callable[[Answer], int] = lambda _: SMALL,
    ) -> Answer:
        """Something that several pages need, kept until the store changes; `size` is in bytes."""
        found: Answer = self.state.memory.get(connection, key, make, weigh=size)
        return found

    def _remembered(self, key: tuple[str, ...], make: Callable[[Connection], Sheet]) -> Sheet:
        url = self.request.url
        whole = (*key, url.path, url.query, self.words.ui, datetime.now(UTC).date())
        with self.look() as connection:
            found: Sheet = self.state.memory.get(
                connection, whole, lambda: make(connection), weigh=lambda made: made.size
            )
        return found

    @property
    def _name(self) -> str | None:
        return self.someone.name if self.someone is not None else None

    def _own(self, more: Mapping[str, str]) -> dict[str, bytes]:
        """What fills the places: everything here is one reader's own, and escaped."""
        name, said = self._name or "?", unquote(self.request.cookies.get(SAID, ""))
        found = {
            "csrf": self.csrf,
            "name": str(escape(name)),
            "initials": str(escape(name[:2])),
            "said": f'<p class="said">{escape(said)}</p>' if said else "",
            **more,
        }
        return {place: text.encode("utf-8", "replace") for place, text in found.items()}

    def _out(self, made: Sheet, more: Mapping[str, str], status: int = 200) -> Response:
        """A sheet on its way to one reader."""
        own = self._own(more) if made.places else {}
        etag = tag(made, own, self._name if made.places else None)
        heads = {**made.heads, "etag": etag, "vary": "HX-Request, Cookie, Accept-Encoding, Accept-Language"}
        asked = self.request.headers
        if status == 200 and etag in (e.strip() for e in asked.get("if-none-match", "").split(",")):
            return self.cookie(Response(status_code=304, headers=heads))
        gzip = "gzip" in asked.get("accept-encoding", "")
        if gzip:
            heads["content-encoding"] = "gzip"
        body = filled(made, own, self._name if made.places else None, gzip=gzip)
        answer = Response(body, status, heads, made.media)
        return self.cookie(answer) if made.places else answer

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
            answer.set_cookie(SAID, quote(said[:600]), max_age=30, httponly=True, samesite="strict")
        return answer


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


async def call(request: Request) -> Call:
    """The call of a request; a form is checked for where it comes from.

    Raises:
        DeskError: W007, the form is not from this desk; W001, the token may only read; W016.
    """
    from starlette.concurrency import run_in_threadpool

    made = Call(request)  # who asks is looked up where it is asked for, in the thread of the answer
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        await _check(made, await run_in_threadpool(lambda: made.someone))
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

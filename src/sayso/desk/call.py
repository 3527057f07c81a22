"""One request: who asks, in which language, on which store; and how it is answered.

What goes out is a `Sheet` with the reader's own filled in: pages and files that are the same for everybody are kept
until the store changes, and a program that has an answer already is told so (304).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import escape
from sqlalchemy.engine import Connection

from sayso.desk.asker import Answer, Asker
from sayso.desk.kept import Sheet, filled, tag
from sayso.desk.person import COOKIE, Person
from sayso.desk.remember import SMALL
from sayso.desk.settings import Settings
from sayso.errors import DeskError

AT_THE_DOOR = "sayso.call"  # where a request carries its call, once who asks has been looked up
SAID = "sayso_said"  # what happened, for the next page to say


def no_more(call: Call, connection: Connection) -> tuple[str, ...] | None:
    """Nothing else that a page depends on."""
    return ()


def nothing(call: Call, connection: Connection) -> Mapping[str, str]:
    """No places of a template's own."""
    return {}


Also = Callable[["Call", Connection], tuple[str, ...] | None]  # None: go the whole way to the answer
Own = Callable[["Call", Connection], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an answer that is kept is found again, and what is put in for its reader."""

    kind: str  # the template; "" for a file
    also: Also = no_more
    own: Own = nothing

    @property
    def alike(self) -> bool:
        """Is there nothing that its reader is asked for?"""
        return self.also is no_more and self.own is nothing

    def key(self, call: Call, also: tuple[str, ...]) -> Hashable:
        """What it is kept under."""
        whose = (self.kind, call.theme, call.person.role) if self.kind else ("",)
        return (*whose, *also, *call.address, call.words.ui, datetime.now(UTC).date())


class Call(Asker):
    """A request with everything that a page needs."""

    def page(
        self, template: str, status: int = 200, *, own: Mapping[str, str] | None = None, **values: Any
    ) -> Response:
        """A page, or a piece of one; `own` fills places of the template's own."""
        return self._out(self.state.pages.sheet(template, self, **values), own or {}, status)

    def piece(self, template: str, **values: Any) -> str:
        """A part of a page with the reader's own filled in, for a place of the page."""
        made = self.state.pages.sheet(template, self, **values)
        return filled(made, self._own({}), self._name, gzip=False).decode()

    def kept(
        self,
        template: str,
        make: Callable[[Connection], Mapping[str, Any]],
        *,
        also: tuple[str, ...] = (),
        again: Also = no_more,
        own: Own = nothing,
    ) -> Response:
        """A page that is the same for everybody of a role, kept until the store changes.

        Args:
            template: Its template.
            make: What fills it; nothing of the reader's own, that belongs into places.
            also: What else it depends on, beside its address, the role, language and light, and the day.
            again: What `also` is for another request to the same address.
            own: What fills the template's own places.
        """

        def rendered(connection: Connection) -> Sheet:
            made: Sheet = self.state.pages.sheet(template, self, **make(connection))
            return made

        return self._kept(Recipe(kind=template, also=again, own=own), rendered, also)

    def file(self, make: Callable[[Connection], Sheet]) -> Response:
        """A file beside a page, the same for everybody who is signed in, kept until the store changes."""
        return self._kept(Recipe(kind=""), make)

    def _kept(
        self, recipe: Recipe, make: Callable[[Connection], Sheet], also: tuple[str, ...] = ()
    ) -> Response:
        _ = self.person  # nothing is made, and no error told, for somebody who is not signed in
        with self.state.few, self.at_once() as connection:
            key, memory = recipe.key(self, also), self.state.memory
            at = self.pulse(connection)
            found: Sheet = memory.get(
                connection, key, lambda: make(connection), weigh=lambda made: made.size, at=at
            )
            memory.get(connection, self._door, lambda: recipe, at=at)
            own = recipe.own(self, connection)
        return self._out(found, own)

    def again(self) -> Response | None:
        """The answer, if it was given before to somebody of the same role and is as good as new.

        Raises:
            SaysoError: what the whole way to the answer raises too.
        """
        with self.glance() as at:
            recipe: Recipe | None = self.state.memory.known(at, self._door) if self.known else None
            if recipe is None:
                return None
            own: Mapping[str, str] = {}
            if recipe.alike:
                found = self.state.memory.known(at, recipe.key(self, ()))
            else:
                with self.look() as connection:
                    also = recipe.also(self, connection)
                    found = None if also is None else self.state.memory.known(at, recipe.key(self, also))
                    own = recipe.own(self, connection) if found is not None else {}
        return self._out(found, own) if found is not None else None

    @property
    def _door(self) -> Hashable:
        """Where the recipe of this address lies; what one role may see says nothing of another."""
        return ("door", *self.address, self.swapped, self.person.role)

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
        found: Answer = self.state.memory.get(connection, key, make, weigh=size, at=self.pulse(connection))
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

    def elsewhere(self, path: str) -> Response:
        """What was asked for stands at another address, with the same fields."""
        query = self.request.url.query
        return RedirectResponse(path + (f"?{query}" if query else ""), 307)

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

    # who asks is looked up where it is asked for, in the thread of the answer, or has been at the door
    made: Call = request.scope.get(AT_THE_DOOR) or Call(request)
    made.request = request
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

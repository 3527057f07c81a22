"""Signing in and out, and how somebody likes the desk: language and light."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.engine import Connection

from sayso.desk.asker import PREFERENCES
from sayso.desk.call import Call, call, inside, set_cookie
from sayso.desk.limits import Limiter
from sayso.desk.person import COOKIE
from sayso.desk.words import LANGUAGES
from sayso.errors import DeskError
from sayso.store import accounts, audit
from sayso.store.engine import writing

router = APIRouter()
Here = Annotated[Call, Depends(call)]
MINUTES = 15
PAIR, HOST, NAME = 5, 30, 100  # tries of a name from a host, of a host, of a name
tries = Limiter(seconds=MINUTES * 60)  # of this process, counted before a password is looked at


def _too_often(connection: Connection, name: str, host: str) -> bool:
    """Have there been too many tries in all processes together?  They are counted in the log.

    A try is there once its password was found wrong, so several at the same moment are held by `tries` alone.
    """
    begun = (datetime.now(UTC) - timedelta(minutes=MINUTES)).isoformat(timespec="seconds")
    found = audit.signed_in(connection, begun)
    failed = [(who, where) for who, where, worked in found if not worked]
    mine = [worked for who, where, worked in found if (who, where) == (name, host)]
    pair = mine.index(True) if True in mine else len(mine)  # since it worked last
    of_host, of_name = sum(where == host for _, where in failed), sum(who == name for who, _ in failed)
    return pair >= PAIR or of_host >= HOST or of_name >= NAME


@router.get("/login", response_class=Response)
def form(call: Here) -> Response:
    """The form."""
    if call.known and not call.settings.accounts:
        return RedirectResponse("/", 303)
    return call.page("login.html", to=inside(call.request.query_params.get("to")), failed=None)


@router.post("/login", response_class=Response)
def login(
    call: Here,
    name: Annotated[str, Form(max_length=64)],
    password: Annotated[str, Form(max_length=1000)],
    to: Annotated[str | None, Form(max_length=2000)] = None,
) -> Response:
    """Sign in; a few tries, then a pause."""
    if not call.settings.accounts:
        raise DeskError("W011")
    host = call.request.client.host if call.request.client else ""
    if not tries.allow((name, host), PAIR) or not tries.allow(host, HOST) or not tries.allow(name, NAME):
        raise DeskError("W009", minutes=MINUTES)
    with call.look() as connection:
        if _too_often(connection, name, host):
            raise DeskError("W009", minutes=MINUTES)
        kept = accounts.kept_password(connection, name)
    if not accounts.verify(kept, password):
        call.write(lambda c: audit.log(c, name, "login_failed", "", {"host": host}), quiet=True)
        return call.page("login.html", 403, to=inside(to), failed=name)
    tries.forget((name, host))
    with writing(call.engine, quiet=True) as connection:
        secret = accounts.begin(connection, name)
        audit.log(connection, name, "login", "", {"host": host})
    answer = RedirectResponse(inside(to), 303)
    set_cookie(answer, call.settings, COOKIE, secret, age=int(accounts.LASTS.total_seconds()))
    return answer


@router.post("/logout", response_class=Response)
def logout(call: Here) -> Response:
    """Sign out."""
    person = call.person
    if person.by == "session":
        with writing(call.engine, quiet=True) as connection:
            accounts.end(connection, person.key)
            audit.log(connection, person.name, "logout")
    answer = RedirectResponse("/login" if call.settings.accounts else "/", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/preferences", response_class=Response)
def preferences(
    call: Here,
    ui: Annotated[str | None, Form(max_length=5)] = None,
    theme: Annotated[str | None, Form(max_length=10)] = None,
    to: Annotated[str | None, Form(max_length=2000)] = None,
) -> Response:
    """Choose the language and whether the desk is light or dark."""
    language = ui if ui in LANGUAGES else call.words.ui
    light = theme if theme in ("light", "dark", "system") else call.theme
    answer = RedirectResponse(inside(to), 303)
    set_cookie(answer, call.settings, PREFERENCES, f"{language}.{light}", age=365 * 86400)
    return answer

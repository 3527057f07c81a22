"""One's own account and tokens; for those who run the desk, accounts and the log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import JSONResponse, Response

from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.errors import DeskError
from sayso.plain import to_plain
from sayso.store import accounts, audit
from sayso.store.engine import writing

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Word = Annotated[str, Form(max_length=100)]
Secret = Annotated[str, Form(max_length=1000)]
Before = Annotated[int | None, Query(ge=1, le=2**31 - 1)]


@router.get("/account", response_class=Response)
def account(call: Here) -> Response:
    """One's own account."""
    person = call.person
    with call.look() as connection:
        tokens = accounts.tokens(connection, person.name)
    return call.page("account.html", tokens=tokens, made=None)


@router.post("/account/password", response_class=Response)
def password(call: Here, old: Secret, new: Secret) -> Response:
    """Choose another password; all one's sessions end."""
    person = call.person
    with call.look() as connection:
        kept = accounts.kept_password(connection, person.name)
    if not accounts.verify(kept, old):
        raise DeskError("W010")
    with writing(call.engine, quiet=True) as connection:
        accounts.change(connection, person.name, password=new)
        audit.log(connection, person.name, "password", person.name)
    return call.back("/login")


@router.post("/account/tokens", response_class=Response)
def make_token(
    call: Here, label: Word, scope: Word = "read", days: Annotated[int, Form(ge=0, le=3650)] = 90
) -> Response:
    """Make a token for a program; it is shown once."""
    person = call.person
    if person.by == "token" or not call.settings.accounts:
        raise DeskError("W001", role="session")
    with writing(call.engine, quiet=True) as connection:
        made = accounts.make_token(connection, person.name, label, scope, days=days or None, now=call.now)
        audit.log(connection, person.name, "token", label, {"scope": scope, "days": days})
        tokens = accounts.tokens(connection, person.name)
    if call.wants_json:
        return JSONResponse({"ok": True, "token": made})
    return call.page("account.html", tokens=tokens, made=made)


@router.post("/account/tokens/{id}/revoke", response_class=Response)
def revoke(call: Here, id: str) -> Response:
    """Make a token worthless: one's own, anybody's for those who run the desk."""
    person = call.person
    whose = None if person.may("admin") else person.name
    with writing(call.engine, quiet=True) as connection:
        accounts.revoke(connection, id, account=whose, now=call.now)
        audit.log(connection, person.name, "revoke", id[:12])
    return call.back("/account")


@router.get("/people", response_class=Response)
def people(call: Here) -> Response:
    """The accounts."""
    call.need("admin")
    with call.look() as connection:
        found = accounts.everyone(connection)
    return call.page("people.html", people=found, roles=accounts.ROLES)


@router.get("/people.json")
def people_records(call: Here) -> Response:
    """The accounts as records."""
    call.need("admin")
    with call.look() as connection:
        return call.send(as_json(accounts.everyone(connection)))


@router.post("/people", response_class=Response)
def add(call: Here, name: Word, role: Word, password: Secret) -> Response:
    """Make an account."""
    person = call.need("admin")
    with writing(call.engine) as connection:  # pages offer the names
        accounts.create(connection, name, role, password, now=call.now)
        audit.log(connection, person.name, "account", name, {"role": role})
    return call.back("/people")


@router.post("/people/{name}", response_class=Response)
def change(
    call: Here,
    name: str,
    role: Annotated[str | None, Form(max_length=20)] = None,
    disabled: Annotated[str | None, Form(max_length=5)] = None,
    password: Annotated[str | None, Form(max_length=1000)] = None,
) -> Response:
    """Change an account: its role, its password, shut or open it."""
    person = call.need("admin")
    shut = None if disabled is None else disabled == "1"
    with writing(call.engine) as connection:  # pages offer the names
        accounts.change(connection, name, role=role or None, password=password or None, disabled=shut)
        audit.log(
            connection,
            person.name,
            "account",
            name,
            {"role": role, "disabled": shut, "password": bool(password)},
        )
    return call.back("/people")


@router.get("/audit", response_class=Response)
def log(call: Here, before: Before = None) -> Response:
    """The log, the latest first."""
    call.need("admin")
    with call.look() as connection:
        found = audit.entries(connection, limit=101, before=before)
        broken = list(audit.broken(connection))
    return call.page("audit.html", found=found[:100], more=len(found) > 100, broken=broken)


@router.get("/audit.json")
def log_records(call: Here, before: Before = None) -> Response:
    """The log as records."""
    call.need("admin")
    with call.look() as connection:
        return call.send(as_json(audit.entries(connection, limit=1000, before=before)))


@router.get("/audit.csv", response_class=Response)
def log_table(call: Here) -> Response:
    """The log, one row an entry."""
    call.need("admin")
    with call.look() as connection:
        rows = [to_plain(e) for e in audit.entries(connection, limit=100_000)]
    return call.send(as_csv(rows, ("id", "at", "who", "what", "about", "detail", "seal"), "audit"))

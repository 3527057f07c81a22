"""`sayso desk`: the web desk, its accounts, its backups."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db
from sayso.errors import DeskError, ExchangeError, StoreError

if TYPE_CHECKING:
    from sayso.desk.settings import Settings

WHAT = ("serve", "account", "backup", "restore")


def desk(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="serve|account|backup|restore", show_default=False)
    ] = "serve",
    name: Annotated[str | None, typer.Argument(metavar="NAME|FILE", show_default=False)] = None,
    *,
    db: Db = None,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8000,
    accounts: Annotated[bool, typer.Option("--accounts")] = False,
    https: Annotated[bool, typer.Option("--https")] = False,
    hostname: Annotated[
        list[str] | None, typer.Option("--hostname", metavar="NAME", show_default=False)
    ] = None,
    private_feeds: Annotated[bool, typer.Option("--private-feeds")] = False,
    workers: Annotated[int, typer.Option(min=1, max=64)] = 1,
    role: Annotated[str, typer.Option()] = "analyst",
    force: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """Open the desk; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    where = _asked(session, db, what, name)
    if what == "account":
        _account(session, where, str(name), role)
    elif what in ("backup", "restore"):
        _kept(session, what, where, str(name), force=force)
    else:
        _needs_desk()
        from sayso.desk.settings import Settings

        who = os.environ.get("SAYSO_USER") or os.environ.get("USER") or "local"
        settings = Settings(
            db=where, host=host, port=port, who=who, accounts=accounts, https=https,
            names=tuple(hostname or ()), private_feeds=private_feeds,
        )  # fmt: skip
        _serve(session, settings, workers)


def _asked(session: Session, db: str | None, what: str, name: str | None) -> str:
    """The store that is meant, once what is asked makes sense."""
    where = db or os.environ.get("SAYSO_DB")
    if not where:
        raise StoreError("S008")
    if what not in WHAT:
        raise typer.BadParameter(f"{what!r}: {', '.join(WHAT)}")
    if what != "serve" and not name:
        raise typer.BadParameter(session.say("desk", "name"))
    return where


def _serve(session: Session, settings: Settings, workers: int) -> None:
    from sayso.desk.serve import serve

    def said(address: str) -> None:
        session.out.print(session.say("desk", "open", address=address))

    serve(settings, workers=workers, said=said)


def _kept(session: Session, what: str, where: str, path: str, *, force: bool) -> None:
    """Take a backup, or put one back."""
    from sayso.store import backup

    (backup.backup if what == "backup" else backup.restore)(where, path, force=force)
    session.out.print(session.say("desk", what, path=path))


def _needs_desk() -> None:
    """Say what to install where the web packages are missing.

    Raises:
        ExchangeError: X002.
    """
    try:
        import argon2  # noqa: F401
        import fastapi  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise ExchangeError("X002", package=error.name or "fastapi", extra="desk") from error


def _account(session: Session, where: str, name: str, role: str) -> None:
    """Make an account, or give it another role and password; the password comes from SAYSO_PASSWORD or is asked."""
    _needs_desk()
    from sayso.store import accounts, audit
    from sayso.store.engine import open_engine, writing

    password = os.environ.get("SAYSO_PASSWORD") or typer.prompt(
        session.say("desk", "password"), hide_input=True, confirmation_prompt=True
    )
    engine = open_engine(where)
    try:
        with writing(engine) as connection:
            try:
                accounts.create(connection, name, role, password, now=audit.now())
            except DeskError as error:
                if error.code != "W005":
                    raise
                accounts.change(connection, name, role=role, password=password, disabled=False)
            audit.log(connection, "command line", "account", name, {"role": role})
    finally:
        engine.dispose()
    session.out.print(session.say("desk", "account", name=name, role=role))

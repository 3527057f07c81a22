"""`sayso rebuild`: everything derived, made anew from claims and decisions."""

from __future__ import annotations

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json


def rebuild(context: typer.Context, *, db: Db = None, json: Json = False) -> None:
    """Rebuild; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        opened.rebuild()
        totals = opened.totals()
    if json:
        print_json(totals)
    else:
        session.out.print(session.say("picture", "rebuilt", **totals))

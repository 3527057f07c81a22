"""`sayso event ID`: one event with its ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json


def event(
    context: typer.Context,
    id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    db: Db = None,
    json: Json = False,
) -> None:
    """Show an event; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        found = opened.event(id)
        if json:
            print_json(found)
            return
        reports = opened.reports(found.reports)
    from sayso.cli.show_event import whole

    session.out.print(whole(found, reports, session))

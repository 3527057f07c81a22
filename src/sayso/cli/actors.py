"""`sayso actors`: who acts and speaks in the picture."""

from __future__ import annotations

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, Limit, cells, desk, print_json, say_empty, table


def actors(context: typer.Context, *, db: Db = None, limit: Limit = 50, json: Json = False) -> None:
    """List actors; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        found = opened.actors(limit=limit)
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        shown = table(session, ("actor", "name", "code", "mentions#", "names"))
        for one in found:
            shown.add_row(*cells(one.id, one.name, one.code, one.mentions, ", ".join(one.names[:4])))
        session.out.print(shown)

"""`sayso diff --since`: what has changed in the picture."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, Limit, cells, desk, print_json, say_empty, table


def diff(
    context: typer.Context,
    *,
    db: Db = None,
    since: Annotated[str, typer.Option(metavar="TIME", show_default=False)],
    limit: Limit = 100,
    json: Json = False,
) -> None:
    """Show changes; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        found = opened.diff(since, limit=limit)
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        shown = table(session, ("event", "change", "what", "reports#"))
        for one in found:
            shown.add_row(*cells(one.event, session.say("change", one.kind), one.what, len(one.reports)))
        session.out.print(shown)

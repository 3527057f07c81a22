"""`sayso sources`: who is quoted how often, and what became of it."""

from __future__ import annotations

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, Limit, cells, desk, print_json, say_empty, table


def sources(context: typer.Context, *, db: Db = None, limit: Limit = 50, json: Json = False) -> None:
    """List sources; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        found = opened.sources(limit=limit)
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        columns = ("source", "kind", "quoted#", "confirmed#", "contradicted#", "silent#", "reliability")
        shown = table(session, columns)
        for one in found:
            kind = session.labels.of("kind", one.kind) if one.kind else None
            numbers = (one.quoted, one.confirmed, one.contradicted, one.silent)
            shown.add_row(*cells(one.source, kind, *map(str, numbers), one.reliability))
        session.out.print(shown)

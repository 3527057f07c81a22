"""`sayso decisions`: people's decisions, and taking one back."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, cells, desk, print_json, say_empty, table


def decisions(
    context: typer.Context,
    *,
    db: Db = None,
    undo: Annotated[int | None, typer.Option(metavar="NUMBER")] = None,
    json: Json = False,
) -> None:
    """List or undo decisions; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        if undo is not None:
            opened.undo(undo)
        found = opened.decisions()
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        shown = table(session, ("number#", "change", "what", "decided_by", "said", "withdrawn"))
        for one in found:
            what = " ".join(str(v) for v in (one.field, one.value, one.note) if v)
            by = f"{one.withdrawn_by} {one.withdrawn_at}" if one.withdrawn_at else None
            shown.add_row(*cells(one.id, session.say("decision", one.kind), what, one.who, one.at, by))
        session.out.print(shown)

"""`sayso rebuild`: everything derived, made anew from claims and decisions."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json


def rebuild(
    context: typer.Context,
    *,
    db: Db = None,
    read: Annotated[bool, typer.Option("--read")] = False,
    processes: Annotated[int, typer.Option(min=1, max=256)] = 2,
    json: Json = False,
) -> None:
    """Rebuild; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        if read:
            from sayso.cli.add import bar

            with bar(session, None) as progress:
                opened.read_again(processes=processes, progress=progress)
        opened.rebuild()
        totals = opened.totals()
    if json:
        print_json(totals)
    else:
        session.out.print(session.say("picture", "rebuilt", **totals))

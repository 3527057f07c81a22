"""`sayso split`: claims that are about another event."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json


def split(
    context: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT")],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM")],
    *,
    db: Db = None,
    note: Annotated[str | None, typer.Option()] = None,
    json: Json = False,
) -> None:
    """Split; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        made = opened.split(event, claims, note=note)
    if json:
        print_json(made)
    else:
        session.out.print(session.say("picture", "kept", number=made.id))

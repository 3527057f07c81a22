"""`sayso merge`: events that are one, or names that are one actor's."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json


def merge(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="EVENT|NAME")],
    *,
    db: Db = None,
    actors: Annotated[bool, typer.Option("--actors")] = False,
    note: Annotated[str | None, typer.Option()] = None,
    json: Json = False,
) -> None:
    """Merge; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    if len(ids) < 2 or (actors and len(ids) != 2):
        raise typer.BadParameter(session.say("picture", "two"))
    with desk(db) as opened:
        made = opened.same_actor(*ids, note=note) if actors else opened.merge(ids, note=note)
    if json:
        print_json(made)
    else:
        session.out.print(session.say("picture", "kept", number=made.id))

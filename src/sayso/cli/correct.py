"""`sayso correct`: a field of an event, or the reliability of a source."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json


def correct(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="EVENT|SOURCE")],
    field: Annotated[str, typer.Argument(metavar="FIELD")],
    value: Annotated[str, typer.Argument(metavar="VALUE")],
    *,
    db: Db = None,
    note: Annotated[str | None, typer.Option()] = None,
    json: Json = False,
) -> None:
    """Correct; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        if field == "reliability":
            made = opened.grade(what, value, note=note)
        else:
            made = opened.correct(what, field, value, note=note)
    if json:
        print_json(made)
    else:
        session.out.print(session.say("picture", "kept", number=made.id))

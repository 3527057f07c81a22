"""`sayso events`: the events of the picture."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import (
    Actor,
    Country,
    Db,
    Json,
    Limit,
    MinOrigins,
    Since,
    Until,
    desk,
    print_json,
    say_empty,
)
from sayso.picture import EventStatus


def events(
    context: typer.Context,
    *,
    db: Db = None,
    actor: Actor = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE")] = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    status: Annotated[EventStatus | None, typer.Option(metavar="STATUS")] = None,
    min_origins: MinOrigins = None,
    disputed: Annotated[bool, typer.Option("--disputed")] = False,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """List events; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    from sayso.extract.check_model import types
    from sayso.store.queries import Asked

    if type and type.upper() not in types():
        raise typer.BadParameter(
            session.say("picture", "no_type", value=type, known=", ".join(sorted(types())))
        )
    asked = Asked(
        actor=actor,
        type=type.upper() if type else None,
        country=country.upper() if country else None,
        since=since,
        until=until,
        status=status,
        min_origins=min_origins,
        disputed=disputed,
        limit=limit,
    )
    with desk(db) as opened:
        found = opened.events(asked)
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        from sayso.cli.show_event import rows

        session.out.print(rows(found, session))

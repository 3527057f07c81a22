"""`sayso timeline`: the dated events in the order of their days."""

from __future__ import annotations

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


def timeline(
    context: typer.Context,
    *,
    db: Db = None,
    actor: Actor = None,
    country: Country = None,
    since: Since = None,
    until: Until = None,
    min_origins: MinOrigins = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Show a timeline; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    from sayso.store.queries import Asked

    country = country.upper() if country else None
    asked = Asked(
        actor=actor, country=country, since=since, until=until, min_origins=min_origins, limit=limit
    )
    with desk(db) as opened:
        found = opened.timeline(asked)
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        from sayso.cli.show_event import rows

        session.out.print(rows(found, session))

"""`sayso due`: what was announced, and what became of it by a day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, Limit, cells, desk, print_json, say_empty, short, table
from sayso.picture import CommitmentStatus


def due(
    context: typer.Context,
    *,
    db: Db = None,
    on: Annotated[str | None, typer.Option(metavar="DATE")] = None,
    status: Annotated[CommitmentStatus | None, typer.Option(metavar="STATUS")] = None,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """List commitments; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    try:
        day = date.fromisoformat(on) if on else None
    except ValueError as error:
        raise typer.BadParameter(session.say("picture", "no_day", value=on)) from error
    with desk(db) as opened:
        found = opened.due(on=day, status=status, limit=limit)
    if json:
        print_json(found)
        return
    if not found:
        say_empty(session)
        return
    from sayso.cli.show_event import reason
    from sayso.exchange.dates import in_words

    shown = table(session, ("event", "what", "by", "said", "due", "status", "words"))
    for one in found:
        what = f"{session.labels.type(one.type)} · {one.trigger}"
        said = one.said.split("T")[0] if one.said else None
        when = in_words(one.due, session.labels) if one.due else None
        word = session.say("commitment", one.status)
        shown.add_row(*cells(one.event, what, one.by, said, when, word, short(one.words, 120)))
    session.out.print(shown)
    for standing, because in dict.fromkeys((one.status, one.because) for one in found):
        why = f"{session.say('commitment', standing)}: {reason(because, 'status', session)}"
        session.out.print(why, style="dim")

"""`sayso search WORDS`: reports that hold words, in any form and with or without accents."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, Limit, cells, desk, print_json, say_empty, table


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS")],
    *,
    db: Db = None,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Search reports; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        found = opened.search(" ".join(words), limit=limit)
    if json:
        print_json(found)
    elif not found:
        say_empty(session)
    else:
        shown = table(session, ("report", "outlet", "said", "words", "events"))
        for one in found:
            day = one.published.split("T")[0] if one.published else None
            shown.add_row(*cells(one.report, one.outlet, day, one.words, " ".join(one.events[:6])))
        session.out.print(shown)

"""`sayso failures`: what could not be read, and trying it again."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, cells, desk, print_json, say_empty, table


def failures(
    context: typer.Context,
    *,
    db: Db = None,
    retry: Annotated[bool, typer.Option("--retry")] = False,
    processes: Annotated[int, typer.Option(min=1, max=256)] = 1,
    json: Json = False,
) -> None:
    """List or retry failures; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    with desk(db) as opened:
        if retry:
            from sayso.cli.add import bar

            with bar(session, len(opened.failures())) as progress:
                opened.retry(processes=processes, progress=progress)
        found = opened.failures()
    if json:
        print_json([{"failure": _plain(failure), "tries": tries} for failure, tries in found])
    elif not found:
        say_empty(session, "no_failures")
    else:
        shown = table(session, ("report", "code", "tries#", "message"))
        for failure, tries in found:
            shown.add_row(*cells(failure.key or failure.origin, failure.code, tries, failure.message))
        session.out.print(shown)
    if found and retry:
        raise typer.Exit(1)


def _plain(record: object) -> object:
    from sayso.plain import to_plain

    return to_plain(record)

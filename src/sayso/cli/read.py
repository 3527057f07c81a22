"""`sayso read`: reports in, claims out, as a table, a page or records."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from sayso.cli.inputs import Wanted, outcomes
from sayso.cli.session import Session
from sayso.records import Failure


def read(
    context: typer.Context,
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE", show_default=False)] = None,
    *,
    text: Annotated[str | None, typer.Option()] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE")] = None,
    outlet: Annotated[str | None, typer.Option()] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    processes: Annotated[int, typer.Option(min=1, max=256)] = 1,
    evidence: Annotated[bool, typer.Option("--evidence")] = False,
    html: Annotated[str | None, typer.Option(metavar="OUT")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl")] = False,
    csv: Annotated[bool, typer.Option("--csv")] = False,
    score_format: Annotated[bool, typer.Option("--score-format")] = False,
    max_failures: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """Read reports; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    formats = {"--json": json, "--jsonl": jsonl, "--csv": csv, "--score-format": score_format}
    chosen = [name for name, on in {**formats, "--evidence": evidence}.items() if on]
    if len(chosen) > 1:
        raise typer.BadParameter(
            session.say("read", "one_format", options=", ".join([*formats, "--evidence"]))
        )
    wanted = Wanted(
        files=files or [], text=text, published=published, outlet=outlet, lang=lang, processes=processes
    )
    failed = _write(wanted, session, chosen=chosen[0] if chosen else None, html=html)
    if failed > max_failures:
        session.warn(session.say("read", "failed", n=failed))
        raise typer.Exit(1)


def _write(wanted: Wanted, session: Session, *, chosen: str | None, html: str | None) -> int:
    """Read and write everything; returns how many reports failed."""
    from sayso.cli import writers

    to: list[writers.Writer] = [writers.Page(session, html)] if html else []
    if chosen == "--evidence" or (chosen is None and html is None):
        to.append(writers.Terminal(session, evidence=chosen == "--evidence"))
    elif chosen is not None:
        made: dict[str, Callable[[], writers.Writer]] = {
            "--json": writers.JsonDocument,
            "--jsonl": writers.JsonLines,
            "--csv": writers.Csv,
            "--score-format": writers.Scored,
        }
        to.append(made[chosen]())
    failed = 0
    streams = chosen != "--json" and not (chosen is None and html)  # prints as it goes
    for outcome in outcomes(wanted, session, quiet=streams and sys.stdout.isatty()):
        failed += isinstance(outcome, Failure)
        for writer in to:
            writer.add(outcome)
    for writer in to:
        writer.end()
    return failed

"""What a command reads: files or `--text`, turned into outcomes in order, with progress for the patient."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from sayso.cli.session import Session
from sayso.reading import Reading
from sayso.records import Failure, Report

Outcome = Reading | Failure
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which reports, and what the caller knows about them."""

    files: Sequence[str]
    text: str | None
    published: str | None
    outlet: str | None
    lang: str | None
    processes: int = 1
    explain: bool = False


def outcomes(wanted: Wanted, session: Session, *, quiet: bool = False) -> Iterator[Outcome]:
    """Read what is wanted, one outcome a report, in order; a failure's message goes to standard error.

    Args:
        wanted: The reports.
        session: Where progress and messages go.
        quiet: Show no progress: what is printed meanwhile shows it well enough.
    Raises:
        SaysoError: nothing can be read (a date or language that is none, no model).
        typer.BadParameter: no input, or two kinds of it.
    """
    _checked(wanted, session)
    from sayso.read import from_text
    from sayso.run import run

    published, outlet, lang = wanted.published, wanted.outlet, wanted.lang
    inputs: list[str | Report] = list(wanted.files)
    if wanted.text is not None:
        inputs.append(from_text(wanted.text, published=published, outlet=outlet, lang=lang, origin="--text"))
    with _progress(wanted, session, shown=not quiet) as advance:
        for outcome in run(
            inputs,
            published=published,
            outlet=outlet,
            lang=lang,
            processes=wanted.processes,
            explain=wanted.explain,
        ):
            if isinstance(outcome, Failure):
                session.warn(outcome.message)
            advance()
            yield outcome


def _checked(wanted: Wanted, session: Session) -> None:
    """Refuse at once what would make every report fail."""
    if not wanted.files and wanted.text is None:
        raise typer.BadParameter(session.say("read", "nothing"))
    if wanted.files and wanted.text is not None:
        raise typer.BadParameter(session.say("read", "both"))
    from sayso.read import dates, language

    dates.published(wanted.published, where="--published")
    if wanted.lang is not None:
        language.known(wanted.lang, where="--lang")


@contextmanager
def _progress(wanted: Wanted, session: Session, *, shown: bool) -> Iterator[Callable[[], None]]:
    if not shown or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Left())
    with Progress(*columns, console=session.err, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(session.say("read", "busy"), total=count(wanted))
        yield lambda: bar.advance(task)


def count(wanted: Wanted) -> int | None:
    """How many reports there are, as far as that is quick to tell: files, and lines of JSON Lines."""
    if wanted.text is not None:
        return 1
    total = 0
    for name in wanted.files:
        if name == "-" or Path(name).suffix.lower() == ".json":
            return None
        total += _lines(name) if Path(name).suffix.lower() in (".jsonl", ".ndjson") else 1
    return total


def _lines(name: str | os.PathLike[str]) -> int:
    count, last = 0, b"\n"
    try:
        with Path(name).open("rb") as stream:
            while block := stream.read(_BLOCK):
                count += block.count(b"\n")
                last = block[-1:]
    except OSError:
        return 1  # it will be one failure
    return count + (last != b"\n")

"""`sayso add`: reports into the picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, Json, desk, print_json

if TYPE_CHECKING:
    from sayso.read.failures import Given
    from sayso.records import Failure, Report
    from sayso.run.adding import Added, Progress

INTERRUPTED = 130


def add(
    context: typer.Context,
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", show_default=False)] = None,
    *,
    db: Db = None,
    feed: Annotated[list[str] | None, typer.Option("--feed", metavar="URL", show_default=False)] = None,
    stdin: Annotated[bool, typer.Option("--stdin")] = False,
    published: Annotated[str | None, typer.Option(metavar="DATE")] = None,
    outlet: Annotated[str | None, typer.Option()] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    processes: Annotated[int, typer.Option(min=1, max=256)] = 2,
    json: Json = False,
    max_failures: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """Add reports; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    given: Given = {"published": published, "outlet": outlet, "lang": lang}
    wanted = [*(paths or []), *(["-"] if stdin else [])]
    if not wanted and not feed:
        raise typer.BadParameter(session.say("add", "nothing"))
    from sayso.read import dates, language

    dates.published(published, where="--published")
    if lang is not None:
        language.known(lang, where="--lang")
    with desk(db, create=True) as opened, bar(session, total(wanted) if not feed else None) as progress:
        try:
            done = opened.add(
                wanted,
                reports=_feeds(feed or [], given),
                processes=processes,
                published=published,
                outlet=outlet,
                lang=lang,
                progress=progress,
            )
        except KeyboardInterrupt:
            session.warn(session.say("add", "stopped"))
            raise SystemExit(INTERRUPTED) from None
    _say_passed_over(wanted, session)
    finish(done, session, json=json, max_failures=max_failures)


def _say_passed_over(wanted: list[str], session: Session) -> None:
    from sayso.run.adding import passed_over

    names = [name for path in wanted for name in passed_over(path)]
    if names:
        shown = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
        session.warn(session.say("add", "passed_over", n=len(names), names=shown))


def finish(done: Added, session: Session, *, json: bool, max_failures: int) -> None:
    """Say what was done, and end with 1 where too much failed."""
    if json:
        print_json(done)
    else:
        session.out.print(
            session.say(
                "add",
                "done",
                new=session.count("add", "new", done.new),
                versions=session.count("add", "versions", done.versions),
                known=session.count("add", "known", done.known),
                failed=done.failed,
                claims=session.labels.count("claims", done.claims),
            )
        )
    if done.failed > max_failures:
        session.warn(session.say("add", "failed", n=done.failed))
        raise typer.Exit(1)


def _feeds(addresses: list[str], given: Given) -> Iterator[Report | Failure]:
    from sayso.errors import DocumentError
    from sayso.read.failures import failure
    from sayso.read.feed import fetch, from_feed

    for address in addresses:
        try:
            content = fetch(address)
        except DocumentError as error:
            yield failure(error, origin=address)
        else:
            yield from from_feed(content, name=address, given=given)


def total(paths: list[str]) -> int | None:
    """How many reports there are, as far as that is quick to tell."""
    from sayso.cli.inputs import Wanted, count
    from sayso.run.adding import files

    if "-" in paths:
        return None
    names = [name for path in paths for name in files(path)]
    return count(Wanted(files=names, text=None, published=None, outlet=None, lang=None))


@contextmanager
def bar(session: Session, of: int | None) -> Iterator[Progress | None]:
    """A progress bar with rate and time left on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        Left(),
    )
    with Progress(*columns, console=session.err, transient=True, redirect_stdout=False) as shown:
        task = shown.add_task(session.say("add", "busy"), total=of, rate="")

        def advance(done: Added) -> None:
            speed = shown.tasks[0].finished_speed or shown.tasks[0].speed
            rate = session.say("add", "rate", n=f"{speed:.1f}") if speed else ""
            shown.update(task, completed=done.seen, rate=rate)

        yield advance

"""The commands put together, in the language of the interface; errors become one line and exit status 2.

The modules of the commands name their parameters and types; every word of help comes from `texts/<ui>.toml`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer
from typer.main import get_command

from sayso import __version__
from sayso.cli import (
    actor,
    actors,
    add,
    check,
    correct,
    decisions,
    desk,
    diff,
    due,
    event,
    events,
    explain,
    export,
    failures,
    merge,
    read,
    rebuild,
    schema,
    search,
    sources,
    split,
    timeline,
)
from sayso.cli.session import LANGUAGES, Session, interface, printable
from sayso.errors import SaysoError

FINE, SOME_FAILED, ERROR = 0, 1, 2
_COMMANDS: dict[str, Callable[..., None]] = {
    "read": read.read,
    "explain": explain.explain,
    "add": add.add,
    "events": events.events,
    "event": event.event,
    "actors": actors.actors,
    "actor": actor.actor,
    "sources": sources.sources,
    "due": due.due,
    "search": search.search,
    "timeline": timeline.timeline,
    "diff": diff.diff,
    "merge": merge.merge,
    "split": split.split,
    "correct": correct.correct,
    "decisions": decisions.decisions,
    "failures": failures.failures,
    "rebuild": rebuild.rebuild,
    "export": export.export,
    "desk": desk.desk,
    "check": check.check,
    "schema": schema.schema,
}


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line.

    Args:
        arguments: What stands after the program's name; None = this process's.
    Raises:
        SystemExit: always; 0 fine, 1 some reports failed or the check found problems, 2 usage or data error.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                encoding="utf-8", errors="replace"
            )  # a locale must not decide what a file holds
    command = build(interface(given, os.environ))
    try:
        command(args=given, prog_name="sayso")
    except SaysoError as error:
        _report(error, as_json="--json" in given or "--jsonl" in given)
        raise SystemExit(ERROR) from None


def build(ui: str) -> Any:
    """The whole command line in one interface language, as the command object that typer runs."""
    session = Session(ui)
    app = typer.Typer(
        name="sayso", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )

    @app.callback()
    def sayso(
        context: typer.Context,
        *,
        version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
        ui: Annotated[str | None, typer.Option("--ui", metavar="|".join(LANGUAGES), callback=_ui)] = None,
    ) -> None:
        context.obj = session

    for name, command in _COMMANDS.items():
        app.command(name)(command)
    whole = get_command(app)
    _localise(whole, session)
    return whole


def _version(value: bool) -> None:
    if value:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


def _ui(value: str | None) -> str | None:
    if value is not None and value not in LANGUAGES:
        raise typer.BadParameter(f"{value!r}: {', '.join(LANGUAGES)}")
    return value


def _localise(command: Any, session: Session) -> None:
    """Give a command, its parameters and its subcommands their help texts."""
    texts, panels = session.texts["help"], session.texts["panel"]
    command.help = texts[command.name]
    command.short_help = texts[command.name]
    command.rich_help_panel = panels["commands"]
    shown = command.get_help_option(typer.Context(command))  # made here and kept by the command
    shown.help, shown.rich_help_panel = texts["help"], panels["options"]
    for parameter in command.params:
        parameter.help = texts[f"{command.name}_"][parameter.name]
        kind = "arguments" if parameter.param_type_name == "argument" else "options"
        parameter.rich_help_panel = panels[kind]
    for subcommand in getattr(command, "commands", {}).values():
        _localise(subcommand, session)


def _report(error: SaysoError, *, as_json: bool) -> None:
    if as_json:
        from sayso.exchange.json import dumps

        values = {key: str(value) for key, value in error.values.items()}
        shown = dumps({"ok": False, "code": error.code, "message": str(error), "values": values})
    else:
        shown = printable(str(error))
    typer.echo(shown, err=True)

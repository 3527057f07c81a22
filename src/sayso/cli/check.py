"""`sayso check`: is the language data sound, and what does it cover?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.session import Session, printable

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.extract.check import CheckResult


def check(
    context: typer.Context,
    lang: Annotated[str | None, typer.Argument(metavar="LANG", show_default=False)] = None,
    *,
    live: Annotated[bool, typer.Option("--live")] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
    config: Annotated[bool, typer.Option("--config")] = False,
) -> None:
    """Check the data; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    from sayso import resources

    chosen = [lang] if lang else resources.languages()
    if config:
        _print_json([_settings(code) for code in chosen])
        return
    from sayso.extract.check import check as check_language

    results = [check_language(code, live=live) for code in chosen]
    if json:
        from sayso.exchange.convert import to_plain

        _print_json([to_plain(result) for result in results])
    else:
        for result in results:
            _show(result, session)
    if any(result.problems for result in results):
        raise typer.Exit(1)


def _print_json(value: object) -> None:
    from sayso.cli.writers import print_line
    from sayso.exchange.json import dumps

    print_line(dumps(value, indent=2))


def _settings(lang: str) -> dict[str, Any]:
    """Everything that decides how a language is read: its file, the data folders and their digest."""
    from sayso import __version__, resources

    return {
        "sayso": __version__,
        "language": resources.toml(f"lang/{lang}/lang.toml"),
        "data": resources.digest(),
        "folders": [str(root) for root in resources.roots()],
    }


def _show(result: CheckResult, session: Session) -> None:
    out = session.out
    out.print(session.say("check", "title", lang=result.lang), style="bold")
    out.print(_coverage(result, session))
    if result.examples_run:
        out.print(session.say("check", "ran", n=result.examples_run))
    if not result.problems:
        out.print("✓ " + session.say("check", "sound"), style="green")
        return
    for problem in result.problems:
        out.print("✗ " + printable(str(problem)), markup=False, soft_wrap=True)
    forms = session.texts["check"]["problems"]
    n = len(result.problems)
    out.print(forms["one"] if n == 1 else forms["many"].format(n=n), style="red")


def _coverage(result: CheckResult, session: Session) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    table.add_column(session.say("check", "type"))
    for column in ("rules", "triggers", "examples"):
        table.add_column(session.say("check", column), justify="right")
    for row in result.coverage:
        empty = session.say("check", "empty")
        table.add_row(row.type, str(row.rules) if row.rules else empty, str(row.triggers), str(row.examples))
    return table

"""`sayso explain`: how a claim came about, step by step, with the words that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.inputs import Wanted, outcomes
from sayso.cli.session import Session, printable
from sayso.errors import DocumentError
from sayso.records import Failure

if TYPE_CHECKING:
    from sayso.exchange.view import Row
    from sayso.reading import Reading


def explain(
    context: typer.Context,
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE", show_default=False)] = None,
    *,
    text: Annotated[str | None, typer.Option()] = None,
    claim: Annotated[str | None, typer.Option(metavar="ID")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE")] = None,
    outlet: Annotated[str | None, typer.Option()] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Explain claims; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    wanted = Wanted(files=files or [], text=text, published=published, outlet=outlet, lang=lang, explain=True)
    found: list[tuple[Reading, Row]] = []
    failed = 0
    from sayso.exchange.view import rows

    for outcome in outcomes(wanted, session):
        if isinstance(outcome, Failure):
            failed += 1
            continue
        found += [
            (outcome, row) for row in rows(outcome, session.labels) if row.claim.id.startswith(claim or "")
        ]
    if claim and not found and not failed:
        raise DocumentError("D012", ", ".join(files or ["--text"]), claim=claim)
    (_as_json if json else _as_text)(found, session)
    if failed:
        raise typer.Exit(1)


def _as_json(found: list[tuple[Reading, Row]], session: Session) -> None:
    from sayso.cli.writers import print_line
    from sayso.exchange.json import claim_to_dict, dumps

    explained = []
    for reading, row in found:
        claim = row.claim
        words = reading.report.text[claim.start : claim.end]
        explained.append({"report": reading.report.id, "words": words, "claim": claim_to_dict(claim)})
    print_line(dumps(explained, indent=2))


def _as_text(found: list[tuple[Reading, Row]], session: Session) -> None:
    from rich.text import Text

    from sayso.cli import show

    out = session.out
    if not found:
        out.print(session.say("explain", "none"), style="dim")
    for reading, row in found:
        out.print(show.card(row, session, identity=True))
        out.print(show.sentence(reading, row))
        out.print()
        out.print(_steps(row, session))
        made = row.claim.made_by
        facts = session.say("explain", "made_by", rule=made.rule, data=made.data, model=made.model)
        sure = session.say("explain", "confidence", p=f"{row.claim.confidence:.2f}")
        out.print(Text(f"   {printable(facts)} {sure}", style="dim"))
        out.print()


def _steps(row: Row, session: Session) -> object:
    from rich.table import Table
    from rich.text import Text

    if not row.claim.why:
        return Text("   " + session.say("explain", "empty"), style="dim")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", justify="right", min_width=10)
    grid.add_column(overflow="fold")
    because = session.say("explain", "because")
    for step in row.claim.why:
        reasons = [Text(f"{because} {printable(reason)}", style="dim") for reason in step.because]
        grid.add_row(step.stage, Text("\n").join([Text(printable(step.decision), style="bold"), *reasons]))
    return grid

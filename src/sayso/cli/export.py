"""`sayso export`: the picture in a format for others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.session import Session
from sayso.cli.store import Db, desk
from sayso.errors import ExchangeError

if TYPE_CHECKING:
    from sayso.desk import Desk

FORMATS = ("jsonl", "csv", "parquet", "geojson")


def export(
    context: typer.Context,
    out: Annotated[str | None, typer.Argument(metavar="FOLDER", show_default=False)] = None,
    *,
    db: Db = None,
    format: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS))] = "jsonl",
    score_format: Annotated[bool, typer.Option("--score-format")] = False,
) -> None:
    """Export; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    from sayso.cli.writers import print_line

    if format not in FORMATS:
        raise typer.BadParameter(session.say("picture", "formats", formats=", ".join(FORMATS)))
    if format in ("csv", "parquet") and out is None and not score_format:
        raise typer.BadParameter(session.say("picture", "folder"))
    with desk(db) as opened:
        if score_format:
            from sayso.exchange.stories import story_lines

            for line in story_lines(*opened.everything()):
                print_line(line)
        elif out is None:
            for line in _lines(opened, format):
                print_line(line)
        else:
            _write(opened, Path(out), format)
            session.warn(session.say("picture", "written", path=out))


def _lines(opened: Desk, format_: str) -> list[str]:
    from sayso.exchange.geojson import collection
    from sayso.plain import dumps, to_plain

    found, _, _ = opened.everything()
    return [collection(found)] if format_ == "geojson" else [dumps(to_plain(event)) for event in found]


def _write(opened: Desk, folder: Path, format_: str) -> None:
    """One file a table, and the codebook beside them."""
    from sayso.exchange import tables
    from sayso.plain import dumps

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if format_ in ("jsonl", "geojson"):
            name = "events.geojson" if format_ == "geojson" else "events.jsonl"
            (folder / name).write_text("\n".join(_lines(opened, format_)) + "\n", encoding="utf-8")
            return
        for name in tables.codebook():
            if format_ == "csv":
                _csv(folder / f"{name}.csv", name, opened.rows(name))
            else:
                from sayso.exchange.arrow import write_parquet

                write_parquet(str(folder / f"{name}.parquet"), opened.table(name))
        (folder / "codebook.json").write_text(dumps(tables.codebook(), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ExchangeError("X004", str(folder), reason=error.strerror or str(error)) from error


def _csv(path: Path, name: str, rows: list[dict[str, object]]) -> None:
    import csv

    from sayso.exchange import tables
    from sayso.exchange.csv import cell

    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(tables.codebook()[name])
        writer.writerows([[cell(value) for value in row.values()] for row in rows])

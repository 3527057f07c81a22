"""Which store a command works on, and how its answers are printed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.errors import StoreError

if TYPE_CHECKING:
    from rich.table import Table

    from sayso.cli.session import Session
    from sayso.desk import Desk

Db = Annotated[str | None, typer.Option("--db", metavar="FILE|URL", show_default=False)]
Json = Annotated[bool, typer.Option("--json")]
Limit = Annotated[int, typer.Option("--limit", min=1)]
# what narrows `events` and `timeline`
Actor = Annotated[str | None, typer.Option("--actor", metavar="NAME")]
Country = Annotated[str | None, typer.Option("--country", metavar="CODE")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE")]
MinOrigins = Annotated[int | None, typer.Option("--min-origins", min=0)]


@contextmanager
def desk(db: str | None, *, create: bool = False) -> Iterator[Desk]:
    """The desk that `--db` or `SAYSO_DB` names.

    Raises:
        StoreError: S008, neither does; and what `Desk.open` raises.
    """
    where = db or os.environ.get("SAYSO_DB")
    if not where:
        raise StoreError("S008")
    from sayso.desk import Desk

    with Desk.open(where, create=create) as opened:
        yield opened


def print_json(value: object) -> None:
    """Records as one JSON value on standard output."""
    from sayso.cli.writers import print_line
    from sayso.plain import dumps, to_plain

    print_line(dumps(to_plain(value), indent=2))


def table(session: Session, columns: Sequence[str]) -> Table:
    """A table with these headings, by their keys in [picture] of the texts; a number column ends in "#"."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", show_edge=False)
    for column in columns:
        right = column.endswith("#")
        made.add_column(
            session.say("picture", column.rstrip("#")), justify="right" if right else "left", overflow="fold"
        )
    return made


def cells(*values: Any) -> list[str]:
    """Values as cells: printable, absent ones as a dash, no markup."""
    from rich.markup import escape

    from sayso.cli.session import printable

    return [escape(printable(str(v))) if v not in (None, "", ()) else "–" for v in values]


def short(words: str, most: int = 160) -> str:
    """Words cut to a length between two of them, with a mark where some are left out."""
    if len(words) <= most:
        return words
    whole = words[:most].rpartition(" ")[0]
    return (whole or words[: most - 2]) + " …"


def say_empty(session: Session, why: str = "none") -> None:
    """Nothing fits, or another text of [picture] that says why there is nothing."""
    session.out.print(session.say("picture", why), style="dim")

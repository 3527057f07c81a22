"""`sayso schema`: the form of the records, for machines and for people."""

from __future__ import annotations

from typing import Annotated

import typer


def schema(*, markdown: Annotated[bool, typer.Option("--markdown")] = False) -> None:
    """Print the schema; the help text is in texts/<ui>.toml."""
    from sayso.cli.writers import print_line
    from sayso.exchange import schema as records
    from sayso.exchange.json import dumps

    print_line(records.page().rstrip("\n") if markdown else dumps(records.schema(), indent=2))

"""The command line.  One module a command; what a command needs is imported when it runs."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line; ends the process with its exit status."""
    from sayso.cli.app import run

    run()

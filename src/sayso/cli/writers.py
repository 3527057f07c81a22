"""How `sayso read` writes what it finds: one small writer a format."""

from __future__ import annotations

import sys
from typing import Protocol

from sayso.cli.session import Session
from sayso.exchange import csv, json, score
from sayso.reading import Reading
from sayso.records import Failure

Outcome = Reading | Failure


class Writer(Protocol):
    """Takes outcomes one by one, in order."""

    def add(self, outcome: Outcome) -> None:
        """Write one outcome, or keep it for the end."""

    def end(self) -> None:
        """Write what is left."""


class Terminal:
    """Tables or cards for people; the totals at the end."""

    def __init__(self, session: Session, *, evidence: bool) -> None:
        self._session = session
        self._evidence = evidence
        self._reports = self._claims = 0

    def add(self, outcome: Outcome) -> None:
        """Print a reading; failures have had their line on standard error."""
        if isinstance(outcome, Failure):
            return
        from sayso.cli import show

        out = self._session.out
        out.print(show.reading(outcome, self._session, evidence=self._evidence, width=out.width))
        self._reports += 1
        self._claims += len(outcome.claims)

    def end(self) -> None:
        """Print how much it was, if it was more than one report."""
        if self._reports > 1:
            labels = self._session.labels
            reports, claims = labels.count("reports", self._reports), labels.count("claims", self._claims)
            self._session.out.print(
                self._session.say("read", "total", reports=reports, claims=claims), style="dim"
            )


class JsonDocument:
    """One JSON object with everything."""

    def __init__(self) -> None:
        self._kept: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        """Keep it."""
        self._kept.append(outcome)

    def end(self) -> None:
        """Print the object."""
        print_line(json.document(self._kept))


class JsonLines:
    """One reading, or failure, a line."""

    def add(self, outcome: Outcome) -> None:
        """Print its line."""
        print_line(json.line(outcome))

    def end(self) -> None:
        """Nothing is left."""


class Scored:
    """One line a report for the benchmark's scorer."""

    def add(self, outcome: Outcome) -> None:
        """Print its line, empty for a failure."""
        print_line(score.score_line(outcome))

    def end(self) -> None:
        """Nothing is left."""


class Csv:
    """One row a claim."""

    def __init__(self) -> None:
        csv.write_header(sys.stdout)

    def add(self, outcome: Outcome) -> None:
        """Print its rows; a failure has none."""
        if isinstance(outcome, Reading):
            csv.write_rows(sys.stdout, outcome)

    def end(self) -> None:
        """Nothing is left."""


class Page:
    """A page of HTML in a file, and a line that says so."""

    def __init__(self, session: Session, path: str) -> None:
        self._session = session
        self._path = path
        self._kept: list[Outcome] = []

    def add(self, outcome: Outcome) -> None:
        """Keep it."""
        self._kept.append(outcome)

    def end(self) -> None:
        """Write the page."""
        from pathlib import Path

        import typer

        from sayso.exchange.html import page

        try:
            Path(self._path).write_text(page(self._kept, ui=self._session.ui), encoding="utf-8", newline="\n")
        except OSError as error:
            reason = f"{self._path}: {error.strerror}"
            raise typer.BadParameter(self._session.say("read", "html_where", reason=reason)) from error
        found = [outcome for outcome in self._kept if isinstance(outcome, Reading)]
        labels = self._session.labels
        reports = labels.count("reports", len(found))
        claims = labels.count("claims", sum(len(reading.claims) for reading in found))
        self._session.warn(
            self._session.say("read", "wrote", path=self._path, reports=reports, claims=claims)
        )


def print_line(text: str) -> None:
    """One line of a machine format on standard output."""
    sys.stdout.write(text + "\n")

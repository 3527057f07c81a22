"""The desk: a store opened, with one call for each command."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy.engine import Connection, Engine

from sayso.errors import ExchangeError, StoreError
from sayso.picture import Actor, Change, Commitment, Decision, Event, SourceRecord
from sayso.read.failures import Given
from sayso.reading import Reading
from sayso.records import Claim, Failure, Report
from sayso.run.adding import Added, Progress, add, gather, read_again
from sayso.store import changes, correcting, failures, people, queries, reports
from sayso.store.decisions import every
from sayso.store.engine import open_engine, reading, writing
from sayso.store.people import LIMIT
from sayso.store.queries import Asked, Found
from sayso.store.refresh import rebuild

if TYPE_CHECKING:
    import pyarrow


class Desk:
    """A picture in a store.  Use it as a context manager, or close it.

    >>> with Desk.open("desk.db") as desk:  # doctest: +SKIP
    ...     desk.add(["reports.jsonl"])
    ...     desk.events(actor="Haftar", min_origins=2)
    """

    def __init__(self, engine: Engine, *, who: str | None = None) -> None:
        self._engine = engine
        self._who = who or os.environ.get("SAYSO_USER") or os.environ.get("USER") or "unknown"

    @classmethod
    def open(cls, where: str | os.PathLike[str], *, create: bool = True, who: str | None = None) -> Self:
        """Open a store.

        Args:
            where: A file (SQLite) or an address `postgresql://…`.
            create: Make it if it is not there.
            who: Whose decisions these are; else `SAYSO_USER`, else the system's user.
        Raises:
            StoreError: S001, S002, S003, S009.
        """
        return cls(open_engine(where, create=create), who=who)

    def close(self) -> None:
        """Let go of the store."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ in

    def add(
        self,
        paths: Iterable[str | os.PathLike[str]] = (),
        *,
        reports: Iterable[Report | Failure] = (),
        processes: int = 1,
        published: str | date | None = None,
        outlet: str | None = None,
        lang: str | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read files, folders and reports, and add what is not there yet; see `run.adding.add`."""
        given: Given = {"published": published, "outlet": outlet, "lang": lang}

        def inputs() -> Iterator[Report | Failure]:
            yield from gather(paths, given)
            yield from reports

        return add(self._engine, inputs(), processes=processes, progress=progress)

    def retry(self, *, processes: int = 1, progress: Progress | None = None) -> Added:
        """Try again what failed: reports that were stored, and files that could not be read."""
        with self._look() as connection:
            again = failures.to_retry(connection)
        return add(self._engine, again, processes=processes, progress=progress)

    def failures(self) -> list[tuple[Failure, int]]:
        """What could not be read, and how often it was tried."""
        with self._look() as connection:
            return failures.every(connection)

    # ------------------------------------------------------------------ questions

    def events(self, asked: Asked | None = None, **fields: object) -> list[Event]:
        """The events that fit, those told last first; the fields are those of `Asked`."""
        with self._look() as connection:
            return queries.events(connection, asked or Asked(**fields))  # type: ignore[arg-type]

    def timeline(self, asked: Asked | None = None, **fields: object) -> list[Event]:
        """The dated events that fit, by their day."""
        with self._look() as connection:
            return queries.timeline(connection, asked or Asked(**fields))  # type: ignore[arg-type]

    def event(self, id_: str) -> Event:
        """One event by its id, or the beginning of it."""
        with self._look() as connection:
            return queries.one(connection, id_)

    def actors(self, *, limit: int = LIMIT, offset: int = 0) -> list[Actor]:
        """Actors, the most mentioned first."""
        with self._look() as connection:
            return people.actors(connection, limit=limit, offset=offset)

    def actor(self, name: str) -> list[Actor]:
        """The actors that a name can mean, with their posts."""
        with self._look() as connection:
            return people.actor(connection, name)

    def sources(self, *, limit: int = LIMIT, offset: int = 0) -> list[SourceRecord]:
        """Who is quoted how often, and how often confirmed or contradicted."""
        with self._look() as connection:
            return people.sources(connection, limit=limit, offset=offset)

    def due(
        self, *, on: date | None = None, status: str | None = None, limit: int = LIMIT, offset: int = 0
    ) -> list[Commitment]:
        """The commitments as they stood on a day (default: today, UTC)."""
        day = on or datetime.now(UTC).date()
        with self._look() as connection:
            return queries.due(connection, on=day, status=status, limit=limit, offset=offset)

    def search(self, words: str, *, limit: int = 20) -> list[Found]:
        """Reports that hold every word, in any form."""
        with self._look() as connection:
            return queries.search_reports(connection, words, limit=limit)

    def diff(self, since: str, *, limit: int = 100) -> list[Change]:
        """What reports that were added after a moment (ISO, UTC) have changed."""
        with self._look() as connection:
            return changes.since(connection, since, limit=limit)

    def totals(self) -> dict[str, int]:
        """How much the store holds."""
        with self._look() as connection:
            return queries.totals(connection)

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Reports by id."""
        with self._look() as connection:
            return reports.reports(connection, ids)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims by id, without the steps of their decisions."""
        with self._look() as connection:
            return reports.claims(connection, ids)

    def reading(self, report: str) -> Reading:
        """A reading by its report's id, steps included.

        Raises:
            StoreError: S006, there is none.
        """
        with self._look() as connection:
            found = reports.readings(connection, [report], steps=True).get(report)
        if found is None:
            raise StoreError("S006", "", kind="report", value=report)
        return found

    def everything(self) -> tuple[list[Event], dict[str, Claim], dict[str, Report]]:
        """All events, claims and current reports, for an export."""
        with self._look() as connection:
            found = queries.events(connection, Asked(limit=1 << 31))
            ids = reports.current(connection)
            about = reports.reports(connection, ids)
            claims = reports.claims(connection, [c for e in found for c in e.claims])
        return found, claims, about

    # ------------------------------------------------------------------ a person's word

    def merge(self, events: Sequence[str], *, note: str | None = None) -> Decision:
        """Say that events are one."""
        return self._write(lambda c, who, now: correcting.merge(c, events, who=who, now=now, note=note))

    def split(self, event: str, claims: Sequence[str], *, note: str | None = None) -> Decision:
        """Say that some claims of an event are about another one."""
        return self._write(
            lambda c, who, now: correcting.split(c, event, claims, who=who, now=now, note=note)
        )

    def correct(self, event: str, field: str, value: str, *, note: str | None = None) -> Decision:
        """Set a field of an event: type, status, when or country."""
        return self._write(
            lambda c, who, now: correcting.correct(c, event, field, value, who=who, now=now, note=note)
        )

    def grade(self, source: str, letter: str, *, note: str | None = None) -> Decision:
        """Set the reliability of a source or outlet, A to F."""
        return self._write(
            lambda c, who, now: correcting.grade(c, source, letter, who=who, now=now, note=note)
        )

    def same_actor(self, a: str, b: str, *, note: str | None = None) -> Decision:
        """Say that two names are one actor's."""
        return self._write(lambda c, who, now: correcting.same_actor(c, a, b, who=who, now=now, note=note))

    def decisions(self) -> list[Decision]:
        """All decisions, withdrawn ones too, the oldest first."""
        with self._look() as connection:
            return every(connection)

    def undo(self, decision: int) -> Decision:
        """Withdraw a decision; it stays in the list, with who and when."""
        return self._write(lambda c, who, now: correcting.undo(c, decision, who=who, now=now))

    def read_again(
        self, *, processes: int = 1, every: bool = False, progress: Progress | None = None
    ) -> Added:
        """Read stored reports again that were read with other data, or all; decisions stay in force."""
        return read_again(self._engine, processes=processes, every=every, progress=progress)

    def rebuild(self) -> None:
        """Make everything derived anew from claims and decisions; the picture stays the same."""
        with writing(self._engine) as connection:
            rebuild(connection)

    # ------------------------------------------------------------------ tables

    def table(self, what: str) -> pyarrow.Table:
        """One of `events`, `ledger`, `claims`, `commitments`, `sources` as an Arrow table; needs `sayso[arrow]`.

        Raises:
            ExchangeError: X002, pyarrow is not installed; X003, no such table.
        """
        from sayso.exchange.arrow import table

        return table(what, self.rows(what))

    def rows(self, what: str) -> list[dict[str, Any]]:
        """One of the tables as plain rows; `exchange.tables.codebook` says what each column holds.

        Raises:
            ExchangeError: X003, no such table.
        """
        from sayso.exchange import tables

        if what == "commitments":
            return tables.commitments(self.due(limit=1 << 31))
        if what == "sources":
            return tables.sources(self.sources(limit=1 << 31))
        if what not in ("events", "ledger", "claims"):
            raise ExchangeError("X003", what, value=what, known=", ".join(tables.codebook()))
        found, claims, about = self.everything()
        if what == "events":
            return tables.events(found)
        return tables.voices(found) if what == "ledger" else tables.claims(found, claims, about)

    def _look(self) -> AbstractContextManager[Connection]:
        return reading(self._engine)

    def _write(self, step: Callable[[Connection, str, str], Decision]) -> Decision:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with writing(self._engine) as connection:
            return step(connection, self._who, now)

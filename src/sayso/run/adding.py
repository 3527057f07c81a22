"""Reports -> store: read what is not there yet, write step by step, link as it comes in.

A step is one transaction: reports, claims, links and events of a few reports are written whole or not at all.
So a run can be stopped at any moment and started again: what was written is found and passed over.
"""

from __future__ import annotations

import itertools
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import Engine

from sayso.errors import DocumentError
from sayso.link.days import of_edtf
from sayso.read import from_path
from sayso.read.failures import Given, failure
from sayso.reading import Reading
from sayso.records import Failure, Report
from sayso.run import run
from sayso.store import failures, reports
from sayso.store.engine import reading, writing
from sayso.store.refresh import refresh

STEP = 32  # reports in a step at most
SECONDS = 5.0  # that a step gathers at most
_LOOK = 200  # reports that are looked up in the store at a time
# names of files, without their ending, that tell of a folder or are a desktop's, and are no reports
_ABOUT = frozenset(
    {"readme", "license", "licence", "copying", "contributing", "changelog", "thumbs", "desktop"}
)
_AHEAD = timedelta(days=2)  # a report may be dated tomorrow, by time zone; not later


@dataclass(slots=True)
class Added:
    """What a run did: reports that are new, newer versions of known ones, known ones, and failures."""

    new: int = 0
    versions: int = 0
    known: int = 0
    failed: int = 0
    claims: int = 0

    @property
    def seen(self) -> int:
        """How many reports there were."""
        return self.new + self.versions + self.known + self.failed


Progress = Callable[[Added], None]


def gather(paths: Iterable[str | os.PathLike[str]], given: Given) -> Iterator[Report | Failure]:
    """The reports of files and folders (the files below them by name; see `files` for what is left out)."""
    for path in paths:
        for one in files(path):
            yield from from_path(one, **given)


def files(path: str | os.PathLike[str]) -> Iterator[str]:
    """A file, or the files below a folder in the order of their names, but for those about the folder itself."""
    yield from (name for name, kept in _below(path) if kept)


def passed_over(path: str | os.PathLike[str]) -> list[str]:
    """The files below a folder that are taken to be about the folder: hidden ones, README, LICENSE and the like."""
    return [name for name, kept in _below(path) if not kept]


def _below(path: str | os.PathLike[str]) -> Iterator[tuple[str, bool]]:
    if os.fspath(path) == "-" or not Path(path).is_dir():
        yield os.fspath(path), True
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            about = name.startswith(".") or Path(name).stem.lower() in _ABOUT
            yield str(Path(folder) / name), not about


def add(
    engine: Engine,
    inputs: Iterable[Report | Failure],
    *,
    processes: int = 1,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress | None = None,
) -> Added:
    """Read reports and add them to the picture.

    Args:
        engine: The store.
        inputs: Reports, and Failures of what could not be made one; see `gather`.
        processes: How many read at once; this one links and writes meanwhile.
        now: The clock; reports that are dated later than it are Failures (D015).
        progress: Called after each step, and after each known report.
    Raises:
        StoreError: the store cannot be written; what was written before stays.
        KeyboardInterrupt: after what was read by then is written.
    """
    done = Added()
    fed: deque[Report | Failure] = deque()
    waiting: list[tuple[Reading | Failure, Report | None]] = []
    begun = time.monotonic()

    def unknown() -> Iterator[Report | Failure]:
        for item in _unknown(engine, inputs, done, now, progress):
            fed.append(item)
            yield item

    def write() -> None:
        nonlocal begun
        if waiting:
            _write(engine, waiting, done, now())
            waiting.clear()
            if progress is not None:
                progress(done)
        begun = time.monotonic()

    outcomes = run(unknown(), processes=processes)
    try:
        for outcome in outcomes:
            given = fed.popleft()
            waiting.append((outcome, given if isinstance(given, Report) else None))
            if len(waiting) >= STEP or time.monotonic() - begun > SECONDS:
                write()
    except KeyboardInterrupt:
        write()
        raise
    write()
    return done


def _unknown(
    engine: Engine,
    inputs: Iterable[Report | Failure],
    done: Added,
    now: Callable[[], datetime],
    progress: Progress | None,
) -> Iterator[Report | Failure]:
    """The inputs without reports that the store has, or that came before in this run."""
    seen: set[str] = set()
    source = iter(inputs)
    while part := list(itertools.islice(source, _LOOK)):
        with reading(engine) as connection:
            known = reports.known(connection, (i.id for i in part if isinstance(i, Report)))
        for item in part:
            if isinstance(item, Report) and (item.id in known or item.id in seen):
                done.known += 1
                if progress is not None and done.known % _LOOK == 0:
                    progress(done)
                continue
            if isinstance(item, Report):
                seen.add(item.id)
            yield _dated(item, now())


def _dated(item: Report | Failure, now: datetime) -> Report | Failure:
    """A report that is dated after the clock is a Failure."""
    if isinstance(item, Failure) or item.published is None:
        return item
    days = of_edtf(item.published)
    if days is None or days.lo <= (now + _AHEAD).date().toordinal():
        return item
    origin = item.origin or item.id
    return failure(DocumentError("D015", origin, published=item.published), origin=origin, key=item.key)


def _write(
    engine: Engine, outcomes: list[tuple[Reading | Failure, Report | None]], done: Added, now: datetime
) -> None:
    """One step: readings, failures and what follows from them for the picture."""
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    found = [outcome for outcome, _ in outcomes if isinstance(outcome, Reading)]
    failed = [(outcome, report) for outcome, report in outcomes if isinstance(outcome, Failure)]
    with writing(engine) as connection:
        new, replaced = reports.save(connection, found, now=at)
        failures.save(connection, failed, now=at)
        failures.forget(connection, [(r.report.origin or r.report.id, r.report.key) for r in found])
        mine = {r.report.id: r for r in found if r.report.id in new}
        refresh(connection, new, replaced, readings=mine)
    done.versions += len(replaced)
    done.new += len(new) - len(replaced)
    done.known += len(found) - len(new)
    done.failed += len(failed)
    done.claims += sum(len(r.claims) for r in mine.values())


def read_again(
    engine: Engine,
    *,
    processes: int = 1,
    every: bool = False,
    progress: Progress | None = None,
) -> Added:
    """Read stored reports again with this version; people's decisions keep hold of the words they are about.

    Args:
        engine: The store.
        processes: How many read at once.
        every: All reports, and not only those that were read with other data.
        progress: Called after each step.
    Returns:
        `new` counts the reports that were read again; a report that cannot be read now keeps its old reading.
    """
    with reading(engine) as connection:
        wanted = reports.read_with_other_data(connection, every=every)
    done = Added()
    for part in _parts(run(_stored(engine, wanted), processes=processes)):
        found = {o.report.id: o for o in part if isinstance(o, Reading)}
        with writing(engine) as connection:
            reports.replace_readings(connection, list(found.values()))
            refresh(connection, list(found), readings=found)
        done.new += len(found)
        done.failed += len(part) - len(found)
        done.claims += sum(len(r.claims) for r in found.values())
        if progress is not None:
            progress(done)
    return done


def _stored(engine: Engine, ids: list[str]) -> Iterator[Report]:
    for at in range(0, len(ids), _LOOK):
        with reading(engine) as connection:
            found = reports.reports(connection, ids[at : at + _LOOK])
        yield from (found[one] for one in sorted(found))


def _parts(outcomes: Iterator[Reading | Failure]) -> Iterator[list[Reading | Failure]]:
    while part := list(itertools.islice(outcomes, STEP)):
        yield part

"""Reading in several processes: chunks go out, outcomes come back in order, a dead process is replaced."""

from __future__ import annotations

import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from sayso.errors import DocumentError, SaysoError
from sayso.read.failures import failure
from sayso.reading import Reading
from sayso.records import Failure, Report

_AHEAD = 3  # chunks in flight for each process: enough to keep it busy, few enough to hold in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """An error that ends the run, in parts: exceptions with fields do not travel between processes."""

    kind: type[SaysoError]
    code: str
    where: str
    values: dict[str, object]


Chunk = list[Report | Failure]
Outcomes = list[Reading | Failure] | _Refused


def read_in_pool(
    reports: Iterable[Report | Failure], *, processes: int, chunk: int, explain: bool = False
) -> Iterator[Reading | Failure]:
    """`read_one` over reports in `processes` processes, `chunk` at a time; outcomes in the reports' order."""
    chunks = _chunks(iter(reports), chunk)
    waiting: deque[tuple[Chunk, Future[Outcomes]]] = deque()
    pool = _pool(processes)
    try:
        while True:
            for part in itertools.islice(chunks, processes * _AHEAD - len(waiting)):
                waiting.append((part, _submit(pool, part, explain)))
            if not waiting:
                return
            part, future = waiting.popleft()
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                outcomes = _read_apart(part, explain)
                pool = _pool(processes)
                waiting = deque((other, _again(pool, other, old, explain)) for other, old in waiting)
            if isinstance(outcomes, _Refused):
                raise outcomes.kind(outcomes.code, outcomes.where, **outcomes.values)
            yield from outcomes
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _chunks(reports: Iterator[Report | Failure], size: int) -> Iterator[Chunk]:
    while part := list(itertools.islice(reports, size)):
        yield part


def _pool(processes: int) -> ProcessPoolExecutor:
    # "spawn" starts clean: the same on every system, and no lock or thread of the caller's is copied along
    return ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts
    )


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the one that writes has something to finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(pool: ProcessPoolExecutor, part: Chunk, explain: bool) -> Future[Outcomes]:
    try:
        return pool.submit(_read_chunk, part, explain)
    except BrokenProcessPool as error:
        broken: Future[Outcomes] = Future()
        broken.set_exception(error)
        return broken


def _again(pool: ProcessPoolExecutor, part: Chunk, old: Future[Outcomes], explain: bool) -> Future[Outcomes]:
    """The chunk's future: the old one if its outcomes had come, else a new one."""
    return (
        old
        if old.done() and not old.cancelled() and old.exception() is None
        else _submit(pool, part, explain)
    )


def _read_chunk(part: Chunk, explain: bool = False) -> Outcomes:
    from sayso.run import read_some

    try:
        return list(read_some(part, explain=explain))
    except SaysoError as error:
        return _Refused(kind=type(error), code=error.code, where=error.where, values=error.values)


def _read_apart(part: Chunk, explain: bool) -> Outcomes:
    """Read the reports of a chunk that killed its process: each in a process of its own."""
    outcomes: list[Reading | Failure] = []
    for report in part:
        with _pool(1) as pool:
            try:
                found = pool.submit(_read_chunk, [report], explain).result()
            except BrokenProcessPool:
                reason = "the process that read it died; it may have run out of memory"
                origin = report.origin or (report.id if isinstance(report, Report) else "")
                error = DocumentError("D011", origin, reason=reason)
                found = [failure(error, origin=origin, key=report.key, stage="extract")]
        if isinstance(found, _Refused):
            return found
        outcomes.extend(found)
    return outcomes

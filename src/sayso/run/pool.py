"""Reading in several processes: chunks go out, outcomes come back in order, a process that dies is replaced."""

from __future__ import annotations

import itertools
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from sayso.errors import DocumentError
from sayso.read.failures import failure
from sayso.reading import Reading
from sayso.records import Failure, Report

_AHEAD = 3  # chunks in flight for each process: enough to keep it busy, few enough to hold in memory

Chunk = list[Report | Failure]
Outcomes = list[Reading | Failure]


def read_in_pool(
    reports: Iterable[Report | Failure], *, processes: int, chunk: int
) -> Iterator[Reading | Failure]:
    """`read_one` over reports in `processes` processes, `chunk` at a time; outcomes in the reports' order."""
    chunks = iter(lambda it=iter(reports): list(itertools.islice(it, chunk)), [])  # type: ignore[misc]
    waiting: deque[tuple[Chunk, Future[Outcomes]]] = deque()
    pool = _pool(processes)
    try:
        while True:
            for part in itertools.islice(chunks, processes * _AHEAD - len(waiting)):
                waiting.append((part, _submit(pool, part)))
            if not waiting:
                return
            part, future = waiting.popleft()
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                outcomes = [_read_apart(report) for report in part]
                pool = _pool(processes)
                waiting = deque((other, _again(pool, other, old)) for other, old in waiting)
            yield from outcomes
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    # "spawn" starts clean: the same on every system, and no lock or thread of the caller's is copied along
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, part: Chunk) -> Future[Outcomes]:
    try:
        return pool.submit(_read_chunk, part)
    except BrokenProcessPool as error:
        broken: Future[Outcomes] = Future()
        broken.set_exception(error)
        return broken


def _again(pool: ProcessPoolExecutor, part: Chunk, old: Future[Outcomes]) -> Future[Outcomes]:
    """The chunk's future: the old one if its outcomes had come, else a new one."""
    return old if old.done() and not old.cancelled() and old.exception() is None else _submit(pool, part)


def _read_chunk(part: Chunk) -> Outcomes:
    from sayso.run import read_one

    return [read_one(report) for report in part]


def _read_apart(report: Report | Failure) -> Reading | Failure:
    """Read a report that may be what killed a process: in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(_read_chunk, [report]).result()[0]
        except BrokenProcessPool:
            reason = "the process that read it died; it may have run out of memory"
            error = DocumentError("D011", report.origin or "", reason=reason)
            return failure(error, origin=report.origin or "", key=report.key, stage="extract")

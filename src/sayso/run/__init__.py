"""Many reports -> readings: in order, in one process or several, and a bad report never ends the run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sayso.errors import DocumentError, SaysoError
from sayso.read import from_path
from sayso.read.failures import failure
from sayso.reading import Reading
from sayso.records import Failure, Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Progress", "read_one", "read_some", "run"]

Progress = Callable[[int, Reading | Failure], None]


def run(
    inputs: Iterable[str | os.PathLike[str] | Report | Failure],
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    processes: int = 1,
    chunk: int = 8,
    explain: bool = False,
    progress: Progress | None = None,
) -> Iterator[Reading | Failure]:
    """Read reports from files, or reports that are read already.

    Args:
        inputs: Paths ("-" is standard input), Reports and Failures, mixed as you like.
        published: The date of reports that give none; see `sayso.read.from_path` for this and the next ones.
        outlet: Who published them.
        title: Their headline.
        lang: ISO 639-1; None = told from each text.
        processes: How many work at once.  Each loads the parser (about a second, 200 MB); with more than one,
            call it from a script guarded by `if __name__ == "__main__"`.
        chunk: Reports that a process gets at a time.
        explain: Say for each claim how it came about (`Claim.why`).
        progress: Called after each outcome with how many there are so far, and the outcome.
    Yields:
        One Reading or Failure for each report, in the order of the inputs, whatever `processes` is.
    Raises:
        ModelError, DataError: nothing can be read at all: the parser or the data is missing or unsound.
    """
    reports = _reports(inputs, published=published, outlet=outlet, title=title, lang=lang)
    if processes > 1:
        from sayso.run.pool import read_in_pool

        outcomes = read_in_pool(reports, processes=processes, chunk=max(1, chunk), explain=explain)
    else:
        outcomes = _in_groups(reports, explain)
    for number, outcome in enumerate(outcomes, 1):
        if progress is not None:
            progress(number, outcome)
        yield outcome


def _in_groups(reports: Iterable[Report | Failure], explain: bool) -> Iterator[Reading | Failure]:
    from sayso.extract.together import groups

    for group in groups(reports):
        yield from read_some(group, explain=explain)


def read_some(reports: Sequence[Report | Failure], *, explain: bool = False) -> Iterator[Reading | Failure]:
    """`read_one` over a few reports that are parsed together; where that fails each is parsed on its own."""
    from sayso.extract.together import parse

    sound = [n for n, report in enumerate(reports) if isinstance(report, Report)]
    docs: dict[int, Doc | None] = {}
    with contextlib.suppress(Exception):  # one report must not cost the others; `read_one` says what is wrong
        docs.update(zip(sound, parse([r for r in reports if isinstance(r, Report)]), strict=True))
    for n, report in enumerate(reports):
        yield read_one(report, docs.pop(n, None), explain=explain)


def read_one(report: Report | Failure, doc: Doc | None = None, *, explain: bool = False) -> Reading | Failure:
    """Read one report; what goes wrong with it becomes its Failure.  `doc`: its parse, if there is one already.

    This is the one place that catches every exception: a report that breaks a stage is a bug, but it must not
    cost the other ten thousand.  The Failure (D011) names the exception's type.  Missing models and unsound
    data would fail every report alike, so they are raised.
    """
    if isinstance(report, Failure):
        return report
    from sayso.extract.pipeline import read_report

    origin = report.origin or report.id
    try:
        return read_report(report, doc, explained=explain)
    except DocumentError as error:
        return failure(error, origin=origin, key=report.key, stage="extract")
    except SaysoError:
        raise
    except Exception as error:  # noqa: BLE001 - see above: the run's one boundary
        reason = f"{type(error).__name__}: {error}"[:300]
        return failure(
            DocumentError("D011", origin, reason=reason), origin=origin, key=report.key, stage="extract"
        )


def _reports(
    inputs: Iterable[str | os.PathLike[str] | Report | Failure],
    *,
    published: str | date | None,
    outlet: str | None,
    title: str | None,
    lang: str | None,
) -> Iterator[Report | Failure]:
    for item in inputs:
        if isinstance(item, (Report, Failure)):
            yield item
        else:
            yield from from_path(item, published=published, outlet=outlet, title=title, lang=lang)

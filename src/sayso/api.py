"""The library's front door: text or reports in, readings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.reading import Reading
from sayso.records import Report


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    explain: bool = False,
) -> Reading:
    """Read one report.

    Args:
        text: The report as printed; offsets in the result count its code points.
        published: When it came out, EDTF of any precision; None = unknown (a date that heads the text is used).
        outlet: Who published it; never a source of its own claims.
        title: Its headline, if it is not part of the text.
        lang: ISO 639-1; None = told from the text.
        explain: Say for each claim how it came about, in `Claim.why`; it costs some time.
    Raises:
        DocumentError: the text is empty, too long, of an unsupported language, or `published` is no EDTF.
        ModelError: the parser is not installed.
    """
    from sayso.extract.pipeline import read_report
    from sayso.read import from_text

    report = from_text(text, published=published, outlet=outlet, title=title, lang=lang)
    return read_report(report, explained=explain)


def read_many(reports: Iterable[Report], *, explain: bool = False) -> Iterator[Reading]:
    """Read reports, in order; some are taken from `reports` ahead, to be parsed together.

    Args:
        reports: The reports.
        explain: As in `read`.
    """
    from sayso.extract.pipeline import read_reports

    yield from read_reports(reports, explained=explain)

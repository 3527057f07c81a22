"""Web archives (WARC) -> Reports: one a page that was answered with HTML."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import DocumentError
from sayso.read.encoding import PAGE_LIMIT
from sayso.read.failures import Given, failure
from sayso.read.html import from_html
from sayso.records import Failure, Report

_HTML = ("text/html", "application/xhtml+xml")


def from_warc(stream: BinaryIO, *, name: str, given: Given) -> Iterator[Report | Failure]:
    """Read the pages of an archive, compressed or not, one record at a time.

    Records that are no HTML answer with status 200 are passed over: an archive holds pictures and redirects too.
    A page without an article is a Failure; so is an archive that breaks off (D010).
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    seen = False
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            seen = True
            answer = record.http_headers
            kind = (record.http_content_type or "").lower()
            if answer is None or answer.status_code != 200 or not kind.startswith(_HTML):
                continue
            yield _page(
                record.reader.read(5 * PAGE_LIMIT), record.headers.get("WARC-Target-URI"), name, given
            )
    except (OSError, ValueError, RuntimeError) as error:
        yield failure(DocumentError("D010", name, reason=str(error)), origin=name)
        return
    if not seen:
        yield failure(DocumentError("D002", name), origin=name)


def _page(data: bytes, url: str | None, name: str, given: Given) -> Report | Failure:
    origin = f"{name}:{url}" if url else name
    try:
        return from_html(data, name=origin, given={**given, "url": given.get("url") or url})
    except DocumentError as error:
        return failure(error, origin=origin, key=url)

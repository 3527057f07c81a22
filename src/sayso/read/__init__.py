"""Bytes -> Report: text, web pages, feeds, archives and JSON Lines, with an encoding, a date and a language each.

`from_text` makes one report and raises; the others read files and give a Failure for what can't be read, so
that one bad file or line never ends a run.  Imports here are light: HTML and language parts load when used.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sayso.errors import DocumentError
from sayso.read.encoding import LIMIT, PAGE_LIMIT, decode
from sayso.read.failures import Given, failure
from sayso.read.text import from_text, report_id
from sayso.records import Failure, Report

__all__ = ["LIMIT", "from_bytes", "from_path", "from_paths", "from_text", "report_id"]

STDIN = "-"
_KINDS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
}


def from_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
) -> Iterator[Report | Failure]:
    """Read files one after the other; see `from_path`."""
    for path in paths:
        yield from from_path(path, published=published, outlet=outlet, title=title, lang=lang, url=url)


def from_path(
    path: str | os.PathLike[str],
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
) -> Iterator[Report | Failure]:
    """Read the reports of one file: text, .html, .json, .jsonl, feeds, .warc; "-" is standard input.

    Args:
        path: The file.  A name that does not tell its kind is told by how the content starts.
        published: The date of text and web pages (it goes before the one that they state), and of those
            JSON reports that have none of their own; so for the fields below.
        outlet: Who published it.
        title: Its headline.
        lang: ISO 639-1; None = told from the text.
        url: Where it was published.
    Yields:
        Reports, and a Failure with the catalogue's code for each that can't be read; nothing is raised.
    """
    given: Given = {"published": published, "outlet": outlet, "title": title, "lang": lang, "url": url}
    name = os.fspath(path)
    try:
        with _opened(name) as stream:
            if _is_warc(name):
                from sayso.read.warc import from_warc

                yield from from_warc(stream, name=name, given=given)
            elif _KINDS.get(Path(name).suffix.lower()) == "jsonl":
                from sayso.read.jsonl import from_lines

                yield from from_lines(stream, name=name, given=given)
            else:
                yield from _from_data(_content(stream, name), name=name, given=given)
    except (DocumentError, OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        yield failure(_unreadable(error, name), origin=name)


def _is_warc(name: str) -> bool:
    return name.lower().endswith((".warc", ".warc.gz"))


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name == STDIN:
        return nullcontext(sys.stdin.buffer)
    if Path(name).is_dir():
        raise DocumentError("D016", name, path=name)
    return Path(name).open("rb")


def _content(stream: BinaryIO, name: str) -> bytes:
    """The whole of a file, or as much of it as proves that it is too long for one report."""
    kind = _KINDS.get(Path(name).suffix.lower())
    if kind == "json":
        return stream.read()  # may hold many reports
    return stream.read(5 * LIMIT if kind == "text" else 5 * PAGE_LIMIT)


def from_bytes(
    data: bytes,
    *,
    name: str,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
) -> Iterator[Report | Failure]:
    """Read the reports of a file's content; `name` tells its kind and origin.  Otherwise as `from_path`."""
    given: Given = {"published": published, "outlet": outlet, "title": title, "lang": lang, "url": url}
    yield from _from_data(data, name=name, given=given)


def _from_data(data: bytes, *, name: str, given: Given) -> Iterator[Report | Failure]:
    kind = _KINDS.get(Path(name).suffix.lower()) or _sniff(data)
    if kind in {"json", "jsonl"}:
        from sayso.read.jsonl import from_json, from_lines

        if kind == "json":
            yield from from_json(data, name=name, given=given)
        else:
            yield from from_lines(io.BytesIO(data), name=name, given=given)
        return
    if kind == "feed":
        from sayso.read.feed import from_feed

        yield from from_feed(data, name=name, given=given)
        return
    try:
        if kind == "html" and data.strip():
            from sayso.read.html import from_html

            yield from_html(data, name=name, given=given)
        else:
            yield from_text(decode(data, where=name), **given, origin=name)
    except DocumentError as error:
        yield failure(error, origin=name)


def _sniff(data: bytes) -> str:
    """The kind of content whose name does not tell: standard input, or a file without a known ending."""
    from sayso.read.feed import looks_like_feed
    from sayso.read.html import looks_like_html

    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b'{"'):
        return "jsonl"
    if start.startswith(b'[{"'):
        return "json"
    if looks_like_feed(start):
        return "feed"
    return "html" if looks_like_html(start) else "text"


def _unreadable(error: Exception, name: str) -> DocumentError:
    if isinstance(error, DocumentError):
        return error
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return DocumentError("D001", name)
    return DocumentError("D010", name, reason=getattr(error, "strerror", None) or str(error))

"""Plain text -> Report."""

from __future__ import annotations

import hashlib
import re
from datetime import date

from sayso.errors import DocumentError
from sayso.read import dates, head, language
from sayso.read.encoding import LIMIT
from sayso.records import Report

_SURROGATE = re.compile("[\ud800-\udfff]")


def from_text(
    text: str,
    *,
    published: str | date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
    origin: str | None = None,
    key: str | None = None,
) -> Report:
    """Make a report of a text; `Report.text` is the very text that was given.

    Args:
        text: The report as printed.  It may start with a date head (" date 2017-07 …") or a dateline.
        published: When it came out, EDTF of any precision; None = take it from the head or the dateline.
        outlet: Who published it.
        title: Its headline, if it is not part of the text.
        lang: ISO 639-1; None = told from the text.
        url: Where it was published.
        origin: The file or line it was read from; names it in messages.
        key: The id that the origin gave it.
    Raises:
        DocumentError: D002 empty, D003 no text, D005 too long, D007 no date, D008 language not supported.
    """
    where = origin or ""
    if len(text) > LIMIT:
        raise DocumentError("D005", where, size=len(text), limit=LIMIT)
    if _SURROGATE.search(text):
        raise DocumentError("D003", where, kind="half characters (lone surrogates)")
    start = head.body_start(text)
    if not text[start:].strip():
        raise DocumentError("D002", where)
    day = dates.published(published, where=where) or head.head_date(text)
    code = language.known(lang, where=where) if lang else language.detect(text[start:], where=where)
    if day is None and (line := head.dateline(text, start, lang=code)) is not None:
        day = line.edtf
    outlet = _said(outlet)
    return Report(
        id=report_id(text, day, outlet),
        text=text,
        published=day,
        outlet=outlet,
        title=_said(title),
        language=code,
        url=_said(url),
        origin=origin,
        key=key,
    )


def report_id(text: str, published: str | None, outlet: str | None) -> str:
    """The report's id: "r" and 16 hex digits of SHA-256 over text, date and outlet, parted by NUL, in UTF-8.

    The same words from another outlet or of another day are another report; names and titles do not count.
    """
    content = "\0".join((text, published or "", outlet or ""))
    return "r" + hashlib.sha256(content.encode()).hexdigest()[:16]


def _said(value: str | None) -> str | None:
    """A field that says something; absent is None, never an empty string."""
    return (value or "").strip() or None

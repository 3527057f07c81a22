"""A web page -> Report: the article's own text by trafilatura, its date only if the page states one."""

from __future__ import annotations

import codecs
import functools
import logging
import re
import warnings
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.errors import DocumentError
from sayso.read.encoding import PAGE_LIMIT, decode, refuse_binary
from sayso.read.failures import Given, filled
from sayso.read.page import stated_date, stated_outlet
from sayso.read.text import from_text
from sayso.records import Report

if TYPE_CHECKING:
    from trafilatura.settings import Document

_SHORTEST = "40"  # characters below which trafilatura falls back to all text of the page, menus included
_WORDS = 8  # in a line: what has no line this long is a menu or a notice, not an article
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w-]{2,30})", re.IGNORECASE)
_XML = re.compile(r"\s{0,100}<\?xml[^>]{0,200}\?>")
_LOOKS = re.compile(
    rb"\s{0,1000}(?:<!--.{0,2000}?-->\s{0,100})?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)

# "Publié le <time>…</time>": the date is read from the element, the line is no part of the article
_BYLINE = "//*[self::p or self::div or self::span][.//time][string-length(normalize-space(.)) < 80]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says of itself, and its article's text with one paragraph a line."""

    text: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


def looks_like_html(data: bytes) -> bool:
    """Does it start as a web page does?  For files whose name does not tell."""
    return _LOOKS.match(data[:4096]) is not None


def from_html(data: bytes, *, name: str, given: Given) -> Report:
    """Make a report of a web page.  What the caller says of it goes before what the page says.

    Raises:
        DocumentError: D006 no article in it, and what `decode` and `from_text` raise.
    """
    page = read_page(_decode(data, name), where=name)
    known: Given = {"published": page.published, "outlet": page.outlet, "title": page.title, "url": page.url}
    return from_text(page.text, **(known | filled(given)), origin=name)


def _decode(data: bytes, name: str) -> str:
    """Decode by the page's own word, if it is a true one."""
    if (match := _CHARSET.search(data[:4096])) and not data.startswith(
        (codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")
    ):
        refuse_binary(data, name)
        try:
            codec = codecs.lookup(match[1].decode("ascii")).name
            text = data.decode("cp1252" if codec in {"iso8859-1", "ascii"} else codec)  # as browsers do
        except (LookupError, UnicodeError):
            pass  # no such encoding, or the page is in another one than it says
        else:
            if isinstance(text, str) and len(text) <= PAGE_LIMIT and text.strip():
                return text
    return decode(data, where=name, limit=PAGE_LIMIT)


def read_page(html: str, *, where: str = "") -> Page:
    """Find the article in a page.

    Raises:
        DocumentError: D006, there is none.
    """
    html = _XML.sub("", html, count=1)  # lxml refuses text that names an encoding
    found = _extract(html)
    text = (found.text or "").strip() if found is not None else ""
    title = (found.title or "").strip() or None if found is not None else None
    first, _, rest = text.partition("\n")
    if title and first.strip() == title and rest.strip():
        text = rest.strip()  # the headline is kept as the title: one event told twice is no second event
    if found is None or not any(len(line.split()) >= _WORDS for line in text.splitlines()):
        raise DocumentError("D006", where)
    return Page(
        text=text,
        title=title,
        outlet=stated_outlet(html) or found.sitename,
        published=stated_date(html),
        url=found.url,
    )


def _extract(html: str) -> Document | None:
    """The article by trafilatura; None where it finds none or stumbles over the page."""
    from trafilatura import bare_extraction

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the page's markup: nobody here can mend it
        try:
            found = bare_extraction(
                html,
                with_metadata=True,
                include_comments=False,
                include_tables=False,
                prune_xpath=_BYLINE,
                date_extraction_params={"extensive_search": False, "original_date": True},
                config=_settings(),
            )
        except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError, LookupError):
            return None  # on broken markup trafilatura and lxml raise these; the page is kept as a failure
    return found  # type: ignore[return-value]


@functools.cache
def _settings() -> ConfigParser:
    from trafilatura.settings import DEFAULT_CONFIG

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it would log, D006 says
    settings = deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = _SHORTEST
    return settings

"""RSS and Atom feeds -> Reports: one an entry, with the feed's title as the outlet."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from sayso.errors import DocumentError
from sayso.read.encoding import PAGE_LIMIT
from sayso.read.failures import Given, failure, filled
from sayso.read.text import from_text
from sayso.records import Failure, Report

TIMEOUT = 30  # seconds
_LOOKS = re.compile(
    rb"\s{0,1000}(?:<\?xml[^>]{0,200}\?>\s{0,1000})?(?:<!--.{0,2000}?-->\s{0,100})?<(?:rss|feed|rdf:RDF)\b",
    re.S,
)


def looks_like_feed(data: bytes) -> bool:
    """Does it start as a feed does?"""
    return _LOOKS.match(data[:4096]) is not None


def fetch(url: str) -> bytes:
    """The content of a feed's address (http, https), at most `5 * PAGE_LIMIT` bytes.

    Raises:
        DocumentError: D014, it cannot be had.
    """
    if not url.startswith(("http://", "https://")):
        raise DocumentError("D014", url, reason="only http and https addresses")
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:
            content: bytes = answer.read(5 * PAGE_LIMIT)
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise DocumentError("D014", url, reason=str(getattr(error, "reason", error))) from error
    return content


def from_feed(data: bytes, *, name: str, given: Given) -> Iterator[Report | Failure]:
    """Read the entries of a feed; an entry without a text is a Failure.

    An entry's text is its content, else its summary, without markup.  What is not well formed is read as far
    as it goes; what is no feed at all is one Failure (D013).
    """
    import feedparser

    found = feedparser.parse(data)
    if not found.entries and (found.bozo or not found.version):
        reason = str(found.get("bozo_exception", "no entries"))
        yield failure(DocumentError("D013", name, reason=reason), origin=name)
        return
    outlet = found.feed.get("title")
    for number, entry in enumerate(found.entries, 1):
        origin = f"{name}:{number}"
        key = entry.get("id") or entry.get("link")
        own: Given = {
            "published": _when(entry),
            "outlet": outlet,
            "title": entry.get("title"),
            "url": entry.get("link"),
        }
        try:
            known: Given = {**given, **filled(own)}
            yield from_text(_text(entry), **known, origin=origin, key=key)
        except DocumentError as error:
            yield failure(error, origin=origin, key=key)


def _when(entry: Any) -> str | None:
    """When an entry was published, to the second, in UTC as feedparser gives it."""
    told = entry.get("published_parsed") or entry.get("updated_parsed")
    if not told:
        return None
    year, month, day, hour, minute, second = told[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+00:00"


def _text(entry: Any) -> str:
    parts = [part.get("value", "") for part in entry.get("content", [])]
    markup = max([*parts, entry.get("summary", "")], key=len)
    if "<" not in markup:
        return str(markup).strip()
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return re.sub(r"<[^>]{0,500}>", " ", markup).strip()
    lines = []
    for block in tree.iter("p", "div", "li", "h1", "h2", "h3", "blockquote"):
        own = (
            "".join(t for t in block.itertext())
            if block.tag != "div" or not len(block)
            else (block.text or "")
        )
        lines.append(" ".join(own.split()))
    return "\n".join(line for line in lines if line) or " ".join(tree.text_content().split())

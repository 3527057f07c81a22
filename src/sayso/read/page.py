"""What a web page states about itself in its head: when it was published, to the minute, and by whom.

Only what is written for machines counts (JSON-LD, meta elements, `<time datetime>`); a day that is guessed
from an address or a footer would date every "mardi" in the report wrongly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from sayso.read.dates import normal

_META = (  # attribute, value: in the order of trust
    ("property", "article:published_time"),
    ("property", "og:article:published_time"),
    ("itemprop", "datePublished"),
    ("name", "datePublished"),
    ("name", "date"),
    ("name", "dc.date.issued"),
    ("name", "DC.date.issued"),
    ("name", "dc.date"),
    ("name", "DC.date"),
    ("name", "dcterms.created"),
    ("name", "article.published"),
    ("name", "publish-date"),
    ("name", "pubdate"),
)
_SITE = (("property", "og:site_name"), ("name", "application-name"), ("name", "publisher"))
_ARTICLE = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting", "Report")
_DEPTH = 6  # how deep JSON-LD is searched


def stated_date(page: str) -> str | None:
    """When the page says that it was published, as EDTF; None if it does not say."""
    tree = _tree(page)
    if tree is None:
        return None
    for value in (*_from_articles(tree, "datePublished"), *_meta(tree, _META), *_times(tree)):
        if (found := normal(value.strip())) is not None:
            return found
    return None


def stated_outlet(page: str) -> str | None:
    """The outlet that the page names as its publisher."""
    tree = _tree(page)
    if tree is None:
        return None
    return next(
        (v.strip() for v in (*_meta(tree, _SITE), *_from_articles(tree, "publisher")) if v.strip()), None
    )


def _tree(page: str) -> Any:
    try:
        return lxml_html.document_fromstring(page)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _meta(tree: Any, names: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for attribute, value in names:
        for element in tree.iterfind(f".//*[@{attribute}='{value}']"):
            if content := element.get("content") or element.get("datetime"):
                yield content


def _times(tree: Any) -> Iterator[str]:
    """`<time datetime>`: the one marked as the date of publication, else the first inside an article."""
    marked = [t for t in tree.iterfind(".//time[@datetime]") if t.get("pubdate") is not None]
    inside = [t for article in tree.iterfind(".//article") for t in article.iterfind(".//time[@datetime]")]
    yield from (str(t.get("datetime")) for t in [*marked, *inside][:1])


def _from_articles(tree: Any, field: str) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value, _DEPTH):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(kind in _ARTICLE for kind in kinds):
                said = node.get(field)
                said = said.get("name") if isinstance(said, dict) else said
                if isinstance(said, str):
                    yield said


def _nodes(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _nodes(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part, depth - 1)

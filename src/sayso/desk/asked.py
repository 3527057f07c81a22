"""What the address of a view asks for: the same fields for the table, the pictures and the files beside them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from sayso.link.days import of_edtf
from sayso.store.listing import SORTS, Looked

PAGE = 50
FILE = 5000  # rows of a file beside a view
Text = Annotated[str | None, Query(max_length=200)]
Short = Annotated[str | None, Query(max_length=40)]


def looked(
    q: Text = None,
    status: Short = None,
    type: Short = None,
    country: Short = None,
    period: Short = None,
    since: Short = None,
    until: Short = None,
    origins: Annotated[str | None, Query(max_length=9)] = None,
    disputed: Short = None,
    actor: Text = None,
    sort: Short = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Looked:
    """The fields of an address; what is empty or makes no sense narrows nothing."""
    return Looked(
        q=_clean(q),
        status=_clean(status),
        type=(_clean(type) or "").upper() or None,
        country=(_clean(country) or "").upper() or None,
        period=_dated(period),
        since=_dated(since),
        until=_dated(until),
        origins=int(origins) if origins and origins.isascii() and origins.isdigit() else None,
        disputed=bool(_clean(disputed)) and disputed != "0",
        actor=_clean(actor),
        sort=sort if sort in SORTS else SORTS[0],
        limit=PAGE,
        offset=(page - 1) * PAGE,
    )


def _clean(text: str | None) -> str | None:
    """Without what no database takes."""
    found = "".join(c for c in text if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF) if text else ""
    return found if found.strip() else None


def _dated(edtf: str | None) -> str | None:
    found = (_clean(edtf) or "").strip()
    return found if found and of_edtf(found) is not None else None

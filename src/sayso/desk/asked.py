"""What the address of a view asks for: the same fields for the table, the pictures and the files beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query

from sayso.errors import DeskError
from sayso.link.days import of_edtf
from sayso.store.listing import SORTS, Looked

PAGE = 50
FILE = 5000  # rows of a file beside a view
Text = Annotated[str | None, Query(max_length=200)]
Short = Annotated[str | None, Query(max_length=40)]


async def looked(
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
    """The fields of an address; what is empty narrows nothing.

    Raises:
        DeskError: W015, a date, an order or a number that is none.
    """
    return Looked(
        q=_clean(q),
        status=_clean(status),
        type=(_clean(type) or "").upper() or None,
        country=(_clean(country) or "").upper() or None,
        period=_dated("period", period),
        since=_dated("since", since),
        until=_dated("until", until),
        origins=_counted("origins", origins),
        disputed=bool(_clean(disputed)) and disputed != "0",
        actor=_clean(actor),
        sort=_known("sort", sort, SORTS) or SORTS[0],
        limit=PAGE,
        offset=(page - 1) * PAGE,
    )


def _clean(text: str | None) -> str | None:
    """Without what no database takes."""
    found = "".join(c for c in text if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF) if text else ""
    return found if found.strip() else None


def _dated(name: str, edtf: str | None) -> str | None:
    found = (_clean(edtf) or "").strip()
    if found and of_edtf(found) is None:
        raise DeskError("W015", name, value=found, reason=_REASONS["date"])
    return found or None


def _counted(name: str, number: str | None) -> int | None:
    found = (_clean(number) or "").strip()
    if found and not (found.isascii() and found.isdigit()):
        raise DeskError("W015", name, value=found, reason=_REASONS["number"])
    return int(found) if found else None


def _known(name: str, value: str | None, values: Sequence[str]) -> str | None:
    found = _clean(value)
    if found and found not in values:
        raise DeskError("W015", name, value=found, reason=", ".join(values))
    return found


_REASONS = {"date": "YYYY, YYYY-MM or YYYY-MM-DD", "number": "0, 1, 2, …"}

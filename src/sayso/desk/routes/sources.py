"""The sources and their track record."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.asked import PAGE
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.desk.kept import Sheet
from sayso.exchange import tables
from sayso.store import people

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Page = Annotated[int, Query(ge=1, le=100_000)]
MOST = 5000


@router.get("/sources", response_class=Response)
def page(call: Here, page: Page = 1) -> Response:
    """Who is quoted, and what became of what they said."""

    def made(connection: Connection) -> dict[str, Any]:
        found = call.remember(
            connection,
            ("sources", page),
            lambda: people.sources(connection, limit=PAGE + 1, offset=(page - 1) * PAGE),
            size=lambda made: 500 * len(made),
        )
        outlets = call.remember(connection, ("outlets",), lambda: people.outlets(connection))
        return {"found": found[:PAGE], "more": len(found) > PAGE, "number": page, "outlets": outlets}

    return call.kept("sources.html", made)


@router.get("/sources.json")
def as_records(call: Here) -> Response:
    """The sources as records."""
    return call.file(lambda c: as_json(people.sources(c, limit=MOST)))


@router.get("/sources.csv", response_class=Response)
def as_table(call: Here) -> Response:
    """The sources, one row each."""

    def made(connection: Connection) -> Sheet:
        rows = tables.sources(people.sources(connection, limit=MOST))
        return as_csv(rows, list(tables.codebook()["sources"]), "sources")

    return call.file(made)

"""The sources and their track record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from sayso.desk.asked import PAGE
from sayso.desk.call import Call, call
from sayso.desk.formats import as_csv, as_json
from sayso.exchange import tables
from sayso.store import people

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Page = Annotated[int, Query(ge=1, le=100_000)]
MOST = 5000


@router.get("/sources", response_class=Response)
def page(call: Here, page: Page = 1) -> Response:
    """Who is quoted, and what became of what they said."""
    _ = call.person
    with call.look() as connection:
        found = call.state.memory.get(
            connection,
            ("sources", page),
            lambda: people.sources(connection, limit=PAGE + 1, offset=(page - 1) * PAGE),
        )
        outlets = call.state.memory.get(connection, "outlets", lambda: people.outlets(connection))
    return call.page("sources.html", found=found[:PAGE], more=len(found) > PAGE, number=page, outlets=outlets)


@router.get("/sources.json")
def as_records(call: Here) -> Response:
    """The sources as records."""
    _ = call.person
    with call.look() as connection:
        return as_json(people.sources(connection, limit=MOST))


@router.get("/sources.csv", response_class=Response)
def as_table(call: Here) -> Response:
    """The sources, one row each."""
    _ = call.person
    with call.look() as connection:
        rows = tables.sources(people.sources(connection, limit=MOST))
    return as_csv(rows, list(tables.codebook()["sources"]), "sources")

"""The routes of the desk, by what they are about; each file has one router."""

from __future__ import annotations

from sayso.desk.routes import (
    actors,
    add,
    commitments,
    decide,
    event,
    events,
    front,
    manage,
    notes,
    pictures,
    report,
    sign,
    sources,
    system,
    work,
)

ALL = tuple(
    module.router
    for module in (
        front,
        events,
        pictures,
        event,
        report,
        actors,
        commitments,
        sources,
        work,
        decide,
        notes,
        add,
        sign,
        manage,
        system,
    )
)

"""Where an event went that was merged with another: its id still leads to the telling that it was named after."""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link.event import event_id
from sayso.store import schema

_ID = re.compile(r"e[0-9a-f]{12}")


def heir(connection: Connection, id_: str) -> str | None:
    """The event that tells what an event of this id told; None where there is none, or it is there itself."""
    if not _ID.fullmatch(id_):
        return None
    own = schema.telling.c
    for telling, event in connection.execute(sa.select(own.id, own.event)):
        if event and event_id([telling]) == id_:
            return str(event) if event != id_ else None
    return None

"""Where an event went that was merged with another: its id still leads to the telling that it was named after."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link.event import event_id
from sayso.store import schema


def heirs(connection: Connection) -> dict[str, str]:
    """Every id that an event can have had -> the event that tells what it told, itself where it is there still."""
    own = schema.telling.c
    rows = connection.execute(sa.select(own.id, own.event).where(own.event.is_not(None)))
    return {event_id([telling]): event for telling, event in rows}

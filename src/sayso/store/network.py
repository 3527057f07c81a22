"""Who did what to whom: actors as nodes, events between them as links, counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.store import schema
from sayso.store.among import among
from sayso.store.listing import Looked, ids_of
from sayso.store.people import actors_by_id

_EVENTS = 3000  # that are looked at, the last told first


def network(connection: Connection, looked: Looked, *, nodes: int = 60) -> dict[str, list[dict[str, Any]]]:
    """The busiest actors of the events that fit, and what went between them.

    Returns:
        `nodes`: id, label, kind (country and sector code), n;
        `links`: source, target, type, n, and the id of one event.
    """
    from dataclasses import replace

    ids = ids_of(connection, replace(looked, limit=_EVENTS, offset=0))
    party, name, event = schema.event_party.c, schema.actor_name.c, schema.event.c
    keys = sa.select(name.key, sa.func.min(name.actor).label("actor")).group_by(name.key).subquery()
    chosen = (
        sa.select(party.event, party.role, keys.c.actor, event.type)
        .join(keys, keys.c.key == party.key)
        .join(schema.event, event.id == party.event)
        .where(party.role != "source", keys.c.actor != "", among(connection, party.event, ids))
        .distinct()
    )
    sides: dict[str, dict[str, set[str]]] = {}
    types: dict[str, str] = {}
    for one, role, actor, kind in connection.execute(chosen):
        sides.setdefault(one, {"actor": set(), "recipient": set()})[role].add(actor)
        types[one] = kind
    links, seen, busy = _links(sides, types)
    shown = {actor for actor, _ in busy.most_common(nodes)}
    about = actors_by_id(connection, sorted(shown))
    return {
        "nodes": [
            {"id": a, "label": about[a].name, "kind": about[a].code, "n": busy[a]}
            for a in sorted(shown, key=lambda a: (-busy[a], a))
            if a in about
        ],
        "links": [
            {"source": s, "target": t, "type": kind, "n": n, "event": seen[s, t, kind]}
            for (s, t, kind), n in sorted(links.items(), key=lambda x: (-x[1], x[0]))
            if s in about and t in about
        ],
    }


Link = tuple[str, str, str]


def _links(
    sides: dict[str, dict[str, set[str]]], types: dict[str, str]
) -> tuple[Counter[Link], dict[Link, str], Counter[str]]:
    """Links from actors to recipients; between the actors of an event that has no recipient."""
    links: Counter[Link] = Counter()
    seen: dict[Link, str] = {}
    busy: Counter[str] = Counter()
    for one, found in sorted(sides.items()):
        left, right = sorted(found["actor"]), sorted(found["recipient"])
        busy.update({*left, *right})
        pairs = [(a, b) for a in left for b in right if a != b]
        if not right:
            pairs = [(a, b) for n, a in enumerate(left) for b in left[n + 1 :]]
        for a, b in pairs:
            links[a, b, types[one]] += 1
            seen.setdefault((a, b, types[one]), one)
    return links, seen, busy

"""Who did what to whom: actors as nodes, events between them as links, counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from sqlalchemy.engine import Connection

from sayso.store.people import actors_by_id
from sayso.store.shown import Narrowed, Shown

_EVENTS = 3000  # that are looked at, the last told first


def network(
    connection: Connection, shown: Shown, found: Narrowed, *, nodes: int = 60
) -> dict[str, list[dict[str, Any]]]:
    """The busiest actors of the events that fit, and what went between them.

    Returns:
        `nodes`: id, label, kind (country and sector code), n;
        `links`: source, target, type, n, and the id of one event.
    """
    links, seen, busy = _links(*_sides(shown, found))
    about = actors_by_id(connection, sorted(actor for actor, _ in busy.most_common(nodes)))
    return {
        "nodes": [
            {"id": a, "label": about[a].name, "kind": about[a].code, "n": busy[a]}
            for a in sorted(about, key=lambda a: (-busy[a], a))
        ],
        "links": [
            {"source": s, "target": t, "type": kind, "n": n, "event": seen[s, t, kind]}
            for (s, t, kind), n in sorted(links.items(), key=lambda x: (-x[1], x[0]))
            if s in about and t in about
        ],
    }


def _sides(shown: Shown, found: Narrowed) -> tuple[dict[str, dict[str, set[str]]], dict[str, str]]:
    """The actors and recipients of the events that were told last, and the events' types."""
    order = shown.order("told")
    chosen = np.zeros(shown.size, dtype=bool)
    chosen[order[found.mask[order]][:_EVENTS]] = True
    rows = chosen[shown.party_event]
    sides: dict[str, dict[str, set[str]]] = {}
    types: dict[str, str] = {}
    kinds = shown.words["type"]
    columns = (shown.party_event[rows], shown.party_side[rows], shown.party_actor[rows])
    for event, recipient, actor in zip(*(column.tolist() for column in columns), strict=True):
        one = shown.ids[event]
        types[one] = kinds.words[kinds.codes[event]]
        own = sides.setdefault(one, {"actor": set(), "recipient": set()})
        own["recipient" if recipient else "actor"].add(shown.actors[actor])
    return sides, types


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

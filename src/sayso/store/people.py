"""Who acts, who holds which post, who is quoted: questions about the people of a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.link.names import who
from sayso.picture import Actor, HeldPost, SourceRecord
from sayso.store import quoted, schema
from sayso.store.among import among, among_those
from sayso.store.asking import fetched
from sayso.store.decisions import Spoken, in_force

LIMIT = 100  # answers, where nobody says how many
_name = schema.actor_name.c


class _Name(NamedTuple):
    """A name that events know, as it is counted."""

    name: str
    code: str
    mentions: int
    actor: str
    because: str


class _Held(NamedTuple):
    """A post that a report gives somebody."""

    post: str
    report: str
    published: str | None
    moment: float | None


def keys_of(connection: Connection, name: str) -> list[str]:
    """The keys of all names of the actor that somebody means by a name: its id, a full name, a short form."""
    it = who(name)
    found = fetched(connection, _MEANT, key=it.key, actor=name)
    if not found and it.last is not None:
        found = fetched(connection, _LAST, last=it.last)
        found = [row for row in found if it.proper <= frozenset(row[1].split()) and it.post is None]
    actors = sorted({actor for actor, _ in found})
    return sorted({key for (key,) in fetched(connection, _KEYS, those=actors)})


_MEANT = (
    sa.select(_name.actor, _name.key)
    .where(sa.or_(_name.key == sa.bindparam("key"), _name.actor == sa.bindparam("actor")))
    .distinct()
)
_LAST = sa.select(_name.actor, _name.key).where(_name.last == sa.bindparam("last")).distinct()
_KEYS = sa.select(_name.key).where(among_those(_name.actor)).distinct()
_OF_KEYS = sa.select(_name.actor).where(among_those(_name.key)).distinct()
_NAMES = (
    sa.select(*(_name[column] for column in _Name._fields))
    .where(among_those(_name.actor))
    .order_by(_name.mentions.desc(), _name.name, _name.code)
)


def actors(connection: Connection, *, limit: int = LIMIT, offset: int = 0) -> list[Actor]:
    """Actors, the most mentioned first, without their posts."""
    total = sa.func.sum(_name.mentions)
    chosen = sa.select(_name.actor).group_by(_name.actor).order_by(total.desc(), _name.actor)
    ids = list(connection.scalars(chosen.limit(limit).offset(offset)))
    found = actors_by_id(connection, ids)
    return [found[one] for one in ids]


def actor(connection: Connection, name: str) -> list[Actor]:
    """The actors that a name can mean, with their posts, the most mentioned first.

    Raises:
        StoreError: S006, there is none.
    """
    keys = keys_of(connection, name)
    ids = [one for (one,) in fetched(connection, _OF_KEYS, those=keys)]
    found = [replace(a, posts=posts(connection, a)) for a in actors_by_id(connection, ids).values()]
    if not found:
        raise StoreError("S006", "", kind="actor", value=name)
    return sorted(found, key=lambda a: (-a.mentions, a.id))


def actors_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Actor]:
    """Actors by id, without their posts."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in map(_Name._make, fetched(connection, _NAMES, those=list(ids))):
        rows[row.actor].append(row)
    return {one: _actor(one, found) for one, found in rows.items()}


def _actor(id_: str, rows: Sequence[Any]) -> Actor:
    codes: dict[str, int] = defaultdict(int)
    for row in rows:
        codes[row.code] += row.mentions if row.code != "UNK" else 0
    named = [r for r in rows if who(r.name, r.code).post is None] or list(rows)
    best = min(named, key=lambda r: (-len(who(r.name, r.code).proper), -r.mentions, len(r.name), r.name))
    return Actor(
        id=id_,
        name=best.name,
        code=min(codes, key=lambda c: (-codes[c], c)),
        names=tuple(dict.fromkeys(r.name for r in rows)),
        mentions=sum(r.mentions for r in rows),
        because=tuple(sorted({r.because for r in rows})),
    )


def posts(connection: Connection, found: Actor) -> tuple[HeldPost, ...]:
    """The posts that reports give an actor, the latest first."""
    keys = sorted({who(name).key for name in found.names})
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in map(_Held._make, fetched(connection, _HELD, those=keys)):
        groups[who(row.post).key].append(row)
    made = [
        HeldPost(
            post=min((r.post for r in rows), key=lambda p: (-len(p), p)),
            first=rows[0].published,
            last=rows[-1].published,
            reports=tuple(dict.fromkeys(r.report for r in rows)),
        )
        for rows in groups.values()
    ]
    return tuple(sorted(made, key=lambda p: (p.last or "", p.post), reverse=True))


_held, _about = schema.held.c, schema.report.c
_HELD = (
    sa.select(_held.post, _held.report, _about.published, _about.moment)
    .join(schema.report, _about.id == _held.report)
    .where(among_those(_held.name))
    .distinct()
    .order_by(_about.moment, _held.report)
)


def sources(connection: Connection, *, limit: int = LIMIT, offset: int = 0) -> list[SourceRecord]:
    """Who is quoted, the most quoted first, and what became of it."""
    letters = Spoken.of(in_force(connection)).reliability()
    return [
        SourceRecord(
            source=row["source"],
            kind=row["kind"],
            quoted=row["quoted"],
            reports=row["reports"],
            confirmed=row["confirmed"],
            contradicted=row["contradicted"],
            silent=row["silent"],
            reliability=letters.get(row["key"], "F"),
        )
        for row in quoted.sources(connection, limit=limit, offset=offset)
    ]


def outlets(connection: Connection) -> list[tuple[str, int, str]]:
    """The outlets with how many reports they have in the picture, and the letter that people gave them."""
    own, n = schema.report.c, sa.func.count()
    chosen = sa.select(own.outlet, n).where(own.outlet.is_not(None), own.current).group_by(own.outlet)
    letters = Spoken.of(in_force(connection)).reliability()
    rows = connection.execute(chosen.order_by(n.desc(), own.outlet))
    return [(outlet, int(count), letters.get(who(outlet).key, "F")) for outlet, count in rows if outlet]


def events_with_source(connection: Connection, source: str) -> list[str]:
    """The ids of the events in whose ledger a source or an outlet stands, sorted."""
    key = who(source).key
    found = set(connection.scalars(sa.select(schema.voice.c.event).where(schema.voice.c.key == key)))
    outlets = connection.scalars(sa.select(schema.report.c.outlet).distinct())
    same = [outlet for outlet in outlets if outlet and who(outlet).key == key]
    told, about = schema.telling.c, schema.report.c
    joined = sa.select(told.event).join(schema.report, about.id == told.report)
    return sorted(found | set(connection.scalars(joined.where(among(connection, about.outlet, same)))))

"""What can be asked of a picture.  Every question is one look at the store, answered with records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.link.days import of_edtf
from sayso.link.names import who
from sayso.picture import Actor, Commitment, Event, HeldPost, SourceRecord
from sayso.plain import from_plain
from sayso.records import Failure
from sayso.store import schema, search
from sayso.store.among import among
from sayso.store.decisions import Spoken, in_force

LIMIT = 100  # answers, where nobody says how many
_event, _name = schema.event.c, schema.actor_name.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events: each field narrows the answer, None does not."""

    actor: str | None = None
    type: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    since: str | None = None  # EDTF; the event can have been on or after its first day
    until: str | None = None  # EDTF; … on or before its last day
    status: str | None = None
    min_origins: int | None = None
    disputed: bool = False
    limit: int = LIMIT
    offset: int = 0


def events(connection: Connection, asked: Asked) -> list[Event]:
    """The events that fit, those that were told last first."""
    chosen = sa.select(_event.id).order_by(_event.last.desc(), _event.id)
    return _page(connection, chosen.where(*conditions(connection, asked)), asked)


def timeline(connection: Connection, asked: Asked) -> list[Event]:
    """The dated events that fit, in the order of their first possible day."""
    chosen = sa.select(_event.id).order_by(_event.earliest, _event.latest, _event.id)
    chosen = chosen.where(_event.earliest.is_not(None), *conditions(connection, asked))
    return _page(connection, chosen, asked)


def _page(connection: Connection, chosen: sa.Select[str], asked: Asked) -> list[Event]:
    ids: list[str] = list(connection.scalars(chosen.limit(asked.limit).offset(asked.offset)))
    found = bodies(connection, ids)
    return [event_of(found[one]) for one in ids]


def bodies(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The events with these ids as they are stored."""
    own = schema.event_body.c
    rows = connection.execute(sa.select(own.event, own.body).where(among(connection, own.event, ids)))
    return {row.event: row.body for row in rows}


def event_of(body: str) -> Event:
    """The event of a row."""
    return from_plain(Event, json.loads(body))


def conditions(connection: Connection, asked: Asked) -> list[sa.ColumnElement[bool]]:
    """What narrows the events to those that fit."""
    found: list[sa.ColumnElement[bool]] = []
    if asked.actor is not None:
        keys = keys_of(connection, asked.actor)
        own = schema.event_party.c
        found.append(_event.id.in_(sa.select(own.event).where(among(connection, own.key, keys))))
    for column, value in (
        (_event.type, asked.type),
        (_event.country, asked.country),
        (_event.status, asked.status),
    ):
        if value is not None:
            found.append(column == value)
    if asked.since is not None:
        found.append(
            sa.func.coalesce(_event.latest, sa.cast(_event.last, sa.Integer)) >= _day(asked.since).lo
        )
    if asked.until is not None:
        found.append(
            sa.func.coalesce(_event.earliest, sa.cast(_event.first, sa.Integer)) <= _day(asked.until).hi
        )
    if asked.min_origins is not None:
        found.append(_event.origins >= asked.min_origins)
    if asked.disputed:
        found.append(_event.disputed.is_(True))
    return found


def _day(edtf: str) -> Any:
    days = of_edtf(edtf)
    if days is None:
        from sayso.errors import DocumentError

        raise DocumentError("D007", "", value=edtf)
    return days


def one(connection: Connection, id_: str) -> Event:
    """The event with this id, or a beginning of it that only one has.

    Raises:
        StoreError: S006, there is none, or more than one.
    """
    chosen = sa.select(_event.id).where(_event.id >= id_, _event.id < id_ + "g").order_by(_event.id)
    found = list(connection.scalars(chosen.limit(2)))
    if not id_ or (len(found) != 1 and id_ not in found):
        raise StoreError("S006", "", kind="event", value=id_)
    return event_of(bodies(connection, found[:1])[found[0]])


# ------------------------------------------------------------------ actors and sources


def keys_of(connection: Connection, name: str) -> list[str]:
    """The keys of all names of the actor that somebody means by a name: its id, a full name, a short form."""
    it = who(name)
    rows = connection.execute(
        sa.select(_name.actor, _name.key).where(sa.or_(_name.key == it.key, _name.actor == name)).distinct()
    ).all()
    if not rows and it.last is not None:
        rows = connection.execute(
            sa.select(_name.actor, _name.key).where(_name.last == it.last).distinct()
        ).all()
        rows = [row for row in rows if it.proper <= frozenset(row.key.split()) and it.post is None]
    actors = sorted({row.actor for row in rows})
    keys = connection.scalars(sa.select(_name.key).where(among(connection, _name.actor, actors)).distinct())
    return sorted(set(keys))


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
    ids = list(
        connection.scalars(sa.select(_name.actor).where(among(connection, _name.key, keys)).distinct())
    )
    found = [replace(a, posts=posts(connection, a)) for a in actors_by_id(connection, ids).values()]
    if not found:
        raise StoreError("S006", "", kind="actor", value=name)
    return sorted(found, key=lambda a: (-a.mentions, a.id))


def actors_by_id(connection: Connection, ids: Sequence[str]) -> dict[str, Actor]:
    """Actors by id, without their posts."""
    rows: dict[str, list[Any]] = defaultdict(list)
    chosen = sa.select(schema.actor_name).where(among(connection, _name.actor, list(ids)))
    for row in connection.execute(chosen.order_by(_name.mentions.desc(), _name.name, _name.code)):
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
    held, about = schema.held.c, schema.report.c
    chosen = (
        sa.select(held.post, held.report, about.published, about.moment)
        .join(schema.report, about.id == held.report)
        .where(among(connection, held.name, keys))
        .distinct()
        .order_by(about.moment, held.report)
    )
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(chosen):
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


def sources(connection: Connection, *, limit: int = LIMIT, offset: int = 0) -> list[SourceRecord]:
    """Who is quoted, the most quoted first, and what became of it."""
    own = schema.voice.c
    quoted = sa.func.count(sa.distinct(own.event))
    named = sa.and_(own.kind.is_not(None), own.kind != "unnamed")
    chosen = (
        sa.select(
            own.key,
            sa.func.min(own.source).label("source"),
            sa.func.min(own.kind).label("kind"),
            quoted.label("quoted"),
            sa.func.sum(own.reports).label("reports"),
            sa.func.sum(sa.cast(own.confirmed, sa.Integer)).label("confirmed"),
            sa.func.sum(sa.cast(own.contradicted, sa.Integer)).label("contradicted"),
            sa.func.sum(sa.case((own.stance == "no_comment", 1), else_=0)).label("silent"),
        )
        .where(named)
        .group_by(own.key)
        .order_by(quoted.desc(), own.key)
        .limit(limit)
        .offset(offset)
    )
    letters = Spoken.of(in_force(connection)).reliability()
    return [
        SourceRecord(
            source=row.source,
            kind=row.kind,
            quoted=row.quoted,
            reports=row.reports,
            confirmed=row.confirmed,
            contradicted=row.contradicted,
            silent=row.silent,
            reliability=letters.get(row.key, "F"),
        )
        for row in connection.execute(chosen)
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


# ------------------------------------------------------------------ commitments, search, failures


def due(
    connection: Connection, *, on: date, status: str | None = None, limit: int = LIMIT, offset: int = 0
) -> list[Commitment]:
    """The commitments as they stood on a day, the next due first, those without a date last."""
    own, day = schema.state.c, on.toordinal()
    chosen = sa.select(own.body).where(own.since <= day, own.until >= day)
    if status is not None:
        chosen = chosen.where(own.status == status)
    chosen = chosen.order_by(own.due.is_(None), own.due, own.event).limit(limit).offset(offset)
    return [from_plain(Commitment, json.loads(body)) for body in connection.scalars(chosen)]


def due_of(connection: Connection, event: str, *, on: date) -> Commitment | None:
    """The commitment that an event holds, as it stood on a day."""
    own, day = schema.state.c, on.toordinal()
    chosen = sa.select(own.body).where(own.event == event, own.since <= day, own.until >= day)
    body = connection.execute(chosen).scalar()
    return from_plain(Commitment, json.loads(body)) if body is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A report that holds the words, a piece of it, and the events that it tells."""

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    words: str
    events: tuple[str, ...]


_AROUND = 90  # characters of a piece on either side


def search_reports(
    connection: Connection, words: str, *, limit: int = 20, beginning: bool = False
) -> list[Found]:
    """Reports that hold every word, in whatever form and with or without accents, the best match first."""
    ids = search.find(connection, words, limit=limit, beginning=beginning)
    about, told = schema.report.c, schema.telling.c
    rows = {
        row.id: row
        for row in connection.execute(
            sa.select(about.id, about.title, about.outlet, about.published, about.text, about.language).where(
                among(connection, about.id, ids)
            )
        )
    }
    homes: dict[str, set[str]] = defaultdict(set)
    for report, home in connection.execute(
        sa.select(told.report, told.event).where(among(connection, told.report, ids))
    ):
        homes[report].add(home)
    return [
        Found(
            report=i,
            title=rows[i].title,
            outlet=rows[i].outlet,
            published=rows[i].published,
            words=search.piece(rows[i].text, words, rows[i].language or "fr", _AROUND),
            events=tuple(sorted(homes[i])),
        )
        for i in ids
    ]


def failures(connection: Connection) -> list[tuple[Failure, int]]:
    """What could not be read, the oldest first, and how often it was tried."""
    own = schema.failure.c
    rows = connection.execute(sa.select(schema.failure).order_by(own.added, own.origin, own.id))
    return [
        (Failure(origin=r.origin, stage=r.stage, code=r.code, message=r.message, key=r.key), r.tries)
        for r in rows
    ]


def totals(connection: Connection) -> dict[str, int]:
    """How much the store holds, by table."""
    tables = (schema.report, schema.claim, schema.event, schema.failure, schema.decision)
    found = {
        t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar() or 0 for t in tables
    }
    several = sa.select(sa.func.count()).select_from(schema.event).where(_event.reports > 1)
    return {**found, "several": connection.execute(several).scalar() or 0}

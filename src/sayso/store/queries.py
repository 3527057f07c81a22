"""What can be asked of a picture.  Every question is one look at the store, answered with records."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.errors import StoreError
from sayso.link.days import Days, of_edtf
from sayso.picture import Commitment, Event
from sayso.plain import read
from sayso.store import schema, search
from sayso.store.among import among, among_those
from sayso.store.asking import fetched
from sayso.store.people import LIMIT, keys_of

_event = schema.event.c
_SHOWN = 6  # ids that a beginning of several is said to be of


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
    return dict(fetched(connection, _BODIES, those=list(ids)))


_body = schema.event_body.c
_BODIES = sa.select(_body.event, _body.body).where(among_those(_body.event))


def event_of(body: str) -> Event:
    """The event of a row."""
    return read(Event, body)


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
            sa.func.coalesce(_event.latest, sa.cast(_event.last, sa.Integer)) >= days_of(asked.since).lo
        )
    if asked.until is not None:
        found.append(
            sa.func.coalesce(_event.earliest, sa.cast(_event.first, sa.Integer)) <= days_of(asked.until).hi
        )
    if asked.min_origins is not None:
        found.append(_event.origins >= asked.min_origins)
    if asked.disputed:
        found.append(_event.disputed.is_(True))
    return found


def days_of(edtf: str) -> Days:
    """The days that a date can mean.

    Raises:
        DocumentError: D007, it is no date.
    """
    days = of_edtf(edtf)
    if days is None:
        from sayso.errors import DocumentError

        raise DocumentError("D007", "", value=edtf)
    return days


def one(connection: Connection, id_: str) -> Event:
    """The event with this id, or a beginning of it that only one has.

    Raises:
        StoreError: S006, there is none; S010, there are several.
    """
    if body := bodies(connection, [id_]).get(id_):
        return event_of(body)
    chosen = sa.select(_event.id).where(_event.id >= id_, _event.id < id_ + "g").order_by(_event.id)
    found = list(connection.scalars(chosen.limit(_SHOWN + 1)))
    if not id_ or not found:
        raise StoreError("S006", "", kind="event", value=id_)
    if len(found) > 1:
        known = ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        raise StoreError("S010", "", value=id_, known=known)
    return event_of(bodies(connection, found[:1])[found[0]])


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
    return [read(Commitment, body) for body in connection.scalars(chosen)]


def due_of(connection: Connection, event: str, *, on: date) -> Commitment | None:
    """The commitment that an event holds, as it stood on a day."""
    found = fetched(connection, _DUE_OF, event=event, day=on.toordinal())
    return read(Commitment, found[0][0]) if found else None


_state = schema.state.c
_DUE_OF = sa.select(_state.body).where(
    _state.event == sa.bindparam("event"),
    _state.since <= sa.bindparam("day"),
    _state.until >= sa.bindparam("day"),
)


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
    hits = search.ranked(connection, words, limit=limit, beginning=beginning)
    return pieces(connection, words, hits, beginning=beginning)


def pieces(
    connection: Connection, words: str, hits: Sequence[search.Hit], *, beginning: bool = False
) -> list[Found]:
    """The reports that were found for some words, each with a piece of it, the best match first."""
    ids = search.named(connection, hits)
    cut = functools.cache(lambda lang: search.excerpts(words, lang, _AROUND, beginning=beginning))
    reports = {row.id: row for row in connection.execute(_FOUND, {"those": ids})}
    homes: dict[str, set[str]] = defaultdict(set)
    for report, home in fetched(connection, _HOMES, those=ids):
        homes[report].add(home)
    return [
        Found(
            report=i,
            title=reports[i].title,
            outlet=reports[i].outlet,
            published=reports[i].published,
            words=cut(reports[i].language or "fr")(reports[i].text),
            events=tuple(sorted(homes[i])),
        )
        for i in ids
    ]


_about, _told = schema.report.c, schema.telling.c
_FOUND = sa.select(
    _about.id, _about.title, _about.outlet, _about.published, _about.text, _about.language
).where(among_those(_about.id))
_HOMES = sa.select(_told.report, _told.event).where(among_those(_told.report))


def totals(connection: Connection) -> dict[str, int]:
    """How much the store holds, by table."""
    tables = (schema.report, schema.claim, schema.event, schema.failure, schema.decision)
    found = {
        t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar() or 0 for t in tables
    }
    several = sa.select(sa.func.count()).select_from(schema.event).where(_event.reports > 1)
    return {**found, "several": connection.execute(several).scalar() or 0}

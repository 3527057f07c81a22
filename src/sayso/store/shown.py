"""The columns of all events in memory, so that any narrowing is counted and sorted without asking the store again.

Read in one go (a tenth of a second for 25,000 events) and good until somebody writes; what the database says to
the same questions is held against it in `tests/store/test_shown.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from sayso.store import schema, search
from sayso.store.among import among_those
from sayso.store.asking import fetched
from sayso.store.listing import FACETS, NAMES, Counts, Looked, ranked
from sayso.store.people import keys_of
from sayso.store.queries import days_of
from sayso.store.search import Hit

Mask = NDArray[np.bool_]
Numbers = NDArray[Any]
_event, _party, _name = schema.event.c, schema.event_party.c, schema.actor_name.c
_ORIGINS = (1, 2, 3, 5)


class Words:
    """A column of a few different words, as numbers in the order of the words; -1 for none."""

    def __init__(self, values: Sequence[str | None]) -> None:
        self.words = sorted({v for v in values if v is not None})
        at: dict[str | None, int] = {word: number for number, word in enumerate(self.words)}
        self.codes: Numbers = np.fromiter((at.get(v, -1) for v in values), np.int32, len(values))

    def having(self, word: str) -> Mask:
        """Where the column has a word."""
        found: Mask = self.codes == (self.words.index(word) if word in self.words else -2)
        return found

    def count(self, mask: Mask) -> Counts:
        """How often each word stands there, the most frequent first."""
        codes = self.codes[mask]
        return _counted(self.words, codes[codes >= 0])


def _counted(words: Sequence[str], codes: Numbers, most: int | None = None) -> Counts:
    n = np.bincount(codes, minlength=len(words))
    order = np.lexsort((np.arange(len(n)), -n))[:most]
    return [(words[i], int(n[i])) for i in order if n[i]]


class Shown:
    """All events of a store, by columns; places are those of `ids`."""

    def __init__(self, connection: Connection) -> None:
        columns = [_event[name] for name in _COLUMNS]
        read = dict(zip(_COLUMNS, _read(connection, columns, schema.event), strict=True))
        self.ids: list[str] = read["id"]
        self.size = len(self.ids)
        self.words = {name: Words(read[name]) for name in ("type", "status", "country")}
        self.earliest, self.latest, self.first, self.last = (
            np.array(read[name], dtype=float) for name in ("earliest", "latest", "first", "last")
        )  # none is NaN
        self.origins: Numbers = np.array(read["origins"], dtype=np.int32)
        self.reports: Numbers = np.array(read["reports"], dtype=np.int32)
        self.disputed: Mask = np.array(read["disputed"], dtype=bool)
        self.place = {one: number for number, one in enumerate(self.ids)}
        self._orders: dict[str, Numbers] = {}
        self._parties(connection)
        self._telling: Telling | None = None

    def telling(self, connection: Connection) -> Telling:
        """Which reports tell which events; read once words are sought."""
        if self._telling is None:
            self._telling = Telling(connection, self.place)
        return self._telling

    def _parties(self, connection: Connection) -> None:
        """Which actor stands in which event, on which side; each once."""
        recipient = _party.role == "recipient"
        events, keys, sides = _read(
            connection, [_party.event, _party.key, recipient], schema.event_party, _party.role != "source"
        )
        chosen = sa.select(_name.key, sa.func.min(_name.actor)).where(_name.actor != "").group_by(_name.key)
        actor: dict[str, str] = {row[0]: row[1] for row in connection.execute(chosen)}
        self.actors = sorted(set(actor.values()))
        code = {one: number for number, one in enumerate(self.actors)}
        of_key = {key: code[one] for key, one in actor.items()}
        n = len(events)
        place = np.fromiter((self.place.get(one, -1) for one in events), np.int64, n)
        codes = np.fromiter((of_key.get(key, -1) for key in keys), np.int64, n)
        width = len(self.actors) or 1
        rows = ((place * width + codes) * 2 + np.array(sides, dtype=np.int64))[(place >= 0) & (codes >= 0)]
        pairs, self.party_side = np.divmod(np.unique(rows), 2)
        self.party_event, self.party_actor = np.divmod(pairs, width)
        self.party_once = np.ones(len(pairs), dtype=bool)  # the first of an actor's rows in an event
        self.party_once[1:] = pairs[1:] != pairs[:-1]

    party_event: Numbers
    party_actor: Numbers
    party_side: Numbers  # 0 who did it, 1 to whom
    party_once: Mask

    def order(self, sort: str) -> Numbers:
        """All places in an order of `listing.SORTS`."""
        if sort not in self._orders:
            by_id = self._by_id
            last = -np.nan_to_num(self.last, nan=-np.inf)
            keys: dict[str, tuple[Numbers, ...]] = {
                "told": (by_id, last),
                "when": (by_id, -np.nan_to_num(self.earliest, nan=-np.inf)),
                "first": (by_id, -np.nan_to_num(self.first, nan=-np.inf)),
                "origins": (by_id, last, -self.origins),
                "reports": (by_id, last, -self.reports),
                "type": (by_id, last, self.words["type"].codes),
                "status": (by_id, last, self.words["status"].codes),
            }
            self._orders[sort] = np.lexsort(keys.get(sort, keys["told"]))
        return self._orders[sort]

    @cached_property
    def _by_id(self) -> Numbers:
        rank: Numbers = np.empty(self.size, dtype=np.int32)
        rank[np.argsort(np.array(self.ids, dtype=bytes), kind="stable")] = np.arange(self.size)
        return rank

    def within(self, *, since: str | None = None, until: str | None = None) -> Mask:
        """Where an event can have been in a stretch of time; undated ones count by when they were told."""
        mask = np.ones(self.size, dtype=bool)
        if since is not None:
            end = np.where(np.isnan(self.latest), np.trunc(self.last), self.latest)
            mask &= end >= days_of(since).lo
        if until is not None:
            begin = np.where(np.isnan(self.earliest), np.trunc(self.first), self.earliest)
            mask &= begin <= days_of(until).hi
        return mask

    def placed(self, ids: Sequence[str]) -> Mask:
        """Where these events are."""
        mask = np.zeros(self.size, dtype=bool)
        mask[[self.place[one] for one in ids if one in self.place]] = True
        return mask


class Telling:
    """Which reports tell which events, by the reports' numbers in the index of words."""

    def __init__(self, connection: Connection, place: dict[str, int]) -> None:
        own = schema.telling.c
        reports, events = _read(connection, [own.report, own.event], schema.telling)
        at = {one: n for n, one in enumerate(dict.fromkeys(reports))}
        self._size, self._places = len(place), np.fromiter((place.get(e, -1) for e in events), np.int64)
        self._reports: Numbers = np.fromiter((at[one] for one in reports), np.int64)
        self._many = len(at)
        self._at = {n: at[one] for n, one in search.numbers(connection).items() if one in at}

    def events(self, hits: Sequence[Hit]) -> Mask:
        """Where the events are that some reports tell."""
        reports = np.zeros(self._many, dtype=bool)
        at = [self._at.get(number, -1) for number, _ in hits]
        reports[[one for one in at if one >= 0]] = True
        places = self._places[reports[self._reports]]
        mask = np.zeros(self._size, dtype=bool)
        mask[places[places >= 0]] = True
        return mask


_COLUMNS = (
    "id", "type", "status", "country", "earliest", "latest", "first", "last", "origins", "reports", "disputed",
)  # fmt: skip


def _read(
    connection: Connection,
    columns: Sequence[sa.ColumnElement[Any]],
    table: sa.Table,
    *where: sa.ColumnElement[bool],
) -> list[list[Any]]:
    """Columns of a table, each as one list: put together by the database, which is quicker than row by row."""
    if connection.dialect.name == "postgresql":
        made: list[Any] = [sa.cast(sa.func.json_agg(column), sa.Text) for column in columns]
    else:
        made = [sa.func.json_group_array(column) for column in columns]
    row = connection.execute(sa.select(*made).select_from(table).where(*where)).one()
    return [msgspec.json.decode(text) if text else [] for text in row]


class Narrowed:
    """The events that fit, with the counts of every facet."""

    def __init__(self, connection: Connection, shown: Shown, looked: Looked) -> None:
        self._shown = shown
        self._looked = looked
        self.hits = ranked(connection, looked)  # the reports with the words, best first; None: no words
        self._masks = dict(_masks(connection, shown, looked, self.hits))
        self.mask = self._without(None)

    def _without(self, name: str | None) -> Mask:
        """Where everything fits, one facet left out."""
        mask = np.ones(self._shown.size, dtype=bool)
        for other, found in self._masks.items():
            if other != name:
                mask &= found
        return mask

    @property
    def total(self) -> int:
        """How many events fit."""
        return int(self.mask.sum())

    def ids(self, sort: str, limit: int, offset: int = 0, *, only: Mask | None = None) -> list[str]:
        """The events that fit, in an order."""
        order = self._shown.order(sort)
        fit = order[(self.mask if only is None else self.mask & only)[order]]
        return [self._shown.ids[i] for i in fit[offset : offset + limit]]

    @cached_property
    def facets(self) -> dict[str, Counts]:
        """How many events each value of each facet would leave, all other facets being as they are."""
        return {
            name: self._facet(name, self._without(name) if name in self._masks else self.mask)
            for name in FACETS
        }

    def _facet(self, name: str, mask: Mask) -> Counts:
        shown = self._shown
        if name in shown.words:
            return shown.words[name].count(mask)
        if name == "origins":
            return [(str(k), int((shown.origins[mask] >= k).sum())) for k in _ORIGINS]
        if name == "disputed":
            return [("1", int(shown.disputed[mask].sum()))]
        if name == "actor":
            here = shown.party_once & mask[shown.party_event]
            return _counted(shown.actors, shown.party_actor[here], NAMES)
        return self._periods(shown.earliest[mask])

    def _periods(self, days: Numbers) -> Counts:
        """The years of the events' first possible days; inside a year that was chosen, its months."""
        chosen = self._looked.period
        width = 7 if chosen else 4
        found: dict[str, int] = {}
        for day, n in zip(*np.unique(days[~np.isnan(days)], return_counts=True), strict=True):
            name = date.fromordinal(int(day)).isoformat()[:width]
            if chosen is None or name.startswith(chosen[:4]):
                found[name] = found.get(name, 0) + int(n)
        return sorted(found.items(), reverse=True)


def _masks(
    connection: Connection, shown: Shown, looked: Looked, hits: list[Hit] | None
) -> list[tuple[str, Mask]]:
    """Where each thing that is asked for fits, by its name; `hits` are the reports with the words."""
    found: list[tuple[str, Mask]] = []
    for name in ("type", "status", "country"):
        if (value := getattr(looked, name)) is not None:
            found.append((name, shown.words[name].having(value)))
    if looked.period is not None:
        within = shown.within(since=looked.period, until=looked.period)
        found.append(("period", within & ~np.isnan(shown.earliest)))
    if looked.since is not None or looked.until is not None:
        found.append(("dates", shown.within(since=looked.since, until=looked.until)))
    if looked.origins is not None:
        found.append(("origins", shown.origins >= looked.origins))
    if looked.disputed:
        found.append(("disputed", shown.disputed))
    if looked.actor is not None:
        keys = keys_of(connection, looked.actor)
        found.append(("actor", shown.placed([event for (event,) in fetched(connection, _WITH, those=keys)])))
    if hits is not None:
        found.append(("words", shown.telling(connection).events(hits)))
    return found


_WITH = sa.select(_party.event).where(among_those(_party.key)).distinct()


def narrowed(connection: Connection, shown: Shown, looked: Looked) -> Narrowed:
    """The events that fit, whatever their order and page."""
    return Narrowed(connection, shown, replace(looked, sort="told", offset=0))

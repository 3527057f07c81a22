"""Readers at a desk: what they look at, and a client that costs little beside the server that it measures."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote

from synthetic import TYPES

from sayso.desk.asker import PREFERENCES
from sayso.desk.person import COOKIE
from sayso.store import accounts, audit, front, people
from sayso.store.engine import open_engine, reading, writing
from sayso.store.listing import Looked
from sayso.store.shown import Shown, narrowed

# what is looked at -> how often, of a hundred
MIX = {
    "front": 9, "events": 6, "events, narrowed": 6, "events, further page": 4, "event": 22, "report": 11, "timeline": 4,
    "timeline.json": 3, "map": 4, "map.json": 3, "actors": 3, "network.json": 2, "actor": 6, "commitments": 3, "sources": 3,
    "work queue": 4, "search": 4, "search in events": 3,
}  # fmt: skip
SEARCHES = ("search", "search in events")
SIMPLE = {
    "front": "/", "events": "/events", "timeline": "/timeline", "timeline.json": "/timeline.json", "map": "/map",
    "map.json": "/map.json", "actors": "/actors", "network.json": "/network.json", "commitments": "/commitments",
    "sources": "/sources",
}  # fmt: skip


class World:
    """What there is to look at in a store."""

    def __init__(self, db: str) -> None:
        engine = open_engine(db)
        with reading(engine) as connection:
            found = narrowed(connection, Shown(connection), Looked())
            self.events = found.ids("told", 50_000)
            self.reports = [r.id for r in front.latest_reports(connection, 20_000)]
            self.actors = people.actors(connection, limit=2000)
            counts = found.facets
        engine.dispose()
        self.values = [
            (name, value)
            for name in ("type", "status", "country", "period", "origins", "disputed")
            for value, n in counts[name]
            if n
        ]
        self.words = [verb for verbs in TYPES.values() for verb in verbs]

    def address(self, name: str, dice: random.Random) -> str:
        """An address of a kind of page."""
        if name in SIMPLE:
            return SIMPLE[name]
        if name == "events, narrowed":
            return "/events?" + "&".join(
                f"{k}={quote(v)}" for k, v in dice.sample(self.values, dice.choice((1, 1, 2)))
            )
        if name == "events, further page":
            return f"/events?page={dice.randint(2, min(400, len(self.events) // 50))}"
        if name == "event":
            return f"/event/{_some(self.events, dice)}"
        if name == "report":
            return f"/report/{_some(self.reports, dice)}"
        if name == "actor":
            return f"/actor/{dice.choice(self.actors).id}"
        if name == "work queue":
            return f"/work?page={dice.choice((1, 1, 1, 2, 3, 4))}"
        return f"{'/search' if name == 'search' else '/events'}?q={quote(self._typed(dice))}"

    def _typed(self, dice: random.Random) -> str:
        """What stands in the field as somebody types: a word or two, the last one begun."""
        name = dice.choice(self.actors).name.split()[-1]
        verb = dice.choice(self.words)
        asked = dice.choice((name, verb, f"{verb} {name}"))
        return asked[: max(4, len(asked) - dice.randint(0, 3))]


def _some(ids: list[str], dice: random.Random) -> str:
    """One of the latest hundred, or one of all: half and half."""
    return dice.choice(ids[:100] if dice.random() < 0.5 else ids)


def sign_in(db: str, readers: int) -> list[str]:
    """The cookies of so many readers; makes their accounts where there are none."""
    engine, out = open_engine(db), []
    with writing(engine, quiet=True) as connection:
        known = {a.name for a in accounts.everyone(connection)}
        for number in range(readers):
            name = f"bench-{number}"
            if name not in known:
                role = accounts.ROLES[-1 - number % 4]
                accounts.create(connection, name, role, "only for measuring", now=audit.now())
            ui = "en" if number % 5 == 4 else "fr"
            out.append(f"{COOKIE}={accounts.begin(connection, name)}; {PREFERENCES}={ui}.light")
    engine.dispose()
    return out


@dataclass
class Seen:
    """How long answers took, and how large they were."""

    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    size: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def note(self, name: str, ms: float, size: int) -> None:
        """One answer."""
        self.ms[name].append(ms)
        self.size[name] = max(self.size[name], size)


class Client:
    """One connection that asks and waits for the answer; opened anew when the desk has closed it."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._heads = f" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nCookie: {cookie}\r\n\r\n"

    async def open(self) -> Client:
        """Connect."""
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self._port, limit=2**24)
        self._closed = False
        return self

    async def ask(self, to: str) -> tuple[float, bytes]:
        """Milliseconds until the whole answer was there, and its body as it came."""
        begun = time.perf_counter()
        if self._closed:
            self._out.close()
            await self.open()
        self._out.write(f"GET {to}{self._heads}".encode())
        head = (await self._in.readuntil(b"\r\n\r\n")).lower()
        if b" 200 " not in head[:20] or b"content-length: " not in head:
            raise SystemExit(f"{to}: {head.decode('latin-1')[:300]}")
        self._closed = b"connection: close" in head
        body = await self._in.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        return (time.perf_counter() - begun) * 1000, body


async def look(port: int, world: World, cookies: list[str], *, seconds: float, pause: float) -> Seen:
    """Readers who look at page after page; a fifth of the time, at first, is not counted."""
    seen, begun = Seen(), time.monotonic()
    warm, end = begun + seconds / 5, begun + seconds * 1.2

    async def reader(number: int) -> None:
        dice = random.Random(number)
        client = await Client(port, cookies[number]).open()
        await asyncio.sleep(pause * dice.random())
        while (now := time.monotonic()) < end:
            name = dice.choices(list(MIX), list(MIX.values()))[0]
            ms, body = await client.ask(world.address(name, dice))
            if now > warm:
                seen.note(name, ms, len(body))
            if pause:
                await asyncio.sleep(pause)

    await asyncio.gather(*(reader(n) for n in range(len(cookies))))
    return seen

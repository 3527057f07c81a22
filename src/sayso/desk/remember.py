"""Answers that cost and stay the same until somebody writes: kept until the pulse of the store goes on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine

from sayso.store.engine import pulse
from sayso.store.shown import Shown

Answer = TypeVar("Answer")
MOST = 96 * 1024 * 1024  # bytes, about, of each process
SMALL = 4096  # bytes of an answer that nobody has weighed
PATIENCE = 10.0  # seconds that one question waits for the same question of somebody else


class Memory:
    """What was worked out of the store, by what was asked; the same question is never worked out twice at once."""

    def __init__(self, engine: Engine, *, most: int = MOST) -> None:
        self._engine = engine
        self._most = most
        self._at = -1
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._size = 0
        self._making: dict[tuple[int, Hashable], threading.Event] = {}
        self._lock = threading.Lock()

    def get(
        self,
        connection: Connection,
        key: Hashable,
        make: Callable[[], Answer],
        *,
        weigh: Callable[[Answer], int] = lambda _: SMALL,
        at: int | None = None,
    ) -> Answer:
        """The answer to a question, made anew where the store has changed since.

        Args:
            connection: A look at the store; `make` uses the same one, so that pulse and answer belong together.
            key: What is asked.
            make: Work the answer out.
            weigh: How many bytes it takes.
            at: The pulse, where it was asked for in the same look at the store.
        """
        at = pulse(connection) if at is None else at
        while True:
            with self._lock:
                if at > self._at:
                    self._kept.clear()
                    self._size, self._at = 0, at
                if at == self._at and key in self._kept:
                    self._kept.move_to_end(key)
                    found: Answer = self._kept[key][0]
                    return found
                other = self._making.get((at, key))
                if other is None:
                    mine = self._making[at, key] = threading.Event()
                    break
            if not other.wait(PATIENCE):
                return make()
        try:
            made = make()
            self._keep(at, key, made, weigh(made))
            return made
        finally:
            with self._lock:
                del self._making[at, key]
            mine.set()

    def known(self, at: int, key: Hashable) -> Any:
        """The answer to a question if it is kept and the pulse is `at`; else None."""
        with self._lock:
            if at != self._at or key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def _keep(self, at: int, key: Hashable, made: object, size: int) -> None:
        with self._lock:
            if at != self._at or size > self._most // 4:
                return
            self._kept[key] = (made, size)
            self._size += size
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1][1]


def columns(memory: Memory, connection: Connection, *, at: int | None = None) -> Shown:
    """All events by columns."""
    return memory.get(
        connection, ("columns",), lambda: Shown(connection), weigh=lambda made: made.size * 300, at=at
    )


class Pieces:
    """Texts that are made of one body each: good for as long as the body is the same, whatever else is written."""

    def __init__(self, *, most: int = MOST // 2) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[int, str]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(
        self, kind: Hashable, bodies: Mapping[str, str], make: Callable[[list[str]], list[str]]
    ) -> dict[str, str]:
        """The text of each body, by its name, in the order of the bodies.

        Args:
            kind: What the texts are, and all that they depend on beside the body.
            bodies: By name.
            make: The texts of some of the bodies, all of those that are missing in one go.
        """
        found: dict[str, str | None] = {}
        with self._lock:
            for name, body in bodies.items():
                of, text = self._kept.get((kind, name), (None, None))
                found[name] = text if of == hash(body) else None
        if missing := [name for name, text in found.items() if text is None]:
            for name, text in zip(missing, make(missing), strict=True):
                found[name] = text
                self._keep((kind, name), hash(bodies[name]), text)
        return {name: text or "" for name, text in found.items()}

    def _keep(self, key: Hashable, of: int, text: str) -> None:
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += len(text) + 200 - (len(old[1]) + 200 if old else 0)
            self._kept[key] = (of, text)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1][1]) + 200

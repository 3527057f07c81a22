"""Answers that cost and stay the same until somebody writes: kept until the pulse of the store goes on."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine

from sayso.store.engine import pulse

Answer = TypeVar("Answer")
MOST = 512


class Memory:
    """What was worked out of the store, by what was asked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._at = -1
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, connection: Connection, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question, made anew where the store has changed since."""
        at = pulse(connection)
        with self._lock:
            if at > self._at:
                self._kept.clear()
                self._at = at
            if at == self._at and key in self._kept:
                self._kept.move_to_end(key)
                found: Answer = self._kept[key]
                return found
        made = make()
        with self._lock:
            if at == self._at:
                self._kept[key] = made
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
        return made

"""How often somebody may try something: the last times of each key, in this process's memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Hashable

MOST = 10_000  # keys that are remembered


class Limiter:
    """Allows so many tries in a stretch of time."""

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._tries: OrderedDict[Hashable, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def allow(self, key: Hashable, most: int) -> bool:
        """Count a try; False once there are too many."""
        now = time.monotonic()
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            self._tries.move_to_end(key)
            while tries and tries[0] < now - self._seconds:
                tries.popleft()
            if len(tries) >= most:
                return False
            tries.append(now)
            while len(self._tries) > MOST:
                self._tries.popitem(last=False)
            return True

    def forget(self, key: Hashable | None = None) -> None:
        """Forget a key's tries; all of them without one."""
        with self._lock:
            if key is None:
                self._tries.clear()
            else:
                self._tries.pop(key, None)

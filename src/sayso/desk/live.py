"""What goes on: one watch of the store for everybody who listens, and who looks at what."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

from anyio import CapacityLimiter, to_thread
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from sayso.errors import SaysoError
from sayso.plain import dumps
from sayso.store import notes
from sayso.store.engine import pulse, reading, writing

EVERY = 1.0  # seconds between looks at the store
SIGN = 15.0  # seconds between signs of life
MOST = 200  # who listen at once


class Pulse:
    """Looks at the store's pulse once a second, for all listeners together."""

    def __init__(self, engine: Engine, warm: Callable[[], object] = lambda: None) -> None:
        self._engine = engine
        self._warm = warm  # what pages will ask for first is worked out before they hear of the change
        self._task: asyncio.Task[None] | None = None
        self._beat = asyncio.Event()
        self._few = CapacityLimiter(2)  # signs of presence wait for writers; pages must not wait for them
        self._stopping = False
        self.at = -1
        self.listeners = 0

    async def stop(self) -> None:
        """Let every listener go."""
        self._stopping = True
        self._beat.set()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def _look(self) -> int:
        with reading(self._engine) as connection:
            return pulse(connection)

    async def _watch(self) -> None:
        while self.listeners and not self._stopping:
            with contextlib.suppress(SaysoError):
                at = await run_in_threadpool(self._look)
                if at != self.at:
                    await run_in_threadpool(self._warm)
                    self.at = at
                    self._beat.set()
                    self._beat = asyncio.Event()
            await asyncio.sleep(EVERY)
        self._task = None

    async def listen(self, item: str, who: str) -> AsyncIterator[str]:
        """Messages for one listener: `change` with the pulse, `people` with who else looks at the item."""
        self.listeners += 1
        if self._task is None:
            self.at = await run_in_threadpool(self._look)
            self._task = asyncio.create_task(self._watch())
        try:
            seen, people = self.at, None
            yield f"retry: 3000\nevent: hello\ndata: {seen}\n\n"
            while not self._stopping:
                if item:
                    now = await to_thread.run_sync(self._here, item, who, limiter=self._few)
                    if now != people:
                        people = now
                        yield f"event: people\ndata: {dumps(now)}\n\n"
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._beat.wait(), 5.0 if item else SIGN)
                if self.at != seen:
                    seen = self.at
                    yield f"event: change\ndata: {seen}\n\n"
                else:
                    yield ": here\n\n"
        finally:
            self.listeners -= 1

    def _here(self, item: str, who: str) -> list[str]:
        with writing(self._engine, quiet=True) as connection:
            notes.here(connection, item, who)
            return notes.others(connection, item, who)

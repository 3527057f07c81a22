"""An event loop whose server takes on one new connection at a time.

Several processes listen at one address, and whichever wakes up first would take on all that wait there; a browser
keeps its connection, so a process could end up with nearly all readers while the next one idles (measured: 10 s of
CPU beside 1 s).  Taking one at a time, the process that has less to do gets more of them.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any


class Evenly(asyncio.SelectorEventLoop):
    """The usual loop but for that."""

    async def create_server(self, *asked: Any, backlog: int = 100, **more: Any) -> asyncio.Server:
        """As asyncio does it, where `backlog` says both how many may wait and how many are taken on at once."""
        made = await super().create_server(*asked, backlog=1, **more)
        for own in made.sockets:
            with socket.socket(fileno=own.dup().detach()) as same:
                same.listen(backlog)
        return made

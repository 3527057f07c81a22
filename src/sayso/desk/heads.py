"""Requests are read in C (httptools); one whose head or trailers have no end is refused: it would fill the memory.

An answer of several pieces is sent at once.  asyncio sees to that only on sockets that name TCP as their protocol,
which those of uvicorn do not: the second piece waited up to 40 ms for the reader's word that the first had come.
"""

from __future__ import annotations

import asyncio
import socket

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST = 64 * 1024  # bytes of a head: the address, the cookies and all else; of what is no body behind it, too
ENOUGH = 30  # answers on one connection; the next one goes to the process that has less to do
FRAME = 32  # bytes around a piece of the body that are not counted
READ = 256 * 1024  # bytes that are read at once


class Heads(HttpToolsProtocol):
    """uvicorn's own protocol but for these."""

    _asked = 0
    _size = 0  # bytes that came since the head began, and since its end those of frames and trailers

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client is there."""
        super().connection_made(transport)
        own = transport.get_extra_info("socket")
        if own is not None and own.family in {socket.AF_INET, socket.AF_INET6}:
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        """Bytes from a client."""
        self._size += len(data)
        super().data_received(data)
        if self._size > MOST and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_headers_complete(self) -> None:
        """The head is there: the body that follows is bounded by the guard."""
        super().on_headers_complete()
        self._size = 0
        self._asked += 1
        if self._asked >= ENOUGH and self.cycle is not None:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A piece of the body, which does not count here."""
        super().on_body(body)
        self._size = max(self._size - len(body) - FRAME, -READ)

    def on_message_complete(self) -> None:
        """The next one begins."""
        super().on_message_complete()
        self._size = 0

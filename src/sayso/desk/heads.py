"""Requests are read in C (httptools), and a request whose head has no end is refused: it would fill the memory."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST = 64 * 1024  # bytes of a head: the address, the cookies and all else


class Heads(HttpToolsProtocol):
    """uvicorn's own protocol but for that."""

    _size = 0  # bytes that came since the head began that is not at its end yet

    def data_received(self, data: bytes) -> None:
        """Bytes from a client."""
        self._size += len(data)
        super().data_received(data)
        if self._size > MOST and not self.transport.is_closing():
            self.send_400_response("The head of the request is too large.")

    def on_headers_complete(self) -> None:
        """The head is there: what follows is bounded by the guard."""
        super().on_headers_complete()
        self._size = -(1 << 62)

    def on_message_complete(self) -> None:
        """The next one begins."""
        super().on_message_complete()
        self._size = 0

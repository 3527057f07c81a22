"""What stands before every page: which hosts are answered, how much may be sent, which headers go out.

Plain ASGI, so that long answers (server-sent events) pass through untouched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sayso.desk.settings import Settings, is_loopback
from sayso.errors import DeskError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Guard:
    """Refuses other hosts (DNS rebinding) and bodies that are too large; adds the headers of safety."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        heads = dict(scope["headers"])

        async def outwards(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in message["headers"]}
                static = scope["path"].startswith("/static/")
                more = [*HEADERS, (b"cache-control", b"no-cache" if static else b"no-store")]
                if self._settings.https:
                    more.append((b"strict-transport-security", b"max-age=31536000"))
                message["headers"] = [*message["headers"], *(h for h in more if h[0] not in names)]
            await send(message)

        if not self._known(heads.get(b"host", b"").decode("latin-1")):
            await _plain(outwards, 421, "unknown host")
            return
        length = heads.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self._settings.upload:
            await _plain(outwards, 413, "too large")
            return
        await self._app(scope, self._counted(receive), outwards)

    def _counted(self, receive: Receive) -> Receive:
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._settings.upload:
                raise DeskError("W013", size=got, limit=self._settings.upload)
            return message

        return counted

    def _known(self, host: str) -> bool:
        """Is it the name of this desk?  Behind accounts on any address, names are not checked unless given."""
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        own = self._settings
        if is_loopback(name) or name in (own.host, *own.names):
            return True
        return own.accounts and not own.names and not is_loopback(own.host)


async def _plain(send: Send, status: int, text: str) -> None:
    body = text.encode()
    heads = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": heads})
    await send({"type": "http.response.body", "body": body})

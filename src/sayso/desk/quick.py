"""Answers that were given before and still hold, given again at the door: before routes are sought and fields are read.

Who asks is looked up as for every other answer, in the same look at the store that says whether it has changed.
Whatever is not plainly so (an error, nobody signed in, a role that has not had the answer yet) goes the whole way.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from sayso.desk.call import AT_THE_DOOR, Call
from sayso.desk.guard import App, Receive, Scope, Send
from sayso.errors import SaysoError


class Quick:
    """Stands behind the guard and before the routes."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = None
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith("/static/"):
            # a look at a file takes less than handing it to a thread, and waits for no writer; a server is far away
            local = scope["app"].state.engine.dialect.name == "sqlite"
            answer = _again(scope) if local else await run_in_threadpool(_again, scope)
        await (self._app if answer is None else answer)(scope, receive, send)


def _again(scope: Scope) -> Response | None:
    made = Call(Request(scope))
    try:
        answer = made.again()
        scope[AT_THE_DOOR] = made
        return answer
    except SaysoError:
        return None  # said where the whole way is gone

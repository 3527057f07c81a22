"""The desk as a web application: routes put together, errors in one shape, nothing fetched from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from sqlalchemy.engine import Engine
from starlette.exceptions import HTTPException

from sayso import __version__
from sayso.desk.call import Call
from sayso.desk.guard import Guard
from sayso.desk.live import Pulse
from sayso.desk.packed import Packed
from sayso.desk.pages import STATIC, Pages
from sayso.desk.quick import Quick
from sayso.desk.remember import Memory, Pieces, columns
from sayso.desk.routes import ALL
from sayso.desk.settings import Settings
from sayso.errors import CATALOGUE, DeskError, SaysoError
from sayso.store.accounts import Door, secret_of
from sayso.store.engine import open_engine, reading, writing

THREADS = 12  # answers that are begun at once; some wait for writers
FEW = 3  # pages that are made at once where a server is asked, which works meanwhile
ONE = 1  # ... where it is a file: that takes CPU only, which Python gives to one thread at a time
_STATUS = {
    "W001": 403, "W006": 404, "W007": 403, "W008": 409, "W009": 429, "W010": 403, "W011": 404, "W013": 413,
    "W016": 401, "S001": 503, "S004": 503, "S005": 503, "S006": 404, "S010": 404, "D011": 500,
}  # fmt: skip


def create_app(settings: Settings) -> FastAPI:
    """Make the application.

    Raises:
        StoreError: the store cannot be opened.
    """
    engine = open_engine(settings.db)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        await app.state.pulse.stop()
        if app.state.door is not None:
            app.state.door.close()
        engine.dispose()

    app = FastAPI(
        title="sayso desk",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        openapi_url=None,
    )
    app.state.settings = settings
    app.state.engine = engine
    app.state.pages = Pages()
    app.state.memory = memory = Memory(engine)
    app.state.pulse = Pulse(engine, lambda: _warm(engine, memory))
    app.state.pieces = Pieces()
    local = engine.dialect.name == "sqlite"
    app.state.door = Door(engine) if local else None
    app.state.few = threading.Semaphore(ONE if local else FEW)
    with writing(engine, quiet=True) as connection:
        app.state.secret = secret_of(connection)
    for router in ALL:
        app.include_router(router)
    app.mount("/static", Packed(directory=STATIC), name="static")
    _errors(app)
    app.add_middleware(Quick)
    app.add_middleware(Guard, settings=settings)
    return app


def _warm(engine: Engine, memory: Memory) -> None:
    with reading(engine) as connection:
        columns(memory, connection)


def _errors(app: FastAPI) -> None:
    @app.exception_handler(SaysoError)
    def known(request: Request, error: SaysoError) -> Response:
        return answer(request, error)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        value = str(first.get("input"))[:80]
        return answer(request, DeskError("W015", where, value=value, reason=first["msg"]))

    @app.exception_handler(HTTPException)
    def missing(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return answer(request, DeskError("W011", request.url.path[:200]))
        return JSONResponse(
            {"ok": False, "code": f"HTTP{error.status_code}", "message": str(error.detail), "values": {}},
            error.status_code,
            headers=error.headers,
        )


def answer(request: Request, error: SaysoError) -> Response:
    """An error as a page for people, as JSON for programs."""
    status = _STATUS.get(error.code, 400)
    made = Call(request)
    try:
        _ = made.known
    except SaysoError:
        made.forget()
    program = request.url.path.endswith((".json", ".csv")) or made.wants_json
    if program or "authorization" in request.headers:
        values = {name: str(value) for name, value in error.values.items()}
        body = {"ok": False, "code": error.code, "message": str(error), "values": values}
        return JSONResponse(body, status)
    if error.code == "W016":
        return made.page("login.html", 401, to=request.url.path, failed=None)
    what, mend = _in_words(made, error)
    return made.page("error.html", status, error=error, what=what, mend=mend)


def _in_words(call: Call, error: SaysoError) -> tuple[str, str]:
    """What an error says in the reader's language; the catalogue's own words where there are none."""
    if call.words.has(f"error.{error.code}") and error.code in CATALOGUE:
        what, _, mend = call.words.texts["error"][error.code].partition(" | ")
        values = {k: str(v) for k, v in error.values.items()}
        return what.format(**values), mend.format(**values)
    return error.what + ".", error.mend

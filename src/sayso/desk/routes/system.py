"""For browsers and programs: what goes on, live; the description of the interface; a sign of health."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse

from sayso.desk.call import Call, call
from sayso.desk.live import MOST
from sayso.errors import DeskError
from sayso.store.engine import pulse

router = APIRouter()
Here = Annotated[Call, Depends(call)]


@router.get("/live", response_class=Response)
async def live(
    call: Here, item: Annotated[str, Query(max_length=80, pattern=r"^[\w:.-]*$")] = ""
) -> Response:
    """Server-sent events: `change` when the picture changed, `people` when somebody else looks at the item."""
    person = call.person
    own = call.state.pulse
    if own.listeners >= MOST:
        raise DeskError("W009", minutes=1)
    heads = {"cache-control": "no-store", "x-accel-buffering": "no", "content-encoding": "identity"}
    return StreamingResponse(own.listen(item, person.name), media_type="text/event-stream", headers=heads)


@router.get("/openapi.json")
def description(call: Here) -> Response:
    """The interface as an OpenAPI document."""
    _ = call.person
    return JSONResponse(call.request.app.openapi())


@router.get("/health.json")
def health(call: Here) -> Response:
    """Is the store there?  Needs no account."""
    with call.look() as connection:
        return JSONResponse({"ok": True, "pulse": pulse(connection)})


@router.get("/help", response_class=Response)
def help_page(call: Here) -> Response:
    """Keys, signs, and how programs come in."""
    _ = call.person
    return call.page("help.html")

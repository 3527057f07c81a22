"""Beside the picture: comments, assignments and saved views."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import Response

from sayso.desk.call import Call, call, inside
from sayso.desk.deciding import Stale, refused
from sayso.desk.formats import as_json
from sayso.desk.whole import gather
from sayso.plain import to_plain
from sayso.store import audit, notes, queries
from sayso.store.engine import writing

router = APIRouter()
NOBODY = "-"  # an empty field of a form does not arrive
Here = Annotated[Call, Depends(call)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]  # what the store can count to


@router.post("/event/{id}/comment", response_class=Response)
def comment(call: Here, id: str, text: Annotated[str, Form(min_length=1, max_length=4000)]) -> Response:
    """Comment on an event."""
    person = call.need("analyst")
    with writing(call.engine) as connection:
        event = queries.one(connection, id)
        number = notes.add(connection, event, "comment", text.strip(), who=person.name, now=call.now)
        audit.log(connection, person.name, "comment", event.id, {"note": number})
    return call.back(f"/event/{event.id}#comments", said=call.words.say("decide.commented"))


@router.post("/event/{id}/uncomment", response_class=Response)
def uncomment(call: Here, id: str, note: Annotated[int, Form(ge=1, le=2**31 - 1)]) -> Response:
    """Take one's own comment back; it stays in the store."""
    person = call.need("analyst")
    with writing(call.engine) as connection:
        notes.withdraw(connection, note, who=person.name, now=call.now)
        audit.log(connection, person.name, "uncomment", id, {"note": note})
    return call.back(f"/event/{id}#comments")


@router.post("/event/{id}/assign", response_class=Response)
def assign(
    call: Here,
    id: str,
    person: Annotated[str, Form(max_length=64)] = "",
    before: Annotated[str | None, Form(max_length=64)] = None,
) -> Response:
    """Give an event to somebody; refused if it was given to another one meanwhile."""
    who = call.need("analyst")
    with writing(call.engine) as connection:
        found = gather(connection, id)
        if before is not None and (found.assigned or NOBODY) != before:
            mine = {"person": person, "action": f"/event/{id}/assign", "before": found.assigned or NOBODY}
            return refused(call, Stale(mine=mine, event=found.event, version="", theirs=()))
        notes.add(connection, found.event, "assign", person.strip(), who=who.name, now=call.now)
        audit.log(connection, who.name, "assign", found.event.id, {"to": person})
    return call.back(f"/event/{id}", said=call.words.say("decide.assigned"))


@router.get("/views.json")
def views(call: Here) -> Response:
    """The saved views that somebody can use."""
    person = call.person
    with call.look() as connection:
        return call.send(as_json(to_plain(notes.views(connection, person.name))))


@router.post("/views", response_class=Response)
def save(
    call: Here,
    name: Annotated[str, Form(min_length=1, max_length=80)],
    address: Annotated[str, Form(max_length=2000)],
    shared: Annotated[str | None, Form(max_length=5)] = None,
) -> Response:
    """Keep a view under a name."""
    person = call.person
    to = inside(address)
    call.write(
        lambda c: notes.save_view(c, name.strip(), to, shared=bool(shared), who=person.name, now=call.now),
        quiet=True,
    )
    return call.back(to, said=call.words.say("view.saved"))


@router.post("/views/{number}/drop", response_class=Response)
def drop(call: Here, number: Number) -> Response:
    """Forget one of one's own views."""
    person = call.person
    call.write(lambda c: notes.drop_view(c, min(number, 2**31 - 1), who=person.name), quiet=True)
    return call.back("/events")

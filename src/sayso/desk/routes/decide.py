"""A person's word over the machine's: claims judged, events corrected, merged and split, sources graded; undone."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import JSONResponse, Response

from sayso.desk import deciding
from sayso.desk.call import Call, call, inside
from sayso.desk.deciding import Stale, refused, save, save_claim, save_event
from sayso.picture import Decision
from sayso.plain import to_plain
from sayso.store import correcting, decisions, reports
from sayso.store.decisions import every

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]  # what the store can count to
Word = Annotated[str, Form(max_length=200)]
Maybe = Annotated[str | None, Form(max_length=200)]
Note = Annotated[str | None, Form(max_length=2000)]


def done(call: Call, made: Decision | Stale, to: str) -> Response:
    """The answer to a decision."""
    if isinstance(made, Stale):
        return refused(call, made)
    if call.wants_json or call.person.by == "token":
        return JSONResponse({"ok": True, "decision": to_plain(made), "to": to})
    return call.back(to, said=call.words.say("decide.kept", number=made.id))


def _note(text: str | None) -> str | None:
    return text.strip() or None if text else None


@router.post("/claim/{id}/judge", response_class=Response)
def judge(
    call: Here,
    id: str,
    kind: Annotated[Literal["accept", "reject", "claim"], Form()],
    field: Maybe = None,
    value: Maybe = None,
    note: Note = None,
    version: Maybe = None,
    to: Maybe = None,
) -> Response:
    """Accept a claim, reject it, or set a field of it."""
    call.need("analyst")
    mine = {"kind": kind, "field": field or "", "value": value or "", "note": note or "", "claim": id}
    made = save_claim(
        call,
        id,
        version,
        {**mine, "action": f"/claim/{id}/judge", "to": inside(to)},
        lambda c, who, now: correcting.judge(
            c,
            kind,
            id,
            who=who,
            now=now,
            field=field or None,
            value=(value or "").strip() or None,
            note=_note(note),
        ),
    )
    if isinstance(made, Decision) and call.swapped:
        with call.look() as connection:
            found = reports.claims(connection, [id])[id]
            state = deciding.claim_version(connection, found)[0]
        return call.page("judged.html", decision=made, claim=id, version=state)
    return done(call, made, inside(to))


@router.post("/event/{id}/correct", response_class=Response)
def correct(
    call: Here, id: str, field: Word, value: Word, note: Note = None, version: Maybe = None, claim: Maybe = None,
    seen: Note = None,
) -> Response:  # fmt: skip
    """Set a field of an event: type, status, when or country."""
    call.need("analyst")
    mine = {"field": field, "value": value, "note": note or "", "claim": claim or "", "seen": seen or ""}
    made = save_event(
        call,
        id,
        version,
        {**mine, "action": f"/event/{id}/correct"},
        lambda c, who, now: correcting.correct(
            c, id, field, value.strip(), who=who, now=now, note=_note(note)
        ),
    )
    return done(call, made, f"/event/{id}")


@router.post("/event/{id}/merge", response_class=Response)
def merge(
    call: Here,
    id: str,
    other: Word,
    note: Note = None,
    version: Maybe = None,
    claim: Maybe = None,
    seen: Note = None,
) -> Response:
    """Say that an event and others (ids, parted by blanks) are one."""
    call.need("editor")
    ids = [part.rsplit("/", 1)[-1] for part in other.split()]
    mine = {"other": other, "note": note or "", "claim": claim or "", "seen": seen or ""}
    made = save_event(
        call,
        id,
        version,
        {**mine, "action": f"/event/{id}/merge"},
        lambda c, who, now: correcting.merge(c, [id, *ids], who=who, now=now, note=_note(note)),
    )
    return done(call, made, _home(call, made, id))


@router.post("/event/{id}/split", response_class=Response)
def split(
    call: Here,
    id: str,
    claims: Annotated[list[str], Form(max_length=2000)],
    note: Note = None,
    version: Maybe = None,
    claim: Maybe = None,
    seen: Note = None,
) -> Response:
    """Say that some claims of an event are about another one."""
    call.need("editor")
    mine = {"claims": " ".join(claims), "note": note or "", "claim": claim or "", "seen": seen or ""}
    wanted = [one for part in claims for one in part.split()]
    made = save_event(
        call,
        id,
        version,
        {**mine, "action": f"/event/{id}/split"},
        lambda c, who, now: correcting.split(c, id, wanted, who=who, now=now, note=_note(note)),
    )
    return done(call, made, _home(call, made, id))


def _home(call: Call, made: Decision | Stale, id_: str) -> str:
    """Where the first words of a decision are by now."""
    if isinstance(made, Stale):
        return f"/event/{id_}"
    report, start, end = decisions.place(made.anchors[0][0])
    with call.look() as connection:
        from sayso.desk.routes.report import homes

        events = homes(connection, report)
        found = reports.claims(connection, events)
    at = next((c for c, v in found.items() if v.trigger.start < end and start < v.trigger.end), None)
    return f"/event/{events[at]}" if at else "/events"


@router.post("/source/grade", response_class=Response)
def grade(call: Here, source: Word, letter: Word, note: Note = None, to: Maybe = None) -> Response:
    """Set the reliability of a source or an outlet, A to F."""
    call.need("editor")
    made = save(
        call,
        source,
        lambda c, who, now: correcting.grade(c, source, letter, who=who, now=now, note=_note(note)),
    )
    return done(call, made, inside(to or "/sources"))


@router.post("/actor/{id}/same", response_class=Response)
def same(call: Here, id: str, other: Word, note: Note = None) -> Response:
    """Say that two names are one actor's."""
    call.need("editor")

    def step(connection: object, who: str, now: str) -> Decision:
        from sayso.store.people import actor

        first = actor(connection, id)[0].names[0]  # type: ignore[arg-type]
        return correcting.same_actor(connection, first, other, who=who, now=now, note=_note(note))  # type: ignore[arg-type]

    return done(call, save(call, id, step), f"/actor/{id}")


@router.post("/decision/{number}/undo", response_class=Response)
def undo(call: Here, number: Number, to: Maybe = None) -> Response:
    """Take a decision back; one's own as an analyst, anybody's as an editor."""
    person = call.need("analyst")
    number = min(number, 2**31 - 1)
    with call.look() as connection:
        found = next((d for d in every(connection) if d.id == number), None)
    if found is not None and found.who != person.name:
        call.need("editor")

    def step(connection: object, who: str, now: str) -> Decision:
        from dataclasses import replace

        taken = correcting.undo(connection, number, who=who, now=now)  # type: ignore[arg-type]
        return replace(taken, withdrawn_by=who, withdrawn_at=now)

    made = save(call, f"decision {number}", step)
    return done(call, made, inside(to or "/decisions"))

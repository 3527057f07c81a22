"""Adding reports: files dropped, a text pasted, a feed named; progress, and failures with their reason."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, UploadFile
from fastapi.responses import JSONResponse, Response

from sayso.desk import jobs
from sayso.desk.call import Call, call
from sayso.desk.fetch import resolve
from sayso.desk.formats import as_csv, as_json
from sayso.errors import DeskError, StoreError
from sayso.plain import to_plain
from sayso.read import dates
from sayso.store import failures

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Line = Annotated[str | None, Form(max_length=300)]
FILES = 200


@router.get("/add", response_class=Response)
def page(call: Here) -> Response:
    """The forms, the jobs that go on, and what failed."""
    call.need("analyst")
    with call.look() as connection:
        found = jobs.latest(connection)
        failed = failures.every(connection)
    return call.page("add.html", jobs=found, failures=failed[-100:][::-1], failed=len(failed))


@router.post("/add", response_class=Response)
def add(
    call: Here,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Annotated[str | None, Form(max_length=2_000_000)] = None,
    feed: Annotated[str | None, Form(max_length=2000)] = None,
    title: Line = None,
    outlet: Line = None,
    published: Line = None,
) -> Response:
    """Take reports on; they are read in the background."""
    person = call.need("analyst")
    given = {"title": _line(title), "outlet": _line(outlet), "published": _line(published)}
    if given["published"]:
        dates.published(given["published"], where="published")
    held = [(_name(f.filename), f.file.read()) for f in (files or [])[:FILES] if f.filename]
    more = _more(call, text, feed)
    if not held and not more:
        raise DeskError("W015", "files", value="", reason=call.words.say("add.nothing"))
    feeds = more.get("feeds", [])
    what = ", ".join([*(name for name, _ in held[:3]), *(["…"] if len(held) > 3 else []), *feeds])
    job = {**given, **more}
    id_ = jobs.start(call.engine, call.settings, person.name, what or call.words.say("add.pasted"), job, held)
    return _taken(call, id_)


def _more(call: Call, text: str | None, feed: str | None) -> dict[str, Any]:
    """What is added beside files: a text that was pasted, a feed."""
    found: dict[str, Any] = {}
    if text and text.strip():
        found["text"] = text
    if address := (feed or "").strip():
        _refuse_private(address, private=call.settings.private_feeds)
        found["feeds"] = [address]
    return found


def _taken(call: Call, id_: str) -> Response:
    if call.wants_json or call.person.by == "token":
        return JSONResponse({"ok": True, "job": id_, "to": f"/job/{id_}.json"}, 202)
    return call.back(f"/add#job-{id_}")


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _name(name: str | None) -> str:
    """A file's name without its folders and without what does not print."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:120] or "file"


def _refuse_private(address: str, *, private: bool) -> None:
    """Say at once that an address may not be fetched; it is looked at again when it is."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise DeskError("W014", address[:200], reason="no address") from error
    if parts.scheme not in ("http", "https") or not host:
        raise DeskError("W014", address[:200], reason="only http and https")
    resolve(host, port or 443, private=private)


@router.post("/failures/retry", response_class=Response)
def retry(call: Here) -> Response:
    """Try again what failed."""
    person = call.need("analyst")
    id_ = jobs.start(
        call.engine, call.settings, person.name, call.words.say("add.retry"), {"retry": True}, []
    )
    return _taken(call, id_)


@router.get("/job/{id}.json")
def job_record(call: Here, id: str) -> Response:
    """How far a job is."""
    _ = call.person
    with call.look() as connection:
        found = jobs.one(connection, id)
    if found is None:
        raise StoreError("S006", "", kind="job", value=id[:80])
    return call.send(as_json(found))


@router.get("/job/{id}", response_class=Response)
def job(call: Here, id: str) -> Response:
    """How far a job is, as a piece of the page."""
    _ = call.person
    with call.look() as connection:
        found = jobs.one(connection, id)
    if found is None:
        raise StoreError("S006", "", kind="job", value=id[:80])
    return call.page("job.html", job=found)


@router.get("/failures.json")
def failure_records(call: Here) -> Response:
    """What could not be read, and how often it was tried."""
    _ = call.person
    with call.look() as connection:
        return call.send(as_json([{**to_plain(f), "tries": n} for f, n in failures.every(connection)]))


@router.get("/failures.csv", response_class=Response)
def failure_table(call: Here) -> Response:
    """The same, one row each."""
    _ = call.person
    with call.look() as connection:
        rows = [{**to_plain(f), "tries": n} for f, n in failures.every(connection)]
    return call.send(as_csv(rows, ("origin", "key", "stage", "code", "message", "tries"), "failures"))

"""What a person has added is read by a process of its own, so that the desk stays quick: `python -m sayso.desk.adding`.

A job lies in a folder: `job.json` says what, the files lie beside it.  Its progress stands in the store.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from sayso.desk.fetch import fetch
from sayso.errors import SaysoError
from sayso.plain import dumps, to_plain
from sayso.read import from_path, from_text
from sayso.read.failures import Given, failure
from sayso.read.feed import from_feed
from sayso.records import Failure, Report
from sayso.run.adding import Added, add
from sayso.store import audit, failures, team
from sayso.store.engine import open_engine, reading, writing


def gather(engine: Engine, folder: Path, job: dict[str, Any]) -> Iterator[Report | Failure]:
    """The reports of a job: its files, its text, its feeds, or what failed before."""
    given: Given = {"published": job.get("published"), "outlet": job.get("outlet"), "title": job.get("title")}
    of_feed: Given = {"published": job.get("published"), "outlet": job.get("outlet")}
    for number, name in enumerate(job.get("files", [])):
        yield from _named(from_path(folder / f"{number}{Path(name).suffix[:12]}", **given), job["id"], name)
    if job.get("text"):
        origin = f"desk/{job['id']}"
        try:
            yield from_text(job["text"], **given, origin=origin)
        except SaysoError as error:
            yield failure(error, origin=origin)
    for address in job.get("feeds", []):
        try:
            content = fetch(address, private=bool(job.get("private")))
        except SaysoError as error:
            yield Failure(origin=address, stage="read", code=error.code, message=str(error))
        else:
            yield from from_feed(content, name=address, given=of_feed)
    if job.get("retry"):
        with reading(engine) as connection:
            again = failures.to_retry(connection)
        yield from again


def _named(found: Iterator[Report | Failure], job: str, name: str) -> Iterator[Report | Failure]:
    """Reports under the name that their file had, each upload apart."""
    for one in found:
        own = one.origin or ""
        line = ":" + own.rsplit(":", 1)[1] if ":" in own and own.rsplit(":", 1)[1].isdigit() else ""
        origin = f"desk/{job}/{name}{line}"
        if isinstance(one, Failure):
            yield replace(
                one, origin=origin, message=one.message.replace(own, origin) if own else one.message
            )
        else:
            yield replace(one, origin=origin)


def run(engine: Engine, folder: Path) -> None:
    """Do a job, and say in the store how far it is."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    tell(engine, job["id"], state="running")
    try:
        done = add(engine, gather(engine, folder, job), progress=lambda d: tell(engine, job["id"], done=d))
    except Exception as error:  # noqa: BLE001 - the job's one boundary: whatever it is, somebody waits for the word
        message = str(error) if isinstance(error, SaysoError) else f"{type(error).__name__}: {error}"
        tell(engine, job["id"], state="failed", message=message[:500])
    else:
        tell(engine, job["id"], state="done", done=done)
        with writing(engine) as connection:
            audit.log(connection, job["who"], "add", job["id"], {**to_plain(done), "what": job["what"]})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tell(
    engine: Engine,
    id_: str,
    *,
    state: str | None = None,
    done: Added | None = None,
    message: str | None = None,
) -> None:
    """Note in the store how far a job is."""
    values: dict[str, Any] = {"changed": audit.now()}
    values |= {"state": state} if state is not None else {}
    values |= {"done": dumps(to_plain(done))} if done is not None else {}
    values |= {"message": message} if message is not None else {}
    with writing(engine, quiet=True) as connection:
        connection.execute(sa.update(team.job).where(team.job.c.id == id_).values(**values))


def main() -> None:
    """Do the job in the folder that is named, in the store that SAYSO_DB names."""
    engine = open_engine(os.environ["SAYSO_DB"], create=False)
    try:
        run(engine, Path(sys.argv[1]))
    finally:
        engine.dispose()


if __name__ == "__main__":
    main()

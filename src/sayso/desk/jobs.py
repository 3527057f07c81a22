"""Jobs of adding: one at a time, each in a process of its own, its progress in the store."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from sayso.desk import adding
from sayso.desk.settings import Settings
from sayso.store import audit, team
from sayso.store.engine import writing

_queue = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sayso-jobs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job and how far it is."""

    id: str
    who: str
    at: str
    what: str
    state: str
    done: dict[str, int]
    of: int | None
    message: str
    changed: str

    @property
    def over(self) -> bool:
        """Is it done or failed?"""
        return self.state in ("done", "failed")

    @property
    def seen(self) -> int:
        """Reports that it has dealt with."""
        return sum(self.done.get(name, 0) for name in ("new", "versions", "known", "failed"))


def start(
    engine: Engine,
    settings: Settings,
    who: str,
    what: str,
    job: dict[str, Any],
    files: list[tuple[str, bytes]],
) -> str:
    """Take on a job; returns its id."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-add-"))
    id_ = secrets.token_hex(8)
    for number, (name, content) in enumerate(files):
        (folder / f"{number}{Path(name).suffix[:12]}").write_bytes(content)
    whole = {**job, "id": id_, "who": who, "what": what, "files": [name for name, _ in files]}
    whole["private"] = settings.private_feeds
    (folder / "job.json").write_text(json.dumps(whole), encoding="utf-8")
    with writing(engine, quiet=True) as connection:
        now = audit.now()
        values = {"id": id_, "who": who, "at": now, "what": what[:300], "state": "waiting", "done": "{}"}
        connection.execute(sa.insert(team.job).values(**values, of=None, message="", changed=now))
    if settings.in_process:
        adding.run(engine, folder)
    else:
        _queue.submit(_run, engine, settings.db, folder, id_)
    return id_


def _run(engine: Engine, db: str, folder: Path, id_: str) -> None:
    """The job in its process; whatever ends it, the store says so."""
    env = {**os.environ, "SAYSO_DB": db}
    done = subprocess.run(
        [sys.executable, "-m", "sayso.desk.adding", str(folder)], env=env, capture_output=True, check=False
    )
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        adding.tell(engine, id_, state="failed", message=last[0][:500])


def one(connection: Connection, id_: str) -> Job | None:
    """A job by its id."""
    row = connection.execute(sa.select(team.job).where(team.job.c.id == id_)).first()
    return _job(row._mapping) if row is not None else None


def latest(connection: Connection, limit: int = 12) -> list[Job]:
    """The jobs that were taken on last."""
    chosen = sa.select(team.job).order_by(team.job.c.at.desc(), team.job.c.id).limit(limit)
    return [_job(row._mapping) for row in connection.execute(chosen)]


def _job(row: Any) -> Job:
    return Job(**{**row, "done": json.loads(row["done"])})

"""Stores to test with: a SQLite file, and a database of its own on the PostgreSQL server that is named."""

from __future__ import annotations

import itertools
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from sayso.desk import Desk
from sayso.reading import Reading
from sayso.store import reports, schema
from sayso.store.engine import open_engine, reading, writing
from sayso.store.refresh import refresh

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from synthetic import World

SERVER = os.environ.get("SAYSO_TEST_POSTGRESQL")
NOW = "2026-12-01T00:00:00+00:00"
Put = Callable[..., None]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store."""
    if request.param == "sqlite":
        yield str(tmp_path / "desk.db")
        return
    if SERVER is None:
        pytest.skip("SAYSO_TEST_POSTGRESQL names no server")
    name = f"test_{uuid.uuid4().hex}"
    server = sa.create_engine(
        SERVER.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield SERVER.rsplit("/", 1)[0] + "/" + name
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    """A desk on an empty store."""
    with Desk.open(url, who="tester") as opened:
        yield opened


def put(url: str, readings: list[Reading], *, step: int = 5, now: str = NOW) -> None:
    """Store readings as `add` does."""
    engine = open_engine(url)
    for at in range(0, len(readings), step):
        part = readings[at : at + step]
        with writing(engine) as connection:
            new, old = reports.save(connection, part, now=now)
            refresh(connection, new, old, readings={r.report.id: r for r in part if r.report.id in new})
    engine.dispose()


def derived(url: str) -> dict[str, list[str]]:
    """Every derived table as sorted rows: what must be the same byte for byte."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = {
            t.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(t)))
            for t in schema.DERIVED
        }
    engine.dispose()
    return found


def made_up(n: int, *, seed: int = 3) -> list[Reading]:
    """Synthetic readings: few people, so that much is told twice."""
    return list(itertools.islice(World(seed=seed, per_day=8, people=30).readings(), n))

"""Databases that are none, newer, read-only, in use or full: a clear error, and never half a step."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from sayso.desk import Desk
from sayso.errors import StoreError
from sayso.store import engine as engines
from sayso.store import migrations, schema, team
from sayso.store.engine import open_engine, reading, writing

from .conftest import derived, made_up, put


def code(error: pytest.ExceptionInfo[StoreError]) -> str:
    return error.value.code


def test_a_new_store_has_the_schema_of_this_version(url: str) -> None:
    engine = open_engine(url)
    with reading(engine) as connection:
        assert migrations.version(connection) == schema.VERSION
    engine.dispose()


def test_an_older_store_is_taken_along_step_by_step(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine(url).dispose()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setitem(
        migrations.STEPS,
        schema.VERSION - 1,
        lambda c: c.execute(sa.insert(schema.meta).values(name="step", value="taken")),
    )
    engine = open_engine(url)
    with reading(engine) as connection:
        assert migrations.version(connection) == schema.VERSION
        names = connection.scalars(sa.select(schema.meta.c.name))
        assert sorted(names) == ["pulse", "schema", "step"]
    engine.dispose()


def test_a_store_of_the_first_version_gets_the_tables_of_the_desk(tmp_path: Path) -> None:
    where = str(tmp_path / "old.db")
    engine = open_engine(where)
    with writing(engine, quiet=True) as connection:
        for table in (*team.TABLES, schema.queue, schema.quoted):
            table.drop(connection)
        connection.execute(sa.delete(schema.meta).where(schema.meta.c.name == "pulse"))
        connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value="1"))
    engine.dispose()
    engine = open_engine(where)
    with reading(engine) as connection:
        assert migrations.version(connection) == schema.VERSION
        assert connection.execute(sa.select(sa.func.count()).select_from(team.audit)).scalar() == 0
    engine.dispose()


def test_a_store_of_the_second_version_is_made_lighter(url: str) -> None:
    put(url, made_up(12))
    now = derived(url)
    engine = open_engine(url)
    with writing(engine, quiet=True) as connection:
        _as_in_the_second_version(connection)
    engine.dispose()
    assert derived(url) == now


def _as_in_the_second_version(connection: sa.Connection) -> None:
    """Its sources were not counted, and a telling had keys of the next week too."""
    schema.quoted.drop(connection)
    connection.exec_driver_sql("DROP INDEX alias_name")
    connection.exec_driver_sql("CREATE INDEX ix_voice_source ON voice (source)")
    kept = connection.execute(sa.select(schema.block)).all()
    connection.execute(sa.insert(schema.block), [{"key": k + (1 << 32), "telling": t} for k, t in kept])
    connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value="2"))


def test_a_newer_store_is_left_alone(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(sa.update(schema.meta).where(schema.meta.c.name == "schema").values(value="99"))
    engine.dispose()
    with pytest.raises(StoreError) as caught:
        open_engine(url)
    assert code(caught) == "S002"


def test_another_kind_of_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes.", encoding="utf-8")
    for where in (path, tmp_path):
        with pytest.raises(StoreError) as caught:
            open_engine(where)
        assert code(caught) == "S003"


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE things (id)")
    raw.commit()
    raw.close()
    with pytest.raises(StoreError) as caught:
        open_engine(path)
    assert code(caught) == "S003"


def test_what_is_not_there_is_not_made_by_a_question(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Desk.open(tmp_path / "none.db", create=False)
    assert code(caught) == "S001"
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://nobody@127.0.0.1:1/none"])
def test_addresses_that_lead_nowhere(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_engine(address)
    assert code(caught) == "S001"


def test_a_store_without_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(StoreError) as caught:
        open_engine("postgresql://x:secret@127.0.0.1/y")
    assert code(caught) == "S009"
    assert "secret" not in str(caught.value)


def test_a_store_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "WAIT", 0.1)
    where = str(tmp_path / "busy.db")
    put(where, made_up(2))
    before = derived(where)
    other = sqlite3.connect(where, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        put(where, made_up(4))
    assert code(caught) == "S004"
    with Desk.open(where, create=False) as desk:
        assert desk.events()
    other.execute("ROLLBACK")
    other.close()
    assert derived(where) == before


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    where = str(tmp_path / "full.db")
    put(where, made_up(4))
    before = derived(where)
    engine = open_engine(where)

    @sa.event.listens_for(engine, "connect")
    def small(raw: object, _record: object) -> None:
        cursor = raw.cursor()  # type: ignore[attr-defined]
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 4}")

    engine.dispose()
    with pytest.raises(StoreError) as caught:
        _write_much(engine)
    assert code(caught) == "S005"
    engine.dispose()
    assert derived(where) == before
    put(where, made_up(6))


def test_a_file_that_may_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "fixed.db"
    put(str(where), made_up(3))
    monkeypatch.setattr(os, "access", lambda *_: False)  # as it is for others than root
    with Desk.open(where, create=False) as desk:
        assert desk.events()
        with pytest.raises(StoreError) as caught:
            desk.rebuild()
    assert code(caught) == "S001"


def test_a_step_that_breaks_off_is_not_written(url: str) -> None:
    put(url, made_up(3))
    before = derived(url)
    engine = open_engine(url)
    with pytest.raises(ZeroDivisionError):
        _break_off(engine)
    engine.dispose()
    assert derived(url) == before


def _write_much(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        for n in range(2000):
            connection.execute(sa.insert(schema.meta).values(name=f"{n}", value="x" * 4000))


def _break_off(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        connection.execute(sa.delete(schema.event))
        raise ZeroDivisionError

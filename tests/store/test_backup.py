"""A copy of a store while it is in use, and the way back, on both databases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store.conftest import derived, made_up, put
from tests.store.conftest import url as url

from sayso.errors import DeskError, ExchangeError
from sayso.store import backup
from sayso.store.engine import open_engine, pulse, reading, writing
from sayso.store.refresh import rebuild


@pytest.fixture
def filled(url: str) -> str:
    """A store with a few reports."""
    if url.startswith("postgresql") and shutil.which("pg_restore") is None:
        pytest.skip("pg_dump and pg_restore are not installed")
    put(url, made_up(12))
    return url


def beat(where: str) -> int:
    engine = open_engine(where)
    with reading(engine) as connection:
        found = pulse(connection)
    engine.dispose()
    return found


def test_what_was_kept_comes_back(filled: str, tmp_path: Path) -> None:
    before, kept = derived(filled), tmp_path / "kept"
    backup.backup(filled, str(kept))
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []
    put(filled, made_up(20)[12:])
    later = beat(filled)
    assert derived(filled) != before
    with pytest.raises(DeskError, match=r"W017.*--force"):
        backup.restore(filled, str(kept))
    backup.restore(filled, str(kept), force=True)
    assert derived(filled) == before
    assert beat(filled) > later  # a desk that runs does not show what it kept
    engine = open_engine(filled)
    with writing(engine) as connection:
        rebuild(connection)  # what came back can be worked on
    engine.dispose()
    assert derived(filled) == before


def test_a_backup_is_not_written_over(filled: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    backup.backup(filled, str(kept))
    with pytest.raises(ExchangeError, match="X004"):
        backup.backup(filled, str(kept))


def test_what_is_no_backup_of_this_kind_is_refused(filled: str, tmp_path: Path) -> None:
    before, other = derived(filled), tmp_path / "other"
    other.write_bytes(b"nothing of the kind")
    with pytest.raises(DeskError, match="W017"):
        backup.restore(filled, str(other), force=True)
    assert derived(filled) == before


def test_without_the_programs_it_says_what_is_missing(
    filled: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not filled.startswith("postgresql"):
        pytest.skip("SQLite needs none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeskError, match=r"pg_dump.*comes with PostgreSQL"):
        backup.backup(filled, str(tmp_path / "kept"))
    assert list(tmp_path.iterdir()) == []

"""`kill -9` at random moments, and two that add at once: nothing lost, nothing double, the same picture."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import derived, made_up, put

ADDER = Path(__file__).with_name("adder.py")
REPORTS = 60
KILLS = 50


def start(url: str, first: int = 0) -> subprocess.Popen[str]:
    """An adder that is at work."""
    command = [sys.executable, str(ADDER), url, str(REPORTS), str(first)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> str:
    """What it still said; not by `communicate`, which misses what came together with "ready"."""
    assert process.stdout is not None
    with process.stdout:
        out = process.stdout.read()
    process.wait(timeout=120)
    return out


@pytest.mark.slow
def test_killed_fifty_times_and_nothing_is_lost(url: str, tmp_path: Path) -> None:
    if url.startswith("postgresql"):
        pytest.skip("the server is another process: what is killed is a client")
    dice = random.Random(17)
    undisturbed = str(tmp_path / "undisturbed.db")
    put(undisturbed, made_up(REPORTS), step=3)
    killed = 0
    while killed < KILLS:
        where = str(tmp_path / f"killed{killed}.db")
        while killed < KILLS:
            process = start(where)
            time.sleep(dice.uniform(0.0, 0.8))
            process.kill()
            killed += 1
            if "done" in end(process):
                break
        assert "done" in end(start(where))
        assert derived(where) == derived(undisturbed)


@pytest.mark.slow
def test_two_that_add_at_once(url: str, tmp_path: Path) -> None:
    put(str(tmp_path / "alone.db"), made_up(REPORTS), step=3)
    from sayso.store.engine import open_engine

    open_engine(url).dispose()
    both = [start(url), start(url, first=REPORTS // 3)]
    assert ["done" in end(process) for process in both] == [True, True]
    assert derived(url) == derived(str(tmp_path / "alone.db"))

"""The picture is a function of claims and decisions: no order, no repeat, no restart changes it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.desk import Desk
from sayso.link.whole import picture
from sayso.plain import dumps, to_plain
from sayso.store.engine import open_engine, writing
from sayso.store.refresh import refresh

from .conftest import derived, made_up, put


def test_step_by_step_is_all_at_once(url: str, desk: Desk) -> None:
    read = made_up(24)
    put(url, read, step=3)
    mine = sorted(dumps(to_plain(e)) for e in desk.events(limit=10_000))
    assert mine == sorted(dumps(to_plain(e)) for e in picture(read).events)
    assert any(len(e.reports) > 1 for e in desk.events(limit=10_000))


def test_the_order_of_adding_does_not_matter(url: str, tmp_path: Path) -> None:
    read = made_up(20)
    put(url, read)
    mixed = list(read)
    random.Random(5).shuffle(mixed)
    put(str(tmp_path / "other.db"), mixed, step=1)
    assert derived(url) == derived(str(tmp_path / "other.db"))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(range(9))), step=st.integers(1, 4))
def test_no_order_and_no_step_matters(
    order: list[int], step: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    read = made_up(9, seed=11)
    folder = tmp_path_factory.mktemp("orders")
    put(str(folder / "a.db"), read, step=9)
    put(str(folder / "b.db"), [read[n] for n in order], step=step)
    assert derived(str(folder / "a.db")) == derived(str(folder / "b.db"))


def test_adding_twice_changes_nothing(url: str) -> None:
    read = made_up(10)
    put(url, read)
    before = derived(url)
    put(url, read)
    assert derived(url) == before


def test_rebuilding_gives_the_same_picture(url: str, desk: Desk) -> None:
    put(url, made_up(15), step=2)
    several = [e for e in desk.events(limit=1000) if len(e.claims) > 2][:2]
    desk.merge([several[0].id, several[1].id])
    before = derived(url)
    desk.rebuild()
    assert derived(url) == before


def test_taking_a_report_out_leaves_what_the_others_say(url: str, tmp_path: Path) -> None:
    read = made_up(12)
    put(url, read)
    engine = open_engine(url)
    with writing(engine) as connection:
        refresh(connection, (), gone=[read[3].report.id])
    engine.dispose()
    put(str(tmp_path / "without.db"), read[:3] + read[4:])
    assert derived(url) == derived(str(tmp_path / "without.db"))

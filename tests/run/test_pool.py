"""Several processes: the same outcomes in the same order, errors that end the run, processes that die."""

from __future__ import annotations

import os
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from sayso.errors import ModelError
from sayso.read import from_text
from sayso.records import Failure
from sayso.run import pool


def failures(count):
    """Failures pass through `read_one` untouched, so real processes can be tried without loading a parser."""
    return [Failure(origin=f"o{n}", stage="read", code="D002", message="m") for n in range(count)]


@pytest.mark.slow
def test_two_processes_keep_the_order():
    kept = failures(13)
    assert list(pool.read_in_pool(kept, processes=2, chunk=2)) == kept


class Inline:
    """A pool that works in this process and dies on the reports it is told to."""

    dies_on = "mort"

    def __init__(self, *_):
        self.broken = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def shutdown(self, **_):
        pass

    def submit(self, function, part, explain):
        if self.broken:
            raise BrokenProcessPool("broken")
        future = Future()
        if any(self.dies_on in report.origin for report in part):
            self.broken = True
            future.set_exception(BrokenProcessPool("died"))
        else:
            future.set_result(function(part, explain))
        return future


@pytest.fixture
def inline(monkeypatch):
    monkeypatch.setattr(pool, "_pool", Inline)
    monkeypatch.setattr("sayso.run.read_one", lambda report, doc=None, **_: report)
    monkeypatch.setattr("sayso.extract.together.parse", lambda reports: [None] * len(reports))


def report(origin):
    return from_text("Le ministre a parlé.", lang="fr", origin=origin, key=origin)


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("chunk", [1, 2, 5, 50])
def test_a_report_that_kills_its_process_costs_only_itself(chunk):
    names = ["a", "b", "mort 1", "c", "mort 2", "d", *(f"e{n}" for n in range(20))]
    outcomes = list(pool.read_in_pool([report(n) for n in names], processes=2, chunk=chunk))
    assert [o.origin for o in outcomes] == names
    assert [o.origin for o in outcomes if isinstance(o, Failure)] == ["mort 1", "mort 2"]
    assert {o.code for o in outcomes if isinstance(o, Failure)} == {"D011"}


@pytest.mark.usefixtures("inline")
def test_an_error_that_ends_the_run_comes_back_whole(monkeypatch):
    def refuse(*_, **__):
        raise ModelError("M001", "lang.toml", model="fr_core_news_md")

    monkeypatch.setattr("sayso.run.read_one", refuse)
    with pytest.raises(ModelError) as caught:
        list(pool.read_in_pool([report("a")], processes=2, chunk=1))
    assert (caught.value.code, caught.value.where, caught.value.values) == (
        "M001",
        "lang.toml",
        {"model": "fr_core_news_md"},
    )


def test_this_process_is_not_one_of_them():
    with pool._pool(1) as made:
        assert made.submit(os.getpid).result() != os.getpid()

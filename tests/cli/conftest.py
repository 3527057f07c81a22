"""The command line run in this process, on readings made by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from sayso.cli.app import run
from sayso.reading import Reading
from sayso.records import Failure


@dataclass(frozen=True)
class Ended:
    """How a run ended and what it wrote."""

    status: int
    out: str
    err: str


Sayso = Callable[..., Ended]


@pytest.fixture
def sayso(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Sayso:
    """Run the command line with these arguments, in English unless --ui says otherwise."""
    for name in ("COLUMNS", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def invoke(*arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        captured = capsys.readouterr()
        return Ended(status=int(ended.value.code or 0), out=captured.out, err=captured.err)

    return invoke


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Let the run give these outcomes; the dict holds what the run was called with."""

    def give(*outcomes: Reading | Failure) -> dict[str, Any]:
        called: dict[str, Any] = {}

        def stand_in(inputs: Any, **settings: Any) -> Iterator[Reading | Failure]:
            called.update(settings, inputs=list(inputs))
            yield from outcomes

        monkeypatch.setattr("sayso.run.run", stand_in)
        return called

    return give

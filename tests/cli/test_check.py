from __future__ import annotations

import json
from typing import Any

import pytest

from sayso.extract.check import CheckResult, Coverage, Problem


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the check find these problems."""

    def give(*problems: Problem) -> dict[str, Any]:
        called: dict[str, Any] = {}

        def stand_in(lang: str = "fr", *, live: bool = False) -> CheckResult:
            called.update(lang=lang, live=live)
            rows = (
                Coverage(type="CONSULT", rules=3, triggers=40, examples=9),
                Coverage(type="AID", rules=0, triggers=0, examples=0),
            )
            return CheckResult(lang=lang, problems=problems, coverage=rows, examples_run=9 if live else 0)

        monkeypatch.setattr("sayso.extract.check.check", stand_in)
        return called

    return give


def test_sound_data(sayso: Any, checks: Any) -> None:
    called = checks()
    ended = sayso("check", "fr", "--live")
    assert ended.status == 0
    assert called == {"lang": "fr", "live": True}
    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert "CONSULT 3 40 9" in lines
    assert "AID empty 0 0" in lines
    assert "9 examples run through the parser." in lines
    assert "✓ No problems." in lines


def test_problems_end_with_1(sayso: Any, checks: Any) -> None:
    checks(Problem(code="R001", where="lang/fr/events/consult.toml:3", what="unknown key 'witout'"))
    ended = sayso("check")
    assert ended.status == 1
    assert "✗ [R001] lang/fr/events/consult.toml:3: unknown key 'witout'" in ended.out
    assert "1 problem" in ended.out


def test_json(sayso: Any, checks: Any) -> None:
    checks(Problem(code="R001", where="x", what="y"))
    ended = sayso("check", "--json")
    assert ended.status == 1
    (result,) = json.loads(ended.out)
    assert result["problems"] == [{"code": "R001", "where": "x", "what": "y"}]
    assert result["coverage"][0]["type"] == "CONSULT"


def test_config_prints_the_settings(sayso: Any) -> None:
    (settings,) = json.loads(sayso("check", "fr", "--config").out)
    assert settings["language"]["iso"] == "fr"
    assert len(settings["data"]) == 12


def test_a_language_without_data(sayso: Any) -> None:
    ended = sayso("check", "xx")
    assert ended.status == 2
    assert ended.err.startswith("[R010]")

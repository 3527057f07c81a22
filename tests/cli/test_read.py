from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from sayso.exchange.json import reading_from_dict
from sayso.reading import Reading
from sayso.records import Failure


def test_the_table_tells_who_did_what_on_whose_word(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    ended = sayso("read", "made.jsonl")
    assert ended.status == 0
    words = " ".join(ended.out.split())
    for piece in (
        "✓",
        "✗",
        "~",
        "rencontrés",
        "IRNGOV",
        "11 July 2017",
        "Genève, Switzerland",
        "east of Idleb, Syria",
    ):
        assert piece in words
    assert "denies" in words
    assert "dément" in words
    assert "hearsay" in words
    assert "same event as 3" in words


def test_a_report_cannot_steer_the_terminal(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    for arguments in (["read", "x"], ["read", "--evidence", "x"], ["explain", "x"]):
        assert "\x1b" not in sayso(*arguments).out


def test_a_narrow_terminal_gets_cards(
    sayso: Any, reads: Any, made: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads(made)
    monkeypatch.setenv("COLUMNS", "60")
    ended = sayso("read", "x")
    assert "to whom" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 60


def test_evidence_marks_the_trigger(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    assert "se sont [rencontrés] mardi à Genève." in " ".join(sayso("read", "--evidence", "x").out.split())


def test_french(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    ended = sayso("--ui", "fr", "read", "x")
    assert "Qui le dit" in ended.out
    assert "Suisse" in ended.out


def test_no_claim(sayso: Any, reads: Any, bare: Reading) -> None:
    reads(bare)
    ended = sayso("read", "x")
    assert ended.status == 0
    assert "No event" in ended.out


def test_json(sayso: Any, reads: Any, made: Reading, failure: Failure) -> None:
    reads(made, failure)
    ended = sayso("read", "--json", "x")
    assert ended.status == 1
    whole = json.loads(ended.out)
    assert reading_from_dict(whole["readings"][0]) == made
    assert whole["failures"][0]["key"] == "made-2"


def test_jsonl_keeps_the_order(
    sayso: Any, reads: Any, made: Reading, bare: Reading, failure: Failure
) -> None:
    reads(bare, failure, made)
    lines = [json.loads(line) for line in sayso("read", "--jsonl", "x").out.splitlines()]
    assert [sorted(line) == ["failure"] for line in lines] == [False, True, False]
    assert reading_from_dict(lines[2]) == made


def test_csv(sayso: Any, reads: Any, made: Reading, bare: Reading) -> None:
    reads(bare, made)
    rows = list(csv.DictReader(io.StringIO(sayso("read", "--csv", "x").out)))
    assert [row["type"] for row in rows] == ["CONSULT", "ASSAULT", "ASSAULT"]


def test_score_format_has_a_line_for_every_report(
    sayso: Any, reads: Any, made: Reading, bare: Reading, failure: Failure
) -> None:
    reads(made, failure, bare)
    lines = [json.loads(line) for line in sayso("read", "--score-format", "x").out.splitlines()]
    assert [line["id"] for line in lines] == ["made-1", "made-2", "rffffffffffffffff"]
    assert [len(line["claims"]) for line in lines] == [3, 0, 0]


def test_html(sayso: Any, reads: Any, made: Reading, failure: Failure, tmp_path: Path) -> None:
    reads(made, failure)
    ended = sayso("--ui", "fr", "read", "x", "--html", str(tmp_path / "out.html"), "--max-failures", "1")
    assert ended.status == 0
    assert ended.out == ""
    assert "1 article, 3 énoncés" in ended.err
    assert '<html lang="fr">' in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_html_beside_records(sayso: Any, reads: Any, made: Reading, tmp_path: Path) -> None:
    reads(made)
    ended = sayso("read", "x", "--jsonl", "--html", str(tmp_path / "out.html"))
    assert len(ended.out.splitlines()) == 1
    assert (tmp_path / "out.html").exists()


def test_html_that_cannot_be_written(sayso: Any, reads: Any, made: Reading, tmp_path: Path) -> None:
    reads(made)
    ended = sayso("read", "x", "--html", str(tmp_path / "no" / "out.html"))
    assert ended.status == 2
    assert "cannot be written" in ended.err


@pytest.mark.parametrize(("allowed", "status"), [(0, 1), (1, 1), (2, 0), (9, 0)])
def test_max_failures(
    sayso: Any, reads: Any, made: Reading, failure: Failure, allowed: int, status: int
) -> None:
    reads(failure, made, failure)
    ended = sayso("read", "x", "--max-failures", str(allowed))
    assert ended.status == status
    assert ended.err.count("[D002] made.jsonl:2:") == 2
    assert "rencontrés" in ended.out


def test_what_the_caller_knows_is_passed_on(sayso: Any, reads: Any, made: Reading) -> None:
    called = reads(made)
    sayso(
        "read",
        "a.txt",
        "b.txt",
        "--published",
        "2017-07",
        "--outlet",
        "L'Écho",
        "--lang",
        "fr",
        "--processes",
        "2",
    )
    assert called["inputs"] == ["a.txt", "b.txt"]
    assert (called["published"], called["outlet"]) == ("2017-07", "L'Écho")
    assert (called["lang"], called["processes"]) == ("fr", 2)


def test_text(sayso: Any, reads: Any, made: Reading) -> None:
    called = reads(made)
    sayso("read", "--text", "Le président a reçu le roi.", "--lang", "fr", "--published", "2017-07")
    assert called["inputs"][0].text == "Le président a reçu le roi."
    assert called["inputs"][0].published == "2017-07"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Give a file"),
        (["read", "x", "--text", "y"], "not both"),
        (["read", "x", "--json", "--csv"], "Choose one"),
        (["read", "x", "--evidence", "--json"], "Choose one"),
        (["read", "x", "--published", "mardi"], "[D007] --published"),
        (["read", "x", "--lang", "xx"], "[D008] --lang"),
        (["read", "--text", "  "], "[D002] --text"),
        (["read", "x", "--processes", "0"], "equal to 1"),
        (["read", "x", "--no-such-option"], "--no-such-option"),
        (["no-such-command"], "no-such-command"),
        (["--ui", "xx", "schema"], "xx"),
    ],
)
def test_errors_of_use_and_data_end_with_2(sayso: Any, reads: Any, arguments: list[str], words: str) -> None:
    reads()
    ended = sayso(*arguments)
    assert ended.status == 2
    assert words in " ".join(ended.err.replace("│", " ").split())
    assert ended.out == ""


def test_an_error_is_one_line_or_one_object(sayso: Any, reads: Any) -> None:
    reads()
    assert len(sayso("read", "x", "--published", "mardi").err.splitlines()) == 1
    error = json.loads(sayso("read", "x", "--published", "mardi", "--json").err)
    assert error == {"ok": False, "code": "D007", "message": error["message"], "values": {"value": "mardi"}}


def test_a_file_that_is_not_there(sayso: Any) -> None:
    ended = sayso("read", "no/such/file.txt")
    assert ended.status == 1
    assert "[D001] no/such/file.txt" in ended.err

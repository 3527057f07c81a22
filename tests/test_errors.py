"""The catalogue: every code is used, tested here and documented; a message says where, what and how to mend it."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from sayso import errors
from sayso.errors import CATALOGUE, DataError, DocumentError, ExchangeError, ModelError, SaysoError

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
GROUPS = "DRMSXW"


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _codes_in_source() -> set[str]:
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        if path.name != "errors.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} & set(
                CATALOGUE
            )
    return found


@pytest.mark.parametrize("code", CATALOGUE)
def test_codes_are_a_group_and_a_number(code: str) -> None:
    assert re.fullmatch(rf"[{GROUPS}]\d{{3}}", code)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_raised_somewhere(code: str) -> None:
    assert code in _codes_in_source()


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_message_has_code_place_what_and_mend(code: str) -> None:
    what, mend = CATALOGUE[code]
    values = dict.fromkeys(_places(what) | _places(mend), "VALUE")
    error = SaysoError(code, "a/file:3", **values)
    assert str(error).startswith(f"[{code}] a/file:3: ")
    assert str(error).endswith(error.mend)
    assert "{" not in str(error)
    assert error.mend[-1:] in (".", "")
    assert error.mend


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_documented_with_its_words(code: str) -> None:
    what, mend = CATALOGUE[code]
    row = re.search(rf"^\| `{code}` \|(.*)\|(.*)\|$", PAGE, re.M)
    assert row is not None
    assert row[1].strip() == what
    assert row[2].strip() == mend


def test_no_other_code_is_documented() -> None:
    assert re.findall(r"^\| `([A-Z]\d+)` \|", PAGE, re.M) == list(CATALOGUE)


def test_an_error_without_a_place() -> None:
    assert str(DocumentError("D002")) == "[D002] the report is empty. Give a file with text in it."


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (DocumentError, ValueError),
        (DataError, ValueError),
        (ModelError, RuntimeError),
        (ExchangeError, ValueError),
    ],
)
def test_errors_are_also_of_a_builtin_kind(kind: type[SaysoError], builtin: type[Exception]) -> None:
    assert issubclass(kind, (SaysoError, builtin))
    assert issubclass(kind, builtin)


def test_every_error_class_has_its_group_documented() -> None:
    kinds = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, SaysoError)
    ]
    assert [kind.__name__ for kind in kinds if kind.__name__ not in PAGE] == []

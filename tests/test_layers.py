"""Imports go one way, data folders hold no code, and the front door is light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "sayso"
# Lowest first; the modules at the top of the package stand where what they import lets them.
LAYERS = ("base", "read", "annotate", "extract", "link", "store", "exchange", "run", "cli")
BASE = ("errors", "resources", "records", "reading", "picture", "plain")
TOP = {"api": "extract", "__init__": "extract", "__main__": "cli", "desk": "cli"}
# A reading shows itself: `to_dict` and `_repr_html_` import their format when they are called.
ALLOWED = {("reading.py", "exchange")}
MODULES = sorted(SOURCE.rglob("*.py"))


def layer(parts: tuple[str, ...]) -> str:
    """The layer of a module by its path inside the package."""
    first = parts[0].removesuffix(".py") if parts else "__init__"
    return "base" if first in BASE else TOP.get(first, first)


def imported(path: Path) -> Iterator[str]:
    """The sayso modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == "sayso")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    inside = path.relative_to(SOURCE)
    own = LAYERS.index(layer(inside.parts))
    for name in imported(path):
        target = name.split(".")[1:2]
        if target and not (SOURCE / target[0]).is_dir() and not (SOURCE / f"{target[0]}.py").is_file():
            continue  # a name of the package itself, such as __version__
        if (
            target in (["api"], ["run"], ["desk"])
            and own < LAYERS.index("run")
            and str(inside) == "__init__.py"
        ):
            continue
        other = layer(tuple(target))
        if (str(inside), other) in ALLOWED:
            continue
        assert LAYERS.index(other) <= own, f"{inside} ({LAYERS[own]}) imports {name} ({other})"


def test_the_layers_are_those_of_the_tree() -> None:
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert folders <= set(LAYERS) | {"desk"}
    assert len(MODULES) > 40


@pytest.mark.parametrize("folder", ["lang", "model"])
def test_data_folders_hold_no_code(folder: str) -> None:
    assert (SOURCE / folder).is_dir()
    assert list((SOURCE / folder).rglob("*.py*")) == []


@pytest.mark.parametrize(
    "statement", ["import sayso", "from sayso import records, errors, reading, resources"]
)
def test_the_front_door_is_light(statement: str) -> None:
    code = f"{statement}\nimport sys\nprint(sorted({{'spacy', 'typer', 'numpy', 'rich', 'jinja2'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

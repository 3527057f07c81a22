"""Where the data lives and how it is read: TOML for rules, TSV for words, JSON-free and pickle-free.

`SAYSO_DATA=dir` lays a folder of the same shape (`lang/fr/…`, `model/…`) over the shipped one: TSV rows are
added to the shipped rows, TOML files of the same name replace the shipped file.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.errors import DataError

PACKAGE = Path(__file__).parent


def roots() -> list[Path]:
    """The data folders, shipped one first."""
    extra = os.environ.get("SAYSO_DATA")
    return [PACKAGE, Path(extra)] if extra else [PACKAGE]


def languages() -> list[str]:
    """ISO 639-1 codes of the languages that have data, sorted."""
    found = {
        p.parent.name for root in roots() for p in root.glob("lang/*/lang.toml") if p.parent.name[0] != "_"
    }
    return sorted(found)


def files(pattern: str) -> list[Path]:
    """Data files that match a glob such as `lang/fr/events/*.toml`; a later root replaces same names."""
    by_name: dict[str, Path] = {}
    for root in roots():
        for path in sorted(root.glob(pattern)):
            by_name[str(path.relative_to(root))] = path
    return [by_name[name] for name in sorted(by_name)]


@functools.cache
def toml(name: str) -> dict[str, Any]:
    """One TOML file by its path inside the data folder.

    Raises:
        DataError: R010 for a language without data, R002 for a file that is no TOML.
    """
    path = next((root / name for root in reversed(roots()) if (root / name).is_file()), None)
    if path is None:
        if name.startswith("lang/"):
            raise DataError("R010", name, lang=name.split("/")[1], supported=", ".join(languages()))
        raise DataError("R002", name, what="no such data file")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError("R002", str(path), what=str(error)) from error


@functools.cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a TSV file (first row = header, `#` starts a comment line), over all data folders.

    Each row also has `_at`, the `file:line` it stands in, for explanations and error messages.
    """
    return tuple(row for root in roots() if (root / name).is_file() for row in _rows(root / name, name))


def _rows(path: Path, name: str) -> Iterator[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        return
    header = numbered[0][1].split("\t")
    for number, line in numbered[1:]:
        cells = next(csv.reader(io.StringIO(line), delimiter="\t", quoting=csv.QUOTE_NONE))
        if len(cells) != len(header):
            raise DataError(
                "R002", f"{path}:{number}", what=f"{len(cells)} cells, the header has {len(header)}"
            )
        yield {**dict(zip(header, cells, strict=True)), "_at": f"{name}:{number}"}


@functools.cache
def digest() -> str:
    """Twelve hex digits over every data file: the data version that records carry."""
    sha = hashlib.sha256()
    for pattern in ("lang/**/*.t[os]*", "model/**/*.toml", "model/**/*.npz"):
        for path in files(pattern):
            sha.update(path.name.encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()[:12]

"""The page of addresses lists what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.desk.app import create_app
from sayso.desk.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "desk.md"


def test_every_address_is_listed(store: Path) -> None:
    paths = create_app(Settings(db=str(store))).openapi()["paths"]
    found = {(path, method.upper()) for path, methods in paths.items() for method in methods}
    listed = re.findall(r"^\| `(/[^`]*)` \| ([A-Z]+) \| .+ \|$", PAGE.read_text(encoding="utf-8"), re.M)
    assert set(listed) == found
    assert len(listed) == len(found) > 60

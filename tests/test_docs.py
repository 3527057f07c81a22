"""What the documents show is true: their Python runs, their links lead somewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sayso.resources import PACKAGE

ROOT = Path(__file__).parents[1]
FOLDERS = ("*.md", "docs/**/*.md", "samples/*.md", "training/**/*.md", "eval/**/*.md")
PAGES = [page for folder in FOLDERS for page in sorted(ROOT.glob(folder))]
WITH_CODE = [page for page in PAGES if "```python" in page.read_text(encoding="utf-8")]
BUILT = (PACKAGE / "model" / "weights" / "fr.trigger.npz").is_file()


def test_there_is_something_to_check() -> None:
    assert len(PAGES) > 5
    assert {page.name for page in WITH_CODE} >= {"README.md", "guide.md"}


@pytest.mark.slow
@pytest.mark.skipif(not BUILT, reason="the weights are not built yet: make train")
@pytest.mark.parametrize("page", WITH_CODE, ids=lambda page: page.name)
def test_python_runs(page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The blocks of a page one after the other, as a reader would type them."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    for block in blocks:
        exec(compile(block, str(page), "exec"), names)
    assert capsys.readouterr().out or any("assert " in block for block in blocks)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:", link):
            continue
        target, _, anchor = link.partition("#")
        path = Path(os.path.normpath(page.parent / target)) if target else page
        assert path.exists(), f"{page.name}: {link}"
        if anchor and path.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.M)
            assert anchor in {re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-") for h in headings}


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    written = {w for page in PAGES for w in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))}
    assert written <= targets
    assert written

"""The sections of bench/RESULTS.md: each measurement renews its own, between its marks, and keeps the others."""

from __future__ import annotations

import subprocess
from pathlib import Path

PAGE = Path(__file__).parent / "RESULTS.md"


def renew(section: str, text: str, *, page: Path = PAGE) -> None:
    """Put a section in the place of the one that was there, or at the end; no name: what stands before all.

    What a section has after as many paragraphs as are measured was written by somebody, and stays.
    """
    old = page.read_text(encoding="utf-8") if page.is_file() else ""
    if not section:
        at = old.find("<!-- ")
        rest = old[at:].rstrip() if at >= 0 else ""
        page.write_text(f"{text.rstrip()}\n\n{rest}".rstrip() + "\n", encoding="utf-8")
        return
    begin, end = f"<!-- {section}:begin -->", f"<!-- {section}:end -->"
    before, found, rest = old.partition(begin)
    inside, _, after = rest.partition(end)
    measured = text.strip().split("\n\n")
    written = inside.strip().split("\n\n")[len(measured) :]
    new = "\n".join((begin, "\n\n".join([*measured, *written]), end))
    kept = after.strip() if found else ""
    page.write_text("\n\n".join(p for p in (before.rstrip(), new, kept) if p) + "\n", encoding="utf-8")


def commit() -> str:
    """The commit that is measured."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()

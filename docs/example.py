"""Renew the example in the README: `make example`.  It shows what sayso prints, cut after some rows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE, ROWS = "samples/libye-cessez-le-feu.txt", 6
BEGIN, END = "<!-- example:begin -->\n", "<!-- example:end -->"


def shown() -> str:
    """The command and its first rows as a code block."""
    command = ["sayso", "read", SAMPLE]
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "112", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    kept = []
    for line in done.stdout.splitlines():
        if re.match(rf"\s*{ROWS + 1}  ", line):
            break
        kept.append(line.rstrip())
    return "\n".join(["```", "$ " + " ".join(command), *kept, " …", "```", ""])


def main() -> None:
    """Write it between the marks."""
    page = ROOT / "README.md"
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    page.write_text(before + BEGIN + shown() + END + rest.split(END, 1)[1], encoding="utf-8")


if __name__ == "__main__":
    main()

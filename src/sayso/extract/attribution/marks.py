"""Marked examples: "[source:Le ministre] [cue:assure] que [content:les troupes partiront]." """

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.errors import DataError

MARK = re.compile(r"\[(source|cue|content):")


@dataclass(frozen=True, slots=True)
class Example:
    """A plain sentence and its marked spans, `(role, start, end)` in code points, in text order."""

    text: str
    spans: tuple[tuple[str, int, int], ...]


def parse_marks(marked: str, where: str = "") -> Example:
    """Read an example; marks may nest.

    Raises:
        DataError: R002 for an unknown role, an unclosed or stray bracket, or an empty mark.
    """
    out: list[str] = []
    length = 0
    spans: list[tuple[str, int, int]] = []
    opened: list[tuple[str, int]] = []
    at = 0
    while at < len(marked):
        match = MARK.match(marked, at)
        if match:
            opened.append((match.group(1), length))
            at = match.end()
            continue
        char = marked[at]
        if char == "[":
            raise DataError("R002", where, what=f"an unknown mark at '{marked[at : at + 12]}'")
        if char == "]":
            if not opened:
                raise DataError("R002", where, what="a ']' that closes nothing")
            role, start = opened.pop()
            if start == length:
                raise DataError("R002", where, what=f"an empty mark '{role}'")
            spans.append((role, start, length))
        else:
            out.append(char)
            length += 1
        at += 1
    if opened:
        raise DataError("R002", where, what=f"the mark '{opened[-1][0]}' is not closed")
    return Example("".join(out), tuple(sorted(spans, key=lambda s: (s[1], s[2], s[0]))))

"""Sentence boundaries by rule, before and without any parse.

The parser's own boundaries cost a parse of everything and break at quotes; news has full stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from spacy.tokens import Doc


def split(doc: Doc, settings: dict[str, Any], ends: Sequence[int] = ()) -> Doc:
    """Set `is_sent_start` on every token.

    A sentence ends at an end mark (with the quotation marks and brackets that close it) and at a line
    break; a stretch longer than `settings["longest"]` words is cut, at a comma where there is one.
    `ends` are offsets at which one is known to end besides.
    """
    starts = sentence_starts([t.text for t in doc], settings)
    for end in ends:
        first = next((t.i for t in doc if t.idx >= end and not t.is_space), None)
        if first is not None:
            starts[first] = True
    if starts:
        marks = np.array([1 if start else -1 for start in starts], dtype="int64").view("uint64")
        doc.from_array(["SENT_START"], marks.reshape(-1, 1))  # type: ignore[arg-type]
    return doc


def sentence_starts(words: list[str], settings: dict[str, Any]) -> list[bool]:
    """Does a sentence start at the word?  For every token of a text, by their texts."""
    ends, longest = set(settings["end"]), int(settings["longest"])
    closing = set(settings["close_quote"]) | {")", "]"}
    plain = set(settings["plain_quote"])
    starts = [False] * len(words)
    open_plain = False
    ended = True  # the next real token starts a sentence
    broken = True  # nothing but white space since a line break, or since the beginning
    since = 0
    comma = -1
    for i, text in enumerate(words):
        if text.isspace():
            if "\n" in text:
                ended = broken = True
                open_plain = False
            continue
        if ended and (text in closing or text in ends or (text in plain and open_plain)):
            if text in plain:
                open_plain = False
            starts[i] = i == 0  # the mark still belongs to the sentence that ended
            broken = False
            since += 1
            continue
        start = ended and (not text[0].islower() or since == 0 or broken)
        broken = False
        if since >= longest:
            start = True
            if 0 < i - comma < longest // 2:
                starts[comma + 1] = True
                start = False
                since = i - comma
        starts[i] = start or i == 0
        if start:
            since, comma = 0, -1
        since += 1
        if text in plain:
            open_plain = not open_plain
        if text in {",", ";"}:
            comma = i
        ended = text in ends
    return starts

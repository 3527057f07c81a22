"""What was read on a text put back to ordinary writing, told in the words of the report as it is printed.

A report in capitals or without accents is parsed in ordinary writing (`annotate/restore.py`).  Both texts are
of one length, so every piece of evidence is cut anew from the report, and a name from where it stands.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from sayso.reading import Reading
from sayso.records import Party, Post, Source

Record = TypeVar("Record")


def as_printed(reading: Reading, shown: str) -> Reading:
    """The reading with the words of its report; `shown` is the text that was read, as long as the report's."""
    text = reading.report.text
    if shown == text or len(shown) != len(text):
        return reading
    return replace(
        reading,
        **{
            f.name: _printed(getattr(reading, f.name), shown, text)
            for f in fields(reading)
            if f.name != "report"
        },
    )


def _printed(value: Any, shown: str, text: str) -> Any:
    if isinstance(value, tuple):
        return tuple(_printed(item, shown, text) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _printed(getattr(value, f.name), shown, text) for f in fields(value)}
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    if start is not None and changed.get("text") == shown[start:end]:
        changed["text"] = text[start:end]
    if isinstance(value, Party):
        if value.name == shown[value.name_start : value.name_end]:
            changed["name"] = text[value.name_start : value.name_end]
    elif isinstance(value, Source | Post):
        changed["name"] = _cut(value.name, value.start, shown, text)
        if isinstance(value, Post):
            changed["post"] = _cut(value.post, value.start, shown, text)
    return replace(value, **changed)


def _cut(words: str, near: int, shown: str, text: str) -> str:
    """Words of the text that was read, as they are printed where they stand next to `near`; others as they are."""
    places, at = [], shown.find(words)
    while at >= 0:
        places.append(at)
        at = shown.find(words, at + 1)
    if not words or not places:
        return words
    at = min(places, key=lambda place: abs(place - near))
    return text[at : at + len(words)]

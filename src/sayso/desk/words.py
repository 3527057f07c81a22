"""What the desk says, in the language of its reader: `texts/<ui>.toml` beside the labels of the records."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sayso import resources
from sayso.exchange.dates import in_words
from sayso.exchange.labels import LANGUAGES, Labels, labels

__all__ = ["LANGUAGES", "Words", "preferred", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The texts of one language."""

    ui: str
    texts: Mapping[str, Any]
    labels: Labels

    def say(self, key: str, **filling: object) -> str:
        """A text by `group.key`, its places filled; a number `n` chooses between `one` and `many`."""
        group, _, name = key.partition(".")
        found = self.texts[group][name]
        if isinstance(found, dict):
            found = found["one" if filling.get("n") in (0, 1) and self._single(filling["n"]) else "many"]
        return str(found).format(**filling) if filling else str(found)

    def _single(self, n: object) -> bool:
        return n == 1 or (n == 0 and self.ui == "fr")

    def has(self, key: str) -> bool:
        """Is there a text of this key?"""
        group, _, name = key.partition(".")
        return name in self.texts.get(group, {})

    def of(self, group: str, value: str) -> str:
        """The name of a value: the desk's own, else that of the records' labels."""
        found = self.texts.get(group, {}).get(value)
        if found is None:
            found = self.labels.texts.get(group, {}).get(value, value)
        return str(found)

    def day(self, edtf: str | None) -> str:
        """A date in words, without its time; "" for none."""
        return _day(self.ui, edtf.split("T")[0]) if edtf else ""

    def month(self, edtf: str) -> str:
        """A year or a month in words."""
        return in_words(edtf, self.labels)

    def moment(self, iso: str | None) -> str:
        """A moment of the store (UTC) with its time."""
        if not iso:
            return ""
        from babel.dates import format_datetime

        try:
            at = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return str(format_datetime(at.astimezone(UTC), "d MMM yyyy, HH:mm", locale=self.ui))

    def number(self, value: float | int) -> str:
        """A number as it is written in this language."""
        return _number(self.ui, value)

    def country(self, code: str | None) -> str:
        """A country by its code."""
        return self.labels.country(code) if code else ""

    def today(self) -> str:
        """Today in words."""
        return in_words(date.today().isoformat(), self.labels)


@functools.lru_cache(maxsize=20_000)
def _day(ui: str, edtf: str) -> str:
    return in_words(edtf, labels(ui))


@functools.lru_cache(maxsize=20_000)
def _number(ui: str, value: float) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=ui))


@functools.cache
def words(ui: str) -> Words:
    """The texts of a language; those of the first language for any other."""
    ui = ui if ui in LANGUAGES else LANGUAGES[0]
    return Words(ui=ui, texts=resources.toml(f"desk/texts/{ui}.toml"), labels=labels(ui))


def preferred(accept: str) -> str:
    """The language that a browser asks for first, of those that there are."""
    for part in accept.lower().split(","):
        if (code := part.split(";")[0].strip()[:2]) in LANGUAGES:
            return code
    return LANGUAGES[0]

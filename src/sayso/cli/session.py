"""The interface's language and texts, and the two consoles: what every command gets."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sayso import resources

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.exchange.labels import Labels

LANGUAGES = ("en", "fr")
WIDTH = 120  # columns, where nobody says how many there are: in a pipe or a file


@dataclass(frozen=True)
class Session:
    """One run of the command line."""

    ui: str

    @cached_property
    def texts(self) -> Mapping[str, Any]:
        """What the command line says, in the interface's language."""
        return resources.toml(f"cli/texts/{self.ui}.toml")

    def say(self, group: str, key: str, **filling: object) -> str:
        """One text with its places filled."""
        return str(self.texts[group][key]).format(**filling)

    def count(self, group: str, key: str, n: int) -> str:
        """A number with its word: "1 new version", "2 new versions"."""
        forms = self.texts[group][key]
        return str(forms["one" if n == 1 else "many"]).format(n=n)

    @cached_property
    def labels(self) -> Labels:
        """What the values of the records are called."""
        from sayso.exchange.labels import labels

        return labels(self.ui)

    @cached_property
    def out(self) -> Console:
        """Standard output, for people."""
        from rich.console import Console

        known = sys.stdout.isatty() or "COLUMNS" in os.environ
        return Console(highlight=False, emoji=False, width=None if known else WIDTH)

    @cached_property
    def err(self) -> Console:
        """Standard error: messages and progress."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, emoji=False)

    def warn(self, message: str) -> None:
        """One line on standard error, as it is."""
        self.err.print(printable(message), markup=False, soft_wrap=True)


def interface(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The interface's language: `--ui` before the command, else the locale's, else English.

    It is found before the arguments are parsed, since help and usage errors are in it too.
    """
    for n, argument in enumerate(arguments):
        if argument == "--ui":
            return _known("".join(arguments[n + 1 : n + 2]))
        if argument.startswith("--ui="):
            return _known(argument.removeprefix("--ui="))
        if not argument.startswith("-"):
            break
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return _known(environment[name])
    return LANGUAGES[0]


def _known(locale: str) -> str:
    language = locale.replace("-", "_").split("_")[0].split(".")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def printable(text: str) -> str:
    """Text without what could steer a terminal: a report may hold escape sequences."""
    if text.isprintable():
        return text
    kept = []
    for letter in text:
        category = unicodedata.category(letter)
        if category == "Cc":
            kept.append(" " if letter in "\t\n\r" else "\ufffd")
        elif category not in ("Cf", "Cs"):
            kept.append(letter)
    return "".join(kept)

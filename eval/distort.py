"""Ways in which the web mangles a report, each a function on text, and gold claims carried along."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any


def bare(text: str) -> str:
    """Without accents, character for character."""
    return "".join(unicodedata.normalize("NFD", c)[0] if c not in "œŒæÆ" else c for c in text)


def capitals(text: str) -> str:
    """In capitals, character for character."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def quotes(text: str) -> str:
    """Guillemets become straight quotation marks."""
    return re.sub(r"«\s?|\s?»|[“”]", '"', text)


def glued(text: str) -> str:
    """No space after the end of a sentence."""
    return re.sub(r"([a-zà-ÿ0-9»])([.!?]) (?=[A-ZÀ-Ý«])", r"\1\2", text)


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "accents stripped": bare,
    "in capitals": capitals,
    "other quotation marks": quotes,
    "sentence ends glued": glued,
}


def moved(claim: dict[str, Any], text: str, change: Callable[[str], str]) -> dict[str, Any]:
    """A gold claim with its trigger where the change put it."""
    start = text.index(claim["quote"]) + claim["quote"].index(claim["trigger"])
    at = len(change(text[:start]))
    return {**claim, "trigger": [at, at + len(change(claim["trigger"]))]}

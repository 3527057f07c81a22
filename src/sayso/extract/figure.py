"""Numbers with their margins, and what they count: "au moins 78 morts", "une cinquantaine de militaires"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sayso import resources
from sayso.records import Figure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DIGITS = re.compile(r"\d{1,3}(?:[.   ]\d{3}){0,4}(?:,\d{1,2})?|\d{1,12}(?:,\d{1,2})?")
Bounds = tuple[float, float | None, float | None]  # value, low, high


def find_figures(doc: Doc, *, lang: str = "fr") -> list[Figure]:
    """Every number that counts people or money, in text order.

    `low` and `high` are inclusive; None is an open bound ("plus de 100" has no upper one).
    """
    data = resources.toml(f"lang/{lang}/figures.toml")
    kinds = {word: row["kind"] for row in reversed(data["kinds"]) for word in row["words"]}
    out: list[Figure] = []
    i, words = 0, [t for t in doc if not t.is_space]
    while i < len(words):
        read = _number(words, i, data)
        if read is None:
            i += 1
            continue
        after, bounds = read
        alone = after == i + 1 and words[i].lower_ in {"un", "une"}  # "une aide de 3 millions" counts no euros
        counted = _counted(words, after, kinds, 2 if alone else int(data["settings"]["reach"]))
        if counted is None or (alone and counted[0] == "money"):
            i = after
            continue
        first, bounds = _margin(words, i, bounds, data)
        kind, last, unit = counted
        start, end = words[first].idx, words[last].idx + len(words[last])
        value, low, high = bounds
        out.append(
            Figure(start=start, end=end, text=doc.text[start:end], kind=kind, value=value, low=low, high=high, unit=unit)
        )
        i = max(after, i + 1)
    return out


def _number(words: Sequence[Token], i: int, data: dict[str, Any]) -> tuple[int, Bounds] | None:
    """Read a number at `i`: the index after it and its bounds."""
    word = words[i].lower_
    for table in ("collectives", "plurals"):
        if word in data[table]:
            row = data[table][word]
            return i + 1, (row["value"], row["low"], row.get("high"))
    total, current, at = 0.0, 0.0, i
    while at < len(words) and at < i + 8:
        piece = _value(words[at].lower_, data["numbers"])
        if piece is None:
            if words[at].lower_ == "et" and at > i and _joins(words, at, data["numbers"]):
                at += 1
                continue
            break
        if at > i and words[at].is_digit:  # thousands parted by a space: "12 000"
            if not (words[at - 1].is_digit and len(words[at].text) == 3):
                break
            current = current * 1000 + piece
            at += 1
            continue
        if piece >= 1000:
            total, current = total + max(current, 1) * piece if current < 1000 else piece, 0.0
            if not words[at].is_alpha and at == i:
                total, current = 0.0, piece
        elif piece == 100 and current:
            current *= 100
        else:
            current += piece
        at += 1
    if at == i or (at == i + 1 and word in {"un", "une"} and at < len(words) and words[at].lower_ in data["collectives"]):
        return None
    value = total + current
    return at, (value, value, value)


def _joins(words: Sequence[Token], at: int, numbers: dict[str, int]) -> bool:
    """"vingt et un" is one number, "5 et 10" are two."""
    return at + 1 < len(words) and words[at - 1].lower_ in numbers and words[at + 1].lower_ in numbers


def _value(word: str, numbers: dict[str, int]) -> float | None:
    if word in numbers:
        return float(numbers[word])
    parts = word.split("-")
    if len(parts) > 1 and all(p in numbers or p == "et" for p in parts):
        values = [numbers[p] for p in parts if p != "et"]
        return float(80 + sum(values[2:]) if values[:2] == [4, 20] else sum(values))
    if DIGITS.fullmatch(word):
        return float(re.sub(r"[.   ]", "", word).replace(",", "."))
    return None


def _counted(words: Sequence[Token], at: int, kinds: dict[str, str], reach: int) -> tuple[str, int, str | None] | None:
    """What is counted after the number: kind, index of the last word, unit of money."""
    found: tuple[str, int, str | None] | None = None
    for j in range(at, min(at + reach, len(words))):
        word = words[j].lower_
        if words[j].is_punct and word not in {"«", "»", '"'}:
            break
        if kind := kinds.get(word):
            if kind == "money":
                return kind, j, word
            if found is None:
                found = (kind, j, None)
            elif found[0] == "people":  # "douze soldats ont été tués": who, then what became of them
                return kind, found[1], None
        if j > at and found is None and words[j].pos_ == "VERB":
            break
    return found


def _margin(words: Sequence[Token], i: int, bounds: Bounds, data: dict[str, Any]) -> tuple[int, Bounds]:
    """Widen the bounds by the words before the number; returns the first word's index too."""
    value, low, high = bounds
    if i and words[i - 1].lower_ in {"une", "un", "des"}:
        i -= 1
    before = " ".join(t.lower_ for t in words[max(0, i - 3) : i])
    for name, phrases in data["bounds"].items():
        if not isinstance(phrases, list):
            continue
        hit = next((p for p in phrases if before == p or before.endswith(" " + p)), None)
        if hit is None:
            continue
        first = i - len(hit.split())
        if name == "at_least":
            return first, (value, value + (hit == "plus de"), None)
        if name == "at_most":
            return first, (value, None, value - (hit == "moins de"))
        if name == "about":
            margin = value * float(data["bounds"]["about_margin"])
            return first, (value, float(round(value - margin)), float(round(value + margin)))
    pair = re.search(r"(?:entre|de) ([\w-]{1,20}) (?:et|à)$", " ".join(t.lower_ for t in words[max(0, i - 3) : i]))
    if pair and (lower := _value(pair[1], data["numbers"])) is not None and lower < value:
        return i - 3, ((lower + value) / 2, lower, value)
    return i, (value, low, high)

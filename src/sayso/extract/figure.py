"""Numbers with their margins, and what they count: "au moins 78 morts", "une cinquantaine de militaires"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sayso import resources
from sayso.records import Figure

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc, Token

DIGITS = re.compile(r"\d{1,3}(?:[.\u00a0\u202f ]\d{3}){0,4}(?:,\d{1,2})?|\d{1,12}(?:,\d{1,2})?")
SPACES = re.compile(r"[.\u00a0\u202f ]")
YEAR = re.compile(r"(?:19|20)\d\d")  # or a number of people, where they stand right behind it
LONGEST = 8  # words of one number
Bounds = tuple[float, float | None, float | None]  # value, low, high


def find_figures(doc: Doc, *, lang: str = "fr") -> list[Figure]:
    """Every number that counts people or money, in text order.

    `low` and `high` are inclusive; None is an open bound ("plus de 100" has no upper one).
    """
    data = resources.toml(f"lang/{lang}/figures.toml")
    kinds = {word: row["kind"] for row in reversed(data["kinds"]) for word in row["words"]}
    out: list[Figure] = []
    i, words, text = 0, [t for t in doc if not t.is_space], doc.text
    while i < len(words):
        read = _range(words, i, data)
        if read is None:
            i += 1
            continue
        first, after, bounds = read
        alone = after == i + 1 and words[i].lower_ in data["words"]["one"]
        reach = 2 if alone else int(data["settings"]["reach"])
        if after == i + 1 and YEAR.fullmatch(words[i].text):
            reach = 2 if after < len(words) and words[after].pos_ == "ADJ" else 1
        counted = _counted(words, after, kinds, reach, data)
        if counted is None or (alone and counted[0] == "money"):  # "une aide de 3 millions" counts no euros
            i = after
            continue
        if first == i:
            first, bounds = _margin(words, i, bounds, data)
        kind, last, unit = counted
        start, end = words[first].idx, words[last].idx + len(words[last])
        value, low, high = bounds
        said = text[start:end]
        out.append(
            Figure(start=start, end=end, text=said, kind=kind, value=value, low=low, high=high, unit=unit)
        )
        i = max(after, i + 1)
    return out


def _range(words: Sequence[Token], i: int, data: dict[str, Any]) -> tuple[int, int, Bounds] | None:
    """Read a number or two that span a range: the first word's index, the one after the last, the bounds."""
    read = _number(words, i, data)
    if read is None:
        return None
    after, lower = read
    second = _number(words, after + 1, data) if after + 1 < len(words) else None
    if second is None or second[1][0] <= lower[0]:
        return i, after, lower
    joint, ranges = words[after].lower_, data["ranges"]
    opened = i > 0 and ranges.get(words[i - 1].lower_) == joint
    if not opened and joint not in ranges["bare"]:
        return i, after, lower
    end, upper = second
    middle = (lower[0] + upper[0]) / 2
    return (i - 1 if opened else i), end, (middle, lower[1], upper[2])


def _number(words: Sequence[Token], i: int, data: dict[str, Any]) -> tuple[int, Bounds] | None:
    """Read a number at `i`: the index after it and its bounds."""
    word = words[i].lower_
    for table in ("collectives", "plurals"):
        if word in data[table]:
            row = data[table][word]
            return i + 1, (float(row["value"]), float(row["low"]), _real(row.get("high")))
    at = i
    total, current = 0.0, 0.0
    while at < min(len(words), i + LONGEST):
        piece = _value(words[at].lower_, data)
        if piece is None:
            if at > i and _joins(words, at, data):
                at += 1
                continue
            break
        if at > i and words[at - 1].is_digit and piece < 1000 and not words[at].is_digit:
            break  # "en 2014 deux soldats"
        if at > i and words[at].is_digit:  # thousands parted by a space: "12 000"
            if not (words[at - 1].is_digit and len(words[at].text) == 3):
                break
            current = current * 1000 + piece
        else:
            total, current = _add(total, current, piece, spelled=words[at].is_alpha or at > i)
        at += 1
    followed = at < len(words) and words[at].lower_ in data["collectives"]
    if at == i or (at == i + 1 and word in data["words"]["one"] and followed):
        return None
    value = total + current
    return at, (value, value, value)


def _add(total: float, current: float, piece: float, *, spelled: bool) -> tuple[float, float]:
    """One more word of a number: "trois" "mille" "cinq" "cents"."""
    if piece >= 1000:
        if not spelled:
            return 0.0, piece
        return (total + max(current, 1) * piece, 0.0) if current < 1000 else (current * piece, 0.0)
    if piece == 100 and current:
        return total, current * 100
    return total, current + piece


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)


def _joins(words: Sequence[Token], at: int, data: dict[str, Any]) -> bool:
    """ "vingt et un" is one number, "dix et vingt" are two."""
    inside = data["words"]
    return (
        words[at].lower_ == inside["and"]
        and at + 1 < len(words)
        and words[at - 1].lower_ in data["numbers"]
        and words[at + 1].lower_ in inside["and_before"]
    )


def _value(word: str, data: dict[str, Any]) -> float | None:
    numbers, joint = data["numbers"], data["words"]["and"]
    if word in numbers:
        return float(numbers[word])
    parts = word.split("-") if "-" in word else ()
    if parts and all(p in numbers or p == joint for p in parts):
        values = [numbers[p] for p in parts if p != joint]
        return float(80 + sum(values[2:]) if values[:2] == [4, 20] else sum(values))
    if word[:1].isdecimal() and DIGITS.fullmatch(word):
        return float(SPACES.sub("", word).replace(",", "."))
    return None


def _counted(
    words: Sequence[Token], at: int, kinds: dict[str, str], reach: int, data: dict[str, Any]
) -> tuple[str, int, str | None] | None:
    """What is counted after the number: kind, index of the last word, unit of money."""
    found: tuple[str, int, str | None] | None = None
    if at < len(words) and words[at].lower_ in data["words"]["measures"]:
        return None  # "un homme de 34 ans a été tué"
    for j in range(at, min(at + reach, len(words))):
        word = words[j].lower_
        if words[j].is_punct and word not in data["words"]["quotes"]:
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
    if i and words[i - 1].lower_ in data["words"]["articles"]:
        i -= 1
    before = " ".join(t.lower_ for t in words[max(0, i - 3) : i])
    rows = data["bounds"]
    for name in ("at_least", "at_most", "about"):
        hit = next((p for p in rows[name] if before == p or before.endswith(f" {p}")), None)
        if hit is None:
            continue
        first, outside = i - len(hit.split()), float(hit in rows["strict"])
        if name == "at_least":
            return first, (value, value + outside, None)
        if name == "at_most":
            return first, (value, None, value - outside)
        margin = value * float(rows["about_margin"])
        return first, (value, float(round(value - margin)), float(round(value + margin)))
    return i, (value, low, high)

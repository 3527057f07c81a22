"""Which reports rest on one origin: reprints and rewrites of one text, and what one agency sent out.

A report's sketch is the least hashes of its word 4-grams (Broder 1997, "On the resemblance and containment
of documents"): two sketches tell how much of the shorter text stands in the other.
"""

from __future__ import annotations

import functools
import hashlib
import heapq
import re
from collections.abc import Sequence
from typing import Any

from sayso import resources
from sayso.link.words import fold, words
from sayso.records import Report

SIZE = 128  # hashes in a sketch
GRAM = 4  # words


@functools.cache
def settings() -> dict[str, Any]:
    """Thresholds and the credits of agencies."""
    return resources.toml("model/link/origins.toml")


@functools.lru_cache(maxsize=20_000)
def sketch(text: str) -> tuple[int, ...]:
    """The `SIZE` least 64-bit hashes of a text's word 4-grams, sorted; all of them where there are fewer."""
    found = [fold(w) for w in words(text)]
    grams = {" ".join(found[i : i + GRAM]) for i in range(max(1, len(found) - GRAM + 1))}
    hashes = (
        int.from_bytes(hashlib.blake2b(g.encode(), digest_size=8).digest(), "big") for g in sorted(grams)
    )
    return tuple(heapq.nsmallest(SIZE, hashes))


def shared(a: Sequence[int], b: Sequence[int]) -> float:
    """How much of the text with the shorter sketch stands in the other, 0..1, estimated.

    Both sketches are cut at the lesser of their largest hashes, below which both are complete.
    """
    if not a or not b:
        return 0.0
    bound = min(a[-1] if len(a) == SIZE else 1 << 64, b[-1] if len(b) == SIZE else 1 << 64)
    x, y = {h for h in a if h <= bound}, {h for h in b if h <= bound}
    least = min(len(x), len(y))
    return len(x & y) / least if least else 0.0


def credit(report: Report) -> str | None:
    """The agency that a report gives as its origin: "avec AFP" in its outlet, "(AFP)" at either end of the text."""
    head, tail = report.text[:200], report.text[-80:]
    for agency, patterns in _agencies():
        if any(p.search(report.outlet or "") for p in patterns):
            return agency
        if any(re.search(rf"\({re.escape(agency)}\)", part) for part in (head, tail)):
            return agency
    return None


@functools.cache
def _agencies() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    rows = settings()["agency"]
    return tuple(
        (row["name"], tuple(re.compile(rf"\b{re.escape(w)}\b") for w in row["credits"])) for row in rows
    )


def groups(reports: Sequence[Report]) -> dict[str, tuple[int, str]]:
    """Report id -> the number of its origin (from 1, in the order of ids) and why it is that one.

    Reports are one origin that share an agency's credit, an outlet, or enough of their text.
    """
    ordered = sorted(reports, key=lambda r: r.id)
    limit = settings()["shared_text"]
    number: dict[str, tuple[int, str]] = {}
    leaders: list[Report] = []
    for report in ordered:
        for n, leader in enumerate(leaders, 1):
            if (why := _one(leader, report, limit)) is not None:
                number[report.id] = (n, why)
                break
        else:
            leaders.append(report)
            number[report.id] = (len(leaders), "own")
    return number


def _one(a: Report, b: Report, limit: float) -> str | None:
    agency = credit(a)
    if agency is not None and agency == credit(b):
        return f"agency:{agency}"
    if a.outlet is not None and a.outlet == b.outlet:
        return "outlet"
    if a.text == b.text or shared(sketch(a.text), sketch(b.text)) >= limit:
        return "text"
    return None

"""The project's own gold set: read it, let sayso read its reports, name its version."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import scorer

import sayso
from sayso.exchange.score import score_line
from sayso.read import from_text

GOLD = Path(__file__).parent / "gold"
FLOORS = Path(__file__).parent / "gold_floors.json"


def rows(name: str) -> list[dict[str, Any]]:
    """The objects of one of its files: `texts` (one report a line) or `gold` (one report's claims a line)."""
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def digest() -> str:
    """A short hash of both files: floors hold for the gold set that they were measured on."""
    found = hashlib.sha256()
    for name in ("texts", "gold"):
        found.update((GOLD / f"{name}.jsonl").read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()[:16]


def coded() -> dict[str, list[dict[str, Any]]]:
    """What sayso makes of every report, by the report's id; titles stay unread, as gold covers the text only.

    Raises:
        ModelError: the parser or the weights are missing.
    """
    reports = [
        from_text(row["text"], published=row["date"], outlet=row["source"], lang=row["lang"], key=row["id"])
        for row in rows("texts")
    ]
    lines = (json.loads(score_line(reading)) for reading in sayso.read_many(reports))
    return {line["id"]: line["claims"] for line in lines}


def measured() -> dict[str, scorer.Figure]:
    """The figures of sayso as it is on the whole set (about a minute on one core)."""
    texts = {row["id"]: row["text"] for row in rows("texts")}
    gold = {row["id"]: row["claims"] for row in rows("gold")}
    return scorer.measure(texts, gold, coded())

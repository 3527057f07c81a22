"""Annotated reports: texts joined with their gold claims, each gold claim with its trigger as offsets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.extract.page import Page
from sayso.extract.survey import survey
from sayso.extract.trigger import Trigger
from sayso.read import from_text
from sayso.records import Failure

Gold = dict[str, Any]


@dataclass(frozen=True)
class Annotated:
    """One report surveyed, with its gold claims: `triggers[i]` belongs to `gold[i]`."""

    key: str
    page: Page
    gold: list[Gold]
    triggers: list[Trigger] = field(default_factory=list)


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def split(folder: Path) -> Iterator[tuple[dict[str, Any], list[Gold]]]:
    """Reports (`texts.jsonl`) and their claims (`gold.jsonl`) of a benchmark folder."""
    gold = {row["id"]: row["claims"] for row in read_jsonl(folder / "gold.jsonl")}
    for row in read_jsonl(folder / "texts.jsonl"):
        yield row, gold.get(row["id"], [])


def joined(labels: Path, texts: Path) -> Iterator[tuple[dict[str, Any], list[Gold]]]:
    """Reports of `texts` for which `labels` has claims as offsets (see `training/annotations/README.md`)."""
    by_id = {row["id"]: row for row in read_jsonl(texts)}
    for row in read_jsonl(labels):
        if row["id"] in by_id:
            text = by_id[row["id"]]["text"]
            yield by_id[row["id"]], [_with_words(claim, text) for claim in row["claims"]]


def _with_words(claim: Gold, text: str) -> Gold:
    """Offsets back to words: `[start, end]` of every field becomes its text."""
    out = dict(claim)
    for role in ("actor", "recipient"):
        out[role] = [{"text": text[slice(*p["at"])], "code": p["code"]} for p in claim.get(role, [])]
    for name in ("when", "where", "source"):
        if claim.get(name):
            rest = {k: v for k, v in claim[name].items() if k != "at"}
            out[name] = {"text": text[slice(*claim[name]["at"])], **rest}
    return out


def annotated(rows: Iterator[tuple[dict[str, Any], list[Gold]]]) -> Iterator[Annotated]:
    """Survey every report and place its gold triggers on tokens."""
    for row, gold in rows:
        report = from_text(
            row["text"], published=row.get("date"), outlet=row.get("source"), lang="fr", key=row["id"]
        )
        if isinstance(report, Failure):
            continue
        page = survey(report)
        placed = [(g, trigger_of(page, g)) for g in gold]
        kept = [(g, t) for g, t in placed if t is not None]
        yield Annotated(row["id"], page, [g for g, _ in kept], [t for _, t in kept])


def span_of(claim: Gold, text: str) -> tuple[int, int]:
    """Where a gold trigger stands, in code points."""
    if isinstance(claim["trigger"], list):
        return claim["trigger"][0], claim["trigger"][1]
    start = text.index(claim["quote"]) + claim["quote"].index(claim["trigger"])
    return start, start + len(claim["trigger"])


def trigger_of(page: Page, claim: Gold) -> Trigger | None:
    """The gold trigger as the pipeline would have found it: on the head of its words."""
    start, end = span_of(claim, page.report.text)
    tokens = page.tokens(start, end)
    if not tokens:
        return None
    ids = {t.i for t in tokens}
    heads = [t for t in tokens if t.i in page.hits_of] or [
        t for t in tokens if t.head.i not in ids or t.head == t
    ]
    content = [t for t in heads if t.pos_ in {"VERB", "NOUN", "ADJ"}] or [
        t for t in tokens if t.pos_ in {"VERB", "NOUN"}
    ]
    head = (content or heads or tokens)[0]
    rule = next((h.rule for h in page.hits_of.get(head.i, ()) if h.type == claim["type"]), "gold")
    return Trigger(i=head.i, start=start, end=end, type=claim["type"], p=1.0, rule=rule)


# fmt: off
STOP = frozenset((
    "le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "a", "à", "au", "aux", "en", "et",
    "the", "of", "an", "and", "in", "his", "her", "son", "sa", "ses", "leur", "leurs", "ce", "cette",
    "cet", "ces",
))
# fmt: on


def words(text: str) -> set[str]:
    """Content words of a name, lower-case, without accents."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z0-9]+", plain)) - STOP


def alike(a: str, b: str) -> bool:
    """Do two mentions name the same thing?  Half of the shorter one's words must be shared."""
    x, y = words(a), words(b)
    return bool(x and y) and len(x & y) / min(len(x), len(y)) >= 0.5

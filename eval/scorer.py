"""Score coded claims against gold: the few figures that the project's own gold set is held to.

Gold claims are as `eval/gold/README.md` lays down, coded ones as `sayso.exchange.score` writes them.  Within
a report they are paired one to one where their triggers overlap, the pair that agrees most first.  F1 counts
every claim of both sides; accuracy counts pairs only, so read it beside the mention F1 it rests on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Claim = Mapping[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure in 0..1, and how many gold claims (for accuracies: pairs) it rests on."""

    value: float
    n: int


def at(claim: Claim, text: str) -> Span:
    """A trigger's offsets, `[start, end)`: given in coded claims, found through the quote in gold ones."""
    trigger = claim["trigger"]
    if not isinstance(trigger, str):
        return int(trigger[0]), int(trigger[1])
    start = text.index(claim["quote"]) + claim["quote"].index(trigger)
    return start, start + len(trigger)


def words(name: str) -> set[str]:
    """The words of a name that tell it from others: no accents, no case, nothing of one or two letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    long = {w for w in re.findall(r"[a-z0-9]+", plain) if len(w) > 2}
    return long or set(re.findall(r"[a-z0-9]+", plain))


def same_source(one: Claim, other: Claim) -> bool:
    """Do both claims name a source, and do at least half of the shorter name's words stand in the longer?"""
    if not one.get("source") or not other.get("source"):
        return False
    a, b = words(one["source"]["text"]), words(other["source"]["text"])
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def pairs(gold: Sequence[Claim], coded: Sequence[Claim], text: str) -> list[tuple[Claim, Claim]]:
    """Gold and coded claims whose triggers overlap, each used once."""
    ranked = []
    spans = [at(c, text) for c in coded]
    for i, g in enumerate(gold):
        start, end = at(g, text)
        for j, c in enumerate(coded):
            if spans[j][0] < end and start < spans[j][1]:
                voice = bool(g.get("source")) == bool(c.get("source"))
                ranked.append((-(2 * (g["type"] == c["type"]) + same_source(g, c) + voice), i, j))
    found, used_gold, used_coded = [], set(), set()
    for _, i, j in sorted(ranked):
        if i not in used_gold and j not in used_coded:
            used_gold.add(i)
            used_coded.add(j)
            found.append((gold[i], coded[j]))
    return found


def f1(hits: int, gold: int, coded: int) -> Figure:
    """Harmonic mean of precision and recall; 0 where there is nothing to find or nothing found."""
    return Figure(2 * hits / (gold + coded) if gold + coded else 0.0, gold)


def accuracy(hits: int, of: int) -> Figure:
    """Share of the pairs that are right."""
    return Figure(hits / of if of else 0.0, of)


def measure(
    texts: Mapping[str, str], gold: Mapping[str, Sequence[Claim]], coded: Mapping[str, Sequence[Claim]]
) -> dict[str, Figure]:
    """All figures over all reports of `texts`; a report that was not coded counts as coded without claims."""
    met: list[tuple[Claim, Claim]] = []
    for key, text in texts.items():
        met += pairs(gold[key], coded.get(key, []), text)
    of_gold = [c for key in texts for c in gold[key]]
    of_coded = [c for key in texts for c in coded.get(key, [])]
    return {
        "mention_f1": f1(len(met), len(of_gold), len(of_coded)),
        "type_f1": f1(_count(g["type"] == c["type"] for g, c in met), len(of_gold), len(of_coded)),
        "source_f1": f1(_count(same_source(g, c) for g, c in met), _sourced(of_gold), _sourced(of_coded)),
        "factuality": accuracy(_count(g["factuality"] == c["factuality"] for g, c in met), len(met)),
        "tense": accuracy(_count(g["tense"] == c["tense"] for g, c in met), len(met)),
    }


def _count(truths: Iterable[bool]) -> int:
    return sum(1 for true in truths if true)


def _sourced(claims: Sequence[Claim]) -> int:
    return _count(bool(c.get("source")) for c in claims)

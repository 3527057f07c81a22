"""Appositions and acronyms: "Thomas Waldhauser, chef d'Africom", "État islamique (EI)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.extract.party.mention import Mention

BETWEEN = re.compile(r"\s{0,2},\s{1,2}")
# the rest of a post's complement that the mention does not hold: "la candidate | à la primaire démocrate, X"
COMPLEMENT = re.compile(
    r"(?:\s(?:à|au|aux|de|du|des|en|pour|chargée?|chez)\s|\sd['’])[^,.;:!?()«»\"“”\n]{1,50},\s{1,2}"
)
LIST_OPENS = re.compile(r"\s{0,2},?\s{1,2}")
LIST_GOES_ON = re.compile(r"\s{0,2},\s{1,2}|\s{1,2}et\s{1,2}")
LONGEST_LIST = 8
SHORT = re.compile(r"\((?:[A-ZÀ-Ý][\w.\-]{0,14})\)\Z")


def acronym(mention: Mention) -> str | None:
    """The acronym that a mention ends with in brackets."""
    found = SHORT.search(mention.text)
    return found.group()[1:-1] if found else None


def appositions(text: str, mentions: Sequence[Mention]) -> dict[tuple[int, int], Mention]:
    """Pairs of a name and a post with nothing but a comma between them, keyed both ways by offsets.

    A post before a name must be definite ("le ministre de l'Intérieur, X"): "policier, X" is a list.
    Known failure: lists of a name and a post that are two people ("X, le ministre et Y").
    """
    found: dict[tuple[int, int], Mention] = {}
    by_start: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_start.setdefault(mention.start, []).append(mention)
    for left in mentions:
        if left.kind not in {"name", "role", "crowd", "organisation", "group"} or left.plural:
            continue
        gap = BETWEEN.match(text, left.end) or _over_complement(text, left)
        if gap is None:
            continue
        for right in by_start.get(gap.end(), ()):
            if right.sent == left.sent and _pair(left, right):
                found.setdefault((left.start, left.end), right)
                found.setdefault((right.start, right.end), left)
                break
    return found


def lists(text: str, mentions: Sequence[Mention]) -> dict[tuple[int, int], Mention]:
    """Names in a list after a plural noun, keyed by offsets: "deux touristes, X et Y"."""
    found: dict[tuple[int, int], Mention] = {}
    named = [m for m in mentions if m.kind == "name"]
    starts = {m.start: m for m in named}
    for noun in mentions:
        if not noun.plural or noun.role is None or noun.name is not None:
            continue
        at, after = noun.end, LIST_OPENS
        for _ in range(LONGEST_LIST):
            gap = after.match(text, at)
            name = starts.get(gap.end()) if gap is not None else None
            if name is None:
                break
            found.setdefault((name.start, name.end), noun)
            at, after = name.end, LIST_GOES_ON
    return found


def _over_complement(text: str, left: Mention) -> re.Match[str] | None:
    """The gap between a post without a name and the comma behind its complement, if that holds no verb's subject."""
    post = left.kind in {"role", "crowd"} and left.name is None and left.definite
    return COMPLEMENT.match(text, left.end) if post else None


def _sector(mention: Mention) -> str:
    if mention.role is not None and mention.role.sector:
        return mention.role.sector
    return mention.entries[0].sector if mention.entries else "?"


def _pair(left: Mention, right: Mention) -> bool:
    if right.plural or (
        left.gender and right.gender and left.role and right.role and left.gender != right.gender
    ):
        return False
    person = {"role", "crowd"}
    if left.kind == "name" and right.kind in person:
        # "X, un homme a crié" goes on with somebody else
        return right.role is not None and (right.definite or "generic" not in right.role.flags)
    if left.kind in person and right.kind == "name" and left.name is None:
        return left.definite and not right.possessed
    if left.kind in {"organisation", "group"} and right.kind in {"organisation", "group"}:
        return (left.name is None) != (right.name is None) and _sector(left) == _sector(right)
    return False

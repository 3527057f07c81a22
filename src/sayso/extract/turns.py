"""Whose turn it is to speak: the party that the pronoun or description at a speech cue takes up.

In "« … », a-t-il ajouté" the pronoun means whoever spoke or acted last before the words that it follows, never
somebody who is only spoken of in them.  A report is read as a row of *stations* outside of quotations: those
who say something, and the subjects of sentences.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.attribution.page import lay_out
from sayso.extract.attribution.quotes import find_quotes
from sayso.extract.party.lexicon import lexicon
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import fold, split

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc
    from sayso.extract.party.identity import Cluster

BACK = 8  # sentences that a speech turn looks back
LOOSE = frozenset(
    {"unparsed", "dep", "ROOT", "obl:agent", "parataxis"}
)  # where a named person may act or speak
PERSONS = frozenset({"name", "role", "crowd", "demonym", "pronoun"})
Whose = Callable[[Mention], "Cluster | None"]


@dataclass(frozen=True, slots=True)
class Station:
    """One mention outside of quotations that says something (`tells`) or is a subject (`main`: of the root)."""

    mention: Mention
    tells: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A party's last station before what is said: how many sentences back, and how many fitting ones are nearer."""

    cluster: Cluster
    station: Station
    far: int
    rank: int


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Offsets of the quoted stretches of a report, half-open, in text order."""
    page = lay_out(doc)
    return [(page.start[q.open], page.end[min(q.close, len(page.end) - 1)]) for q in find_quotes(page)]


def within(ranges: Sequence[tuple[int, int]], offset: int) -> bool:
    """Is an offset inside one of some ranges in text order that do not overlap?"""
    at = bisect_left(ranges, (offset + 1, 0)) - 1
    return at >= 0 and ranges[at][0] <= offset < ranges[at][1]


def stations(
    doc: Doc,
    mentions: Sequence[Mention],
    tellers: set[tuple[int, int]],
    main: dict[int, int],
    subject: frozenset[str],
    quoted: Sequence[tuple[int, int]],
) -> list[Station]:
    """The stations of a report in text order."""
    nobody = lexicon(doc.lang).settings["words"]["nobody"]
    found: list[Station] = []
    for m in mentions:
        tells = (m.start, m.end) in tellers
        head = doc[m.head]
        acts = m.kind in PERSONS and (head.dep_ in subject or (m.kind == "name" and head.dep_ in LOOSE))
        if not (tells or acts) or within(quoted, m.start) or fold(split(m.text)[0]) in nobody:
            continue
        found.append(Station(m, tells, m.start <= main.get(m.head, -1) < m.end))
    return found


def seen(
    found: Sequence[Station],
    mention: Mention,
    first: int,
    whose: Whose,
    far: Callable[[Mention, Mention], int],
) -> dict[int, Seen]:
    """The parties at the stations before `first`, by `id`, as an anaphor sees them: nearest sentence first.

    Within a sentence those who tell come before those who act.
    """
    near: list[tuple[tuple[int, bool, bool, int], Station, Cluster]] = []
    for station in found:
        m = station.mention
        if m.start >= first or far(mention, m) > BACK:
            continue
        cluster = whose(m)
        if cluster is None or m is mention or not fits(mention, cluster, tells=station.tells):
            continue
        key = (-m.sent, not station.tells, not station.main, -m.start)
        near.append((key, station, cluster))
    near.sort(key=lambda n: n[0])
    out: dict[int, Seen] = {}
    for _, station, cluster in near:
        if id(cluster) not in out:
            out[id(cluster)] = Seen(cluster, station, far(mention, station.mention), len(out))
    return out


def fits(mention: Mention, cluster: Cluster, *, tells: bool) -> bool:
    """Can an anaphor mean a party that speaks: number and gender, as far as they are known?"""
    if cluster.sort in {"thing", "document"} or mention.plural != cluster.plural:
        return False
    known = cluster.gender or next(
        (m.gender for m in cluster.members if m.kind == "pronoun" and m.definite and m.gender), None
    )
    if mention.gender and known and mention.gender != known:
        return False
    if mention.kind not in {"pronoun", "role", "crowd", "demonym", "name"}:
        return cluster.sort == "collective"
    if cluster.sort in {"person", "crowd"}:
        return True
    speaks = cluster.sort in {"collective", "people", "country"} and "MED" not in cluster.sectors
    return tells and mention.kind == "pronoun" and speaks  # an outlet that tells hands the word on

"""The parties that an anaphor may mean at all, each seen from it: how far, on which side, and beside which rivals."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.coreference import Scene
from sayso.extract.party.lexicon import first_names
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import fold, split

if TYPE_CHECKING:
    from sayso.extract.party.identity import Cluster

BACK, AHEAD = 3, 2  # sentences that a pronoun looks back, and that any anaphor looks ahead


@dataclass(slots=True, eq=False)  # frozen ones take three times as long to make
class View:
    """A cluster seen from an anaphor: its nearest mention, how far, on which side."""

    cluster: Cluster
    near: Mention
    far: int  # sentences, negative if it comes after
    count: int  # mentions before


class Rivals:
    """The choices that agree with an anaphor, and how each stands among them."""

    def __init__(self, mention: Mention, views: list[View]) -> None:
        self.fitting = [v for v in views if agrees(mention, v.cluster)]
        self.before = [v for v in self.fitting if v.count]
        self.starts = sorted(v.near.start for v in self.before)
        self.sizes = sorted(len(v.cluster.members) for v in self.before)
        self.named = [v for v in self.before if v.cluster.names and v.cluster.sort == "person"]
        self.last = max(self.named, key=lambda v: v.near.start, default=None)
        self.most = max(self.named, key=lambda v: (len(v.cluster.members), v.near.start), default=None)

    def closer(self, view: View) -> int:
        """How many stand nearer before the anaphor."""
        return len(self.starts) - bisect_right(self.starts, view.near.start) if view.count else 9

    def bigger(self, view: View) -> int:
        """How many are mentioned more often."""
        return len(self.sizes) - bisect_right(self.sizes, len(view.cluster.members))


def possible(mention: Mention, cluster: Cluster, ruled: Cluster | None, lang: str) -> bool:
    """What grammar and sense leave open at all: no body is a person, "son avocat" is somebody else than him."""
    if nested(mention, cluster):
        return False
    if mention.kind == "pronoun" and _contradicted(mention, cluster, lang):
        return False
    if cluster is ruled:
        return True
    if mention.kind == "pronoun":
        together = mention.plural and cluster.sort == "collective"  # "la police … ils"
        return cluster.sort not in {"thing", "document"} and (mention.plural == cluster.plural or together)
    if mention.possessed:
        return mention.role is not None and mention.role.name in cluster.lemmas
    role = mention.role
    if role is not None:
        same = role.name in cluster.lemmas
        if mention.over_body and any(table == "people" for table, _ in cluster.keys):
            return False
        if role.cell("source_kind") == "outlet" and cluster.sort == "collective" and not _is_outlet(cluster):
            return False
        if role.kind == "organisation" and "org" not in role.flags and not same:
            return False  # "le gouvernement" is no name for a ministry, as "l'organisation" is for a party
        countries = {e.country for e in mention.inside if e.country}
        if countries and cluster.countries and not countries & cluster.countries:
            return False
    return _sorts(mention, cluster)


def _contradicted(mention: Mention, cluster: Cluster, lang: str) -> bool:
    """Does a first name tell another gender than a pronoun?  Posts do not: "le ministre … elle"."""
    if not mention.gender or not mention.definite or cluster.sort != "person":
        return False
    known = first_names(lang)
    told = {known.get(fold(split(m.name)[0])) for m in cluster.members if m.name}
    return bool(told - {None, mention.gender})


def _is_outlet(cluster: Cluster) -> bool:
    """Is anything known of a body that "le quotidien" can take up?"""
    if "MED" in cluster.sectors:
        return True
    roles = [m.role for m in cluster.members if m.role is not None]
    known = bool(cluster.sectors or roles or cluster.keys)
    return not known or any(role.cell("source_kind") == "outlet" for role in roles)


def nested(mention: Mention, cluster: Cluster) -> bool:
    """Does one stand inside the other?  "L'entourage du président" is not the president."""
    start, end = mention.start, mention.end
    return any(m.start < end and start < m.end and m is not mention for m in cluster.members)


def seen_from(scene: Scene, mention: Mention, cluster: Cluster) -> View | None:
    """A cluster seen from an anaphor; None if it is out of reach."""
    members = [m for m in cluster.members if not scene.heard(mention, m)]
    before = [m for m in members if m.start < mention.start and m.end <= mention.start]
    pronoun = mention.kind == "pronoun"
    if before:
        far = scene.far(mention, before[-1])
        if pronoun and far > BACK:
            return None
        return View(cluster, before[-1], far, len(before))
    after = next((m for m in members if m.start >= mention.end and m.sent - mention.sent <= AHEAD), None)
    if after is None or (after.sent == mention.sent and not pronoun and after.name is None):
        return None
    return View(cluster, after, mention.sent - after.sent, 0)


def agrees(mention: Mention, cluster: Cluster) -> bool:
    """Do number, gender and sort allow it?"""
    if mention.plural != cluster.plural and cluster.sort != "collective":
        return False
    if mention.gender and cluster.gender and mention.gender != cluster.gender:
        return False
    return cluster.sort not in {"thing", "document"} and _sorts(mention, cluster)


def _sorts(mention: Mention, cluster: Cluster) -> bool:
    if mention.kind == "pronoun":
        return True
    if mention.kind in {"organisation", "group"}:
        return cluster.sort == "collective"
    return cluster.sort in {"person", "crowd"}

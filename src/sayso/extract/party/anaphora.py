"""Which known party a description or a pronoun refers to: agreement, sort, recency, subject first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.extract.party.lexicon import Entry
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import split

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc
    from sayso.extract.party.identity import Cluster

REACH = 4  # sentences that a pronoun looks back
NEXT_TO = 12  # "l'intérêt de Paris pour ce pays" is not about France's interest in itself
SUBJECT = frozenset({"nsubj", "nsubj:pass"})
COUNTRIES = frozenset({"country", "people"})


def described(mention: Mention, sort: str, clusters: Sequence[Cluster]) -> Cluster | None:
    """The cluster that a definite description without a name takes up ("le ministre", "l'organisation")."""
    role = mention.role
    if role is None:
        return _by_people(mention, clusters) if mention.kind == "demonym" and not mention.plural else None
    if sort in {"thing", "document"} and not mention.definite:
        return None
    if "country" in role.flags:
        return _latest(clusters, {"country"}, mention) if mention.definite and not mention.plural else None
    inside = {e.name for e in mention.inside if "soft" not in e.flags}
    for cluster in reversed(clusters):
        if cluster.sort == sort and role.name in cluster.lemmas and _fits(mention, cluster, inside):
            return cluster
    bare = len(split(mention.text)) <= len(split(role.name.partition("|")[0])) + 1
    if not mention.definite or mention.plural or mention.possessed:
        return None
    if mention.over_body:
        return None
    if "head" in role.flags:
        return by_post(mention.inside, role.cell("same"), clusters)
    if inside or not bare:
        return None
    return _by_sector(mention, sort, clusters)


def _fits(mention: Mention, cluster: Cluster, inside: set[str]) -> bool:
    """Same head noun: do number and complements agree?"""
    if cluster.plural != mention.plural:
        return False
    others = [{e.name for e in m.inside if "soft" not in e.flags} for m in cluster.members if m.role]
    if inside:
        return any(inside == other or (len(inside & other) > 0 and mention.definite) for other in others)
    return mention.definite or (
        not any(others) and mention.kind in {"organisation", "crowd"} and mention.plural
    )


def _by_sector(mention: Mention, sort: str, clusters: Sequence[Cluster]) -> Cluster | None:
    role = mention.role
    if role is None or role.cell("source_kind"):
        return None  # "la source" is nobody in particular
    if sort == "person":
        generic = "generic" in role.flags or ("inherit" in role.flags and not role.sector)
        for cluster in reversed(clusters):
            if cluster.sort != "person" or not cluster.names or mention.sent - cluster.last.sent > REACH:
                continue
            if cluster.gender and mention.gender and cluster.gender != mention.gender:
                continue
            if "generic" in role.flags and any(table == "people" for table, _ in cluster.keys):
                continue  # nobody calls a president "l'individu"
            if generic or (role.sector and role.sector in cluster.sectors):
                return cluster
    if sort == "collective" and "org" in role.flags:
        for cluster in reversed(clusters):
            if cluster.sort != "collective" or not cluster.names or mention.sent - cluster.last.sent > REACH:
                continue
            if not role.sector or not cluster.sectors or role.sector in cluster.sectors:
                return cluster
    return None


def by_post(inside: Sequence[Entry], post: str, clusters: Sequence[Cluster]) -> Cluster | None:
    """ "le président turc": the president last named, of that country if one is given."""
    country = next((e.country for e in inside if e.country), "")
    for cluster in reversed(clusters):
        if post and post in cluster.posts and (not country or country in cluster.countries):
            return cluster
    return None


def _by_people(mention: Mention, clusters: Sequence[Cluster]) -> Cluster | None:
    """ "la Française": the person last named who can be one."""
    for cluster in reversed(clusters):
        if cluster.sort != "person" or not cluster.names or not mention.definite:
            continue
        if cluster.gender is None or cluster.gender == mention.gender:
            return cluster
    return None


def _latest(clusters: Sequence[Cluster], sorts: set[str], mention: Mention) -> Cluster | None:
    fitting = [c for c in clusters if c.last.kind in sorts and c.last.end + NEXT_TO < mention.start]
    return max(fitting, key=lambda c: c.last.start, default=None)


def pronoun(mention: Mention, clusters: Sequence[Cluster], doc: Doc) -> Cluster | None:
    """The antecedent of a third-person pronoun, None where nobody agrees with it."""
    best, best_score = None, 0.0
    for cluster in clusters:
        score = _score(mention, cluster, doc)
        if score is not None and (best is None or score >= best_score):
            best, best_score = cluster, score
    return best


def _score(mention: Mention, cluster: Cluster, doc: Doc) -> float | None:
    """How well a cluster suits a pronoun; None if it can't be meant."""
    last = cluster.last
    far = mention.sent - last.sent
    if far > REACH or last.end > mention.start or cluster.sort in {"thing", "document"}:
        return None
    if not mention.definite and (far > 1 or cluster.sort not in {"person", "crowd"}):
        return None  # an object clitic stands for people only, and near ones
    collective = cluster.sort == "collective"
    if mention.plural != cluster.plural and not (mention.plural and collective and cluster.plural):
        return None
    if mention.gender and cluster.gender and mention.gender != cluster.gender:
        return None
    score = -1.5 * far + 0.001 * (last.start - mention.start)
    demonstrative = mention.head_lemma.startswith(("ce", "cette"))
    subject = doc[last.head].dep_ in SUBJECT
    if cluster.sort == "person":
        score += 2.0 if not mention.plural else 0.0
        score += 0.5 if cluster.names else 0.0
    elif cluster.sort in COUNTRIES:
        score -= 0.5
    if demonstrative:
        return score - (0.5 if subject else 0.0)
    score += 1.0 if subject else 0.0
    score += 0.1 * min(len(cluster.members), 5)
    if mention.gender and cluster.gender is None:
        score -= 0.3
    return score


def several(mention: Mention, clusters: Sequence[Cluster]) -> tuple[Mention, ...]:
    """The parties that "les deux hommes", "les deux pays" sum up, in text order; () if too few are known."""
    wanted = mention.count or 2
    role = mention.role
    if role is not None and "country" in role.flags:
        sorts = {"country", "people"}
    elif role is not None and role.kind in {"organisation", "group"}:
        sorts = {"collective"}
    else:
        sorts = {"person"}
    own = role.sector if role is not None and "generic" not in role.flags and sorts == {"person"} else ""
    latest: list[Mention] = []
    seen: set[str] = set()
    candidates = [
        c
        for c in clusters
        if c.sort in sorts and (c.names or c.sort != "person") and (not own or own in c.sectors)
    ]
    for cluster in sorted(candidates, key=lambda c: -c.last.start):
        if role is not None and mention.gender == "f" and cluster.gender == "m" and sorts == {"person"}:
            continue
        country = cluster.last.entries[0].country if sorts != {"person"} and cluster.last.entries else ""
        if country and country in seen:
            continue
        seen.add(country)
        latest.append(cluster.last)
        if len(latest) == wanted:
            return tuple(sorted(latest, key=lambda m: m.start))
    return ()

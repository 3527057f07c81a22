"""Who is who within one report: mentions gathered into clusters, pronouns and anaphors resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract import antecedent_views, antecedents, coreference
from sayso.extract.party import anaphora
from sayso.extract.party.apposition import acronym, appositions, lists
from sayso.extract.party.country import weigh
from sayso.extract.party.lexicon import first_names, lexicon
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import fold, split

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc
    from sayso.extract.coreference import Chooser
    from sayso.records import Attribution

PERSONS = frozenset({"name", "role"})
COLLECTIVE = frozenset({"organisation", "group"})


@dataclass(slots=True)
class Cluster:
    """Mentions of one party; `names` are sets of folded words, `keys` the lexicon rows met."""

    number: int
    members: list[Mention] = field(default_factory=list)
    names: list[frozenset[str]] = field(default_factory=list)
    lasts: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    lemmas: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)  # "president", "premier"
    sectors: set[str] = field(default_factory=set)
    gender: str | None = None
    plural: bool = False
    sort: str = ""  # person, collective, country, people, crowd, thing, document

    @property
    def last(self) -> Mention:
        """The mention met last."""
        return self.members[-1]


def sort_of(mention: Mention) -> str:
    """Which sort of party a mention stands for; mentions of different sorts are never one party."""
    kind = mention.kind
    if kind in {"role", "plural_anaphor"}:
        return "crowd" if mention.plural else "person"
    if kind == "crowd":
        return (
            "crowd" if mention.plural or (mention.role and "collective" in mention.role.flags) else "person"
        )
    if kind == "demonym":
        return "people" if mention.plural else "person"
    if kind in COLLECTIVE:
        return "collective"
    return {"name": "person", "seat": "country"}.get(kind, kind)


class Identity:
    """The clusters of one report, built once from its mentions."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        *,
        lang: str = "fr",
        attributions: Sequence[Attribution] = (),
        chooser: Chooser | None = None,
    ) -> None:
        """Gather the mentions of a report.

        Args:
            doc: The report.
            mentions: Its mentions.
            lang: ISO 639-1 code.
            attributions: Who says what in it; tells whom a pronoun in or beside a quotation can mean.
            chooser: Who decides about anaphors; the shipped weights where none is given, and the rules
                alone for a language without weights.
        """
        self.doc = doc
        self.lang = lang
        self.mentions = tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))
        text = doc.text
        self._apposed = appositions(text, self.mentions)
        self._listed = lists(text, self.mentions)
        found = [(e, m.sent) for m in self.mentions for e in (*m.entries[:1], *m.inside)]
        self._found = found
        self._weights = weigh(found, lang=lang)
        self.countries = tuple(self._weights)  # ISO alpha-3, the most spoken of first
        self._clear()
        for mention in self.mentions:
            self._by_rules(mention)
        chooser = chooser or coreference.by_weights(lang)
        if chooser is not None:
            self._choose(chooser, attributions, text)

    def _clear(self) -> None:
        self.clusters: list[Cluster] = []
        self._of: dict[tuple[int, int], Cluster] = {}
        self._antecedents: dict[tuple[int, int], tuple[Mention, ...]] = {}
        self._aliases: dict[tuple[str, ...], Cluster] = {}
        self._full: dict[
            int, Mention
        ] = {}  # the fullest mention, by the cluster's number, once it is asked for

    def _by_rules(self, mention: Mention) -> None:
        if mention.kind not in {"pronoun", "plural_anaphor"}:
            self._place(mention)
        else:
            self._refer(mention)

    def _choose(self, chooser: Chooser, attributions: Sequence[Attribution], text: str) -> None:
        """Place all names again, then every anaphor in text order where the chooser sees it."""
        anaphors = [m for m in self.mentions if coreference.is_anaphor(m) and not self._names(m)]
        if not anaphors:
            return
        keys = {(m.start, m.end) for m in anaphors}
        ruled = {key: c.members for key in keys if (c := self._of.get(key)) is not None}
        self._clear()
        for mention in self.mentions:
            if (mention.start, mention.end) not in keys:
                self._by_rules(mention)
        home = self.countries[0] if self.countries else ""
        scene = coreference.Scene.of(self.doc, text, self.mentions, attributions, home)
        for mention in sorted(anaphors, key=lambda m: (m.end, -m.start)):  # complements first
            rule = scene.goes_on(mention, self.whose) or self._ruled(mention, ruled)
            if rule is not None and antecedent_views.nested(mention, rule):
                rule = None
            choices, rows = antecedents.weigh(scene, mention, self.clusters, rule, self._of)
            choice = chooser(mention, choices, rows)
            cluster = rule if choice is None else choice.cluster
            if cluster is not None:
                self._join(cluster, mention)
                cluster.members.sort(key=lambda m: (m.start, -m.end))
            elif mention.kind != "pronoun":
                self._found_new(mention)
        self.clusters.sort(key=lambda c: (c.members[0].start, -c.members[0].end))
        for number, cluster in enumerate(self.clusters):
            cluster.number = number
        self._full.clear()

    def whose(self, mention: Mention) -> Cluster | None:
        """The cluster that a mention was placed in."""
        return self._of.get((mention.start, mention.end))

    def _names(self, mention: Mention) -> bool:
        """Does a name in apposition say who a description is?"""
        other = self._apposed.get((mention.start, mention.end))
        return other is not None and other.name is not None

    def _ruled(self, mention: Mention, ruled: dict[tuple[int, int], list[Mention]]) -> Cluster | None:
        """The cluster that the rules chose: that of the nearest mention that they put with this one."""
        own = ruled.get((mention.start, mention.end), [])
        near = sorted(own, key=lambda m: (m.start >= mention.start, abs(m.start - mention.start)))
        return next((c for m in near if (c := self._of.get((m.start, m.end))) is not None), None)

    def cluster(self, mention: Mention) -> int:
        """The number of the mention's cluster; -1 for a mention that refers to nobody known."""
        found = self._of.get((mention.start, mention.end))
        return found.number if found else -1

    def members(self, mention: Mention) -> tuple[Mention, ...]:
        """All mentions of the same party, in text order; the mention alone if nothing is known of it."""
        found = self._of.get((mention.start, mention.end))
        return tuple(found.members) if found else (mention,)

    def antecedents(self, mention: Mention) -> tuple[Mention, ...]:
        """What a plural anaphor ("les deux pays") stands for: one mention a party, fullest form."""
        found = self._antecedents.get((mention.start, mention.end), ())
        return tuple(self.fullest(m) for m in found)

    def apposed(self, mention: Mention) -> Mention | None:
        """The mention in apposition to this one, either way round."""
        return self._apposed.get((mention.start, mention.end))

    def likeliest(self, sent: int, home: str | None) -> str | None:
        """The country that a bare noun of a sentence belongs to: the report's, or the one spoken of there."""
        settings = lexicon(self.lang).settings["home"]
        near = weigh([(e, s) for e, s in self._found if sent - 1 <= s <= sent], lang=self.lang)
        shares = _shares(self._weights)
        for code, share in _shares(near).items():
            shares[code] = shares.get(code, 0.0) + settings["near"] * share
        if home is not None:
            shares[home] = shares.get(home, 0.0) + settings["home"]
        return max(sorted(shares), key=lambda code: shares[code], default=None)

    def listed(self, mention: Mention) -> Mention | None:
        """The plural noun that introduces a list with this name in it: "les journalistes X et Y"."""
        for member in self.members(mention):
            found = self._listed.get((member.start, member.end))
            if found is not None:
                return found
        return None

    def fullest(self, mention: Mention) -> Mention:
        """The mention that names the party most fully; the earliest of equals."""
        found = self._of.get((mention.start, mention.end))
        if found is None:
            return mention
        if found.number not in self._full:
            self._full[found.number] = min(found.members, key=_fullness)
        return self._full[found.number]

    def _place(self, mention: Mention) -> None:
        cluster = self._find(mention)
        if cluster is None:
            self._found_new(mention)
        else:
            self._join(cluster, mention)

    def _found_new(self, mention: Mention) -> None:
        """A party not met so far."""
        cluster = Cluster(len(self.clusters), sort=sort_of(mention), plural=mention.plural)
        self.clusters.append(cluster)
        self._join(cluster, mention)

    def _join(self, cluster: Cluster, mention: Mention) -> None:
        cluster.members.append(mention)
        self._full.pop(cluster.number, None)
        self._of[(mention.start, mention.end)] = cluster
        cluster.keys.update(_keys(mention))
        if mention.gender and (mention.role is not None or mention.kind == "demonym"):
            cluster.gender = cluster.gender or mention.gender
        if mention.role is not None:
            cluster.lemmas.add(mention.role.name)
            if not mention.former and not mention.over_body:
                cluster.posts.add(mention.role.cell("same"))
            if mention.role.sector:
                cluster.sectors.add(mention.role.sector)
        cluster.countries.update(e.country for e in (*mention.entries, *mention.inside) if e.country)
        for entry in mention.entries:
            cluster.posts.add(entry.cell("post"))
            if entry.sector:
                cluster.sectors.add(entry.sector)
        if mention.name is not None:
            folded = [fold(w) for w in split(mention.name)]
            cluster.names.append(frozenset(folded))
            cluster.lasts.add(folded[-1])
            if cluster.sort == "person" and cluster.gender is None:
                cluster.gender = first_names(self.lang).get(folded[0])
        short = acronym(mention)
        if short:
            self._aliases.setdefault(tuple(fold(w) for w in split(short)), cluster)

    def _find(self, mention: Mention) -> Cluster | None:
        """The cluster that a naming or describing mention belongs to, None for a new party."""
        other = self._apposed.get((mention.start, mention.end))
        if other is not None and mention.name is None and other.name is not None:
            placed = self._of.get((other.start, other.end))
            return placed or self._named(other)  # "le sénateur, X": X says who it is
        if other is not None and mention.name is not None:
            placed = self._of.get((other.start, other.end))
            if placed is not None and not placed.names:
                return self._named(mention) or placed
            if placed is not None and placed.last is other:
                return placed
        if mention.entries or mention.name is not None:
            return self._named(mention)
        return anaphora.described(mention, sort_of(mention), self.clusters)

    def _named(self, mention: Mention) -> Cluster | None:
        """The cluster of the same lexicon row or the same name."""
        sort, keys = sort_of(mention), _keys(mention)
        for cluster in reversed(self.clusters) if keys else ():
            if cluster.keys & keys and (cluster.sort == sort or cluster.sort == "collective"):
                return cluster
        if mention.entries:
            if mention.kind == "demonym" and not mention.plural:
                return anaphora.described(mention, sort, self.clusters)
            post = next((e.cell("post") for e in mention.entries if e.cell("post")), "")
            nameless = [c for c in self.clusters if not c.names and c.sort == "person" and c.countries]
            return anaphora.by_post(mention.entries, post, nameless)  # "le président turc", then his name
        return self._by_name(mention, sort)

    def _by_name(self, mention: Mention, sort: str) -> Cluster | None:
        words = [fold(w) for w in split(mention.name or "")]
        alias = self._aliases.get(tuple(words))
        if alias is not None:
            return alias
        own, last = frozenset(words), words[-1]
        for cluster in reversed(self.clusters):
            if cluster.sort != sort or not cluster.names:
                continue
            if cluster.gender and mention.gender and mention.role and cluster.gender != mention.gender:
                continue
            for other in cluster.names:
                same = own == other
                part = (
                    sort == "person"
                    and (own < other or other < own)
                    and (last in cluster.lasts or len(own) == 1)
                )
                if same or part:
                    return cluster
        return None

    def _refer(self, mention: Mention) -> None:
        """A pronoun joins its antecedent's cluster; a plural anaphor keeps its antecedents."""
        if mention.kind == "pronoun":
            cluster = anaphora.pronoun(mention, self.clusters, self.doc)
            if cluster is not None:
                self._join(cluster, mention)
            return
        same = anaphora.described(mention, "crowd", self.clusters)
        if same is not None:
            self._join(same, mention)
            return
        several = anaphora.several(mention, self.clusters)
        if several:
            self._antecedents[(mention.start, mention.end)] = several
        else:
            self._place(mention)


def _shares(weights: dict[str, float]) -> dict[str, float]:
    total = sum(weights.values()) or 1.0
    return {code: weight / total for code, weight in weights.items()}


def _keys(mention: Mention) -> set[tuple[str, str]]:
    """What makes two mentions one by the lexicon: the same row (for a country: the same form of it)."""
    keys: set[tuple[str, str]] = set()
    for entry in mention.entries:
        if entry.table == "countries":
            word = fold(mention.name or "") if entry.kind in {"seat", "capital"} else entry.kind
            if entry.kind != "demonym" or mention.plural:
                keys.add((f"countries {word}", entry.name))
        else:
            keys.add((entry.table, entry.name))
    return keys


def _fullness(mention: Mention) -> tuple[int, int, int, int]:
    """A sort key: the fullest mention first."""
    rank = {"pronoun": 9, "plural_anaphor": 8}.get(mention.kind, 2)
    if mention.name is not None:
        rank = 0 if mention.kind != "demonym" else 1
    if mention.kind in {"country", "seat"} and mention.entries:  # "Israël" before "l'État hébreu"
        own = fold(mention.name or "") == fold(mention.entries[0].name)
        return (rank, 0 if own else 1, 0, mention.start)
    words = len(split(mention.name or mention.text))
    length = len(split(mention.text))
    titled = 0 if mention.role is not None and length <= 9 else 1
    if rank == 2:
        return (rank, 0 if mention.definite else 1, -min(length, 8), mention.start)
    return (rank, -min(words, 6), titled, mention.start)

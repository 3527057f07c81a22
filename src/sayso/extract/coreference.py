"""Which party an anaphor takes up, weighed: "il", "ce dernier", "l'ancien ministre", "l'organisation".

The rules of `party.anaphora` propose; a fitted classifier weighs every party in reach, the one that the
rules chose among them, and "somebody new".  Names are placed before, so that a party may be named after
its anaphor ("Il appelle … Dans un message, Fabien Clain").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.annotate.plain import plain
from sayso.errors import ModelError
from sayso.extract import decide, turns
from sayso.extract.party.apposition import acronym
from sayso.extract.party.lexicon import lexicon
from sayso.extract.party.mention import Mention
from sayso.extract.party.words import fold, split

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc, Token
    from sayso.extract.decide import Decider
    from sayso.extract.party.identity import Cluster
    from sayso.records import Attribution

YES, NO = "YES", "NO"
SURE = 0.2  # below it the rule's choice stands
SUBJECT = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
DESCRIBED = frozenset({"role", "crowd", "organisation", "group", "demonym"})

Row = list[str]
Chooser = Callable[[Mention, "Sequence[Choice]", "list[Row]"], "Choice | None"]


@dataclass(slots=True, eq=False)
class Choice:
    """One party that an anaphor may mean: an earlier or later cluster, None for somebody new or nobody."""

    cluster: Cluster | None
    ruled: bool  # the rules chose it


def is_anaphor(mention: Mention) -> bool:
    """A pronoun, or one definite description without a name."""
    if mention.kind == "pronoun":
        return True
    if mention.plural or (mention.name is not None and mention.kind != "demonym") or not mention.definite:
        return False
    if mention.kind != "demonym" and (mention.entries or acronym(mention)):
        return False
    return mention.kind in DESCRIBED and (mention.role is None or "country" not in mention.role.flags)


def mention_over(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The mention that a stretch of text is: the one that shares most of it, the longest of equals."""
    best: tuple[float, int] | None = None
    found = None
    for mention in mentions:
        if mention.start >= end or mention.end <= start:
            continue
        shared = min(end, mention.end) - max(start, mention.start)
        union = max(end, mention.end) - min(start, mention.start)
        key = (shared / union, mention.end - mention.start)
        if best is None or key > best:
            best, found = key, mention
    return found


def teller_over(doc: Doc, mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The mention that a source is; none where only its complement is one ("l'une d'entre elles")."""
    found = mention_over(mentions, start, end)
    if found is None or found.start <= start:
        return found
    at = bisect_left(range(len(doc)), start, key=lambda i: doc[i].idx)
    while at < len(doc) and doc[at].idx < found.start:
        if doc[at].pos_ == "ADP":
            return None
        at += 1
    return found


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution as this module sees it: where its words stand and which mention is its source."""

    start: int
    end: int
    cue: int
    teller: Mention


@dataclass(slots=True)
class Scene:
    """What all anaphors of a report are weighed against."""

    doc: Doc
    text: str
    home: str  # the country that the report speaks of most, ISO alpha-3
    voices: list[Voice]
    tellers: set[tuple[int, int]]
    main: dict[int, int] = field(default_factory=dict)  # token index -> offset of its sentence's main subject
    first: dict[int, int] = field(default_factory=dict)  # ... of its first subject
    mentions: Sequence[Mention] = ()
    strangers: list[int] = field(default_factory=list)  # where sources stand that are no mention
    stations: list[turns.Station] = field(default_factory=list)
    quoted: list[tuple[int, int]] = field(default_factory=list)  # offsets of quotations
    said: dict[tuple[int, int], int] = field(default_factory=dict)  # teller -> where what it follows begins
    starts: list[int] = field(default_factory=list)  # offsets of the tokens
    _words: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.starts = [token.idx for token in self.doc]
        start = 0
        found: list[Token] = []
        for token in self.doc:
            if token.is_sent_start and token.i > start:
                self._subjects(found, start, token.i)
                start, found = token.i, []
            if token.dep_ in SUBJECT:
                found.append(token)
        self._subjects(found, start, len(self.doc))
        self.quoted = turns.quotations(self.doc)
        self.stations = turns.stations(self.doc, self.mentions, self.tellers, self.main, SUBJECT, self.quoted)
        for v in self.voices:
            key = (v.teller.start, v.teller.end)
            if v.end <= v.teller.start:
                self.said[key] = min(v.start, self.said.get(key, v.start))

    def _subjects(self, found: list[Token], start: int, stop: int) -> None:
        """Note the first subject of a sentence and that of its root."""
        main = next((t for t in found if t.head.head.i == t.head.i), None)
        for i in range(start, stop) if found else ():
            self.first[i] = found[0].idx
            if main is not None:
                self.main[i] = main.idx

    def words(self, mention: Mention) -> frozenset[str]:
        """The longer words of a mention, folded."""
        key = (mention.start, mention.end)
        if key not in self._words:
            self._words[key] = frozenset(fold(w) for w in split(mention.text) if len(w) > 3)
        return self._words[key]

    @classmethod
    def of(
        cls, doc: Doc, text: str, mentions: Sequence[Mention], attributions: Sequence[Attribution], home: str
    ) -> Scene:
        """Find the mention of every source.  `text` is the Doc's, which spaCy joins anew at each call."""
        doc = plain(doc)
        voices: list[Voice] = []
        strangers: list[int] = []
        for a in attributions:
            teller = (
                teller_over(doc, mentions, a.source.start, a.source.end) if a.source is not None else None
            )
            if teller is None and a.source is not None:
                strangers.append(a.source.start)
            if teller is not None:
                voices.append(Voice(a.start, a.end, a.cue.start if a.cue else a.start, teller))
        voices.sort(key=lambda v: (v.teller.start, v.start, v.end))
        tellers = {(v.teller.start, v.teller.end) for v in voices}
        return cls(doc, text, home, voices, tellers, mentions=mentions, strangers=strangers)

    def around(self, mention: Mention) -> list[Voice]:
        """The attributions whose content holds a mention, the innermost first."""
        found = [v for v in self.voices if v.start <= mention.start < v.end and v.teller is not mention]
        return sorted(found, key=lambda v: v.end - v.start)

    def turn(self, mention: Mention, whose: turns.Whose) -> dict[int, turns.Seen]:
        """The parties that could have spoken before an anaphor or what it says; by `id`, the likeliest first."""
        first = self.said.get((mention.start, mention.end), mention.start)
        return turns.seen(self.stations, mention, first, whose, self.far)

    def heard(self, mention: Mention, other: Mention) -> bool:
        """Does a mention stand in the quotation whose speaker an anaphor is?  Nobody says "il" of himself."""
        said = self.said.get((mention.start, mention.end), mention.start)
        return said <= other.start < mention.start and turns.within(self.quoted, other.start)

    def far(self, mention: Mention, other: Mention) -> int:
        """How many sentences an anaphor looks back to a mention: from where what it says begins."""
        said = self.said.get((mention.start, mention.end))
        if said is None or other.start >= said:
            return mention.sent - other.sent
        at = max(bisect_right(self.starts, said) - 1, 0)
        return self.doc.sentence_of[at] - other.sent

    def goes_on(self, mention: Mention, whose: turns.Whose) -> Cluster | None:
        """Who speaks on in "« … », a-t-il ajouté", and who "cet homme" is: the likeliest of them, or None."""
        follows = mention.kind == "pronoun" and (mention.start, mention.end) in self.said
        points = self.points(mention)
        if not follows and not points:
            return None
        first = next(iter(self.turn(mention, whose).values()), None)
        if first is None or (points and (first.far > 1 or not first.cluster.names)):
            return None
        said = self.said.get((mention.start, mention.end), mention.start)
        if any(first.station.mention.start < at < said for at in self.strangers):
            return None  # somebody of whom nothing is known spoke since
        return first.cluster

    def points(self, mention: Mention) -> bool:
        """Is it one person that is pointed back to ("ce dirigeant")?"""
        if mention.kind not in {"role", "crowd"} or mention.plural or mention.name is not None:
            return False
        return fold(split(mention.text)[0]) in lexicon(self.doc.lang).settings["words"]["demonstrative"]

    def before(self, mention: Mention) -> Voice | None:
        """The attribution whose source was last named before a mention."""
        found = [v for v in self.voices if v.teller.end <= mention.start]
        return found[-1] if found else None


def by_weights(lang: str) -> Chooser | None:
    """The chooser that decides by the shipped weights; None for a language that has none."""
    try:
        return chooser(decide.load("coref", lang))
    except ModelError:
        return None


def chooser(decider: Decider) -> Chooser:
    """A chooser that takes the likeliest choice, and leaves to the rules what none is likely for."""
    yes = decider.classes.index(YES)

    def choose(_: Mention, choices: Sequence[Choice], rows: list[Row]) -> Choice | None:
        p = decider.probabilities(rows)[:, yes]
        best = int(p.argmax())
        return choices[best] if p[best] >= SURE else None

    return choose

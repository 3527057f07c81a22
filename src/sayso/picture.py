"""The records of the picture: what several reports make together.  Frozen, and each points at its claims.

A report's own records are in `records.py`; these are derived from them and from people's decisions, and can
always be made again.  Dates are EDTF, `earliest` and `latest` ISO days, both included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.records import Factuality, SourceKind, Stance, Tense

Side = Literal["party", "other_side", "outsider", "report"]
EventStatus = Literal["confirmed", "reported", "disputed", "denied", "announced", "uncertain"]
CommitmentStatus = Literal["pending", "due", "kept", "late", "cancelled", "denied", "unknown"]
DecisionKind = Literal[
    "merge", "split", "correct", "grade", "same_actor", "other_actor", "accept", "reject", "claim"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One line of a ledger: a source (None: the reports' own voice) and what it does with the event."""

    source: str | None
    kind: SourceKind | None
    stance: Stance
    side: Side  # how it stands to the event
    factuality: Factuality
    first: str | None  # EDTF of the first report that has it
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    words: str  # the sentence of the first claim
    origin: int  # voices with one number rest on one origin
    because: str  # why they do
    ended: str | None = None  # of a silence: when the source spoke after all


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of several values that are told of one event, and by whom."""

    value: str
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """What the claims of an event do not agree on: occurrence, when, where, actor, or a kind of figure."""

    about: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure of an event as one or more reports give it."""

    kind: str
    value: float
    low: float | None
    high: float | None
    unit: str | None
    reports: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Admiralty grade: reliability of the best source A-F, credibility of what is told 1-6, and why."""

    reliability: str
    credibility: int
    because: tuple[str, ...]  # ids of the rules of model/link/grades.toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a match weight, in nats."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Why two reports' claims were put together: the weight of the pair (log-odds), or a person's decision."""

    reports: tuple[str, str]
    claims: tuple[str, str]
    total: float
    parts: tuple[Part, ...] = ()
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part, by the fullest name that any report gives."""

    name: str
    code: str
    names: tuple[str, ...]  # every mention
    resolved: str | None = None  # of a post: who held it then, by another report


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event took place, as narrowed by all its claims."""

    name: str | None
    country: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str | None
    text: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What several claims are about, with the ledger of who says so."""

    id: str
    type: str
    mode: str | None
    trigger: str  # the word that most claims use
    status: EventStatus
    factuality: Factuality
    tense: Tense
    when: str | None  # EDTF, as narrowed by all claims
    earliest: str | None
    latest: str | None
    where: Location | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    ledger: tuple[Voice, ...]
    origins: int  # independent origins of what is told
    speakers: int  # independent sources among them that are quoted
    figures: tuple[Count, ...]
    disagreements: tuple[Disagreement, ...]
    grade: Grade
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    first: str | None  # EDTF of the first report
    last: str | None
    bonds: tuple[Bond, ...] = ()
    corrected: tuple[str, ...] = ()  # fields that a person has set


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """An announced event with a due interval, and what became of it by the day that was asked."""

    id: str
    event: str
    type: str
    trigger: str
    by: str | None  # who announced it; None: told by the reports themselves
    said: str | None  # EDTF of the first report that announces it
    due: str | None  # EDTF
    due_earliest: str | None
    due_latest: str | None
    status: CommitmentStatus
    because: str  # what the status rests on, an id of model/link/commitments.toml
    claims: tuple[str, ...]  # that announce it
    decided_by: tuple[str, ...] = ()  # claims that keep, cancel or deny it
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPost:
    """A post that reports give somebody, and the days of the first and last report that do."""

    post: str
    first: str | None
    last: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that acts or speaks, under all its names."""

    id: str
    name: str
    code: str
    names: tuple[str, ...]  # every name or mention, the most frequent first
    mentions: int
    posts: tuple[HeldPost, ...] = ()
    because: tuple[str, ...] = ()  # why the names are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word over the machine's; withdrawn ones stay, with who and when."""

    id: int
    kind: DecisionKind
    who: str
    at: str  # ISO time, UTC
    anchors: tuple[tuple[str, ...], ...]  # groups of claims, each `report:start:end` of its trigger
    field: str | None = None
    value: str | None = None
    note: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """How a source has done so far: how often it is quoted, and what became of what it said."""

    source: str
    kind: SourceKind | None
    quoted: int  # events in whose ledger it stands
    reports: int
    confirmed: int  # of these, confirmed by another independent voice
    contradicted: int  # denied by another voice
    silent: int
    reliability: str  # A-F; F until a person has graded it


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a stretch of time has changed in the picture."""

    event: str
    kind: str  # new, told_again, new_source, new_stance, new_figure, status
    what: str
    reports: tuple[str, ...] = ()

"""The records that run through every stage: frozen, typed, each pointing at the words it rests on.

Offsets are code points of `Report.text`, half-open `[start, end)`.  Absent is `None` or `()`, never `""`.
Event types, modes and contexts are PLOVER's, factuality values FactBank's, dates EDTF, places GeoNames',
countries ISO 3166-1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU"]
Tense = Literal["past", "present", "future"]
Stance = Literal["reports", "announces", "confirms", "denies", "alleges", "believes", "no_comment"]
SourceKind = Literal["named", "unnamed", "outlet", "document"]
Relation = Literal["in", "near", "north_of", "south_of", "east_of", "west_of", "off", "between", "from", "to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece of a report: the words and where they stand."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What produced a record, so that the decision can be found again."""

    rule: str  # id of the rule or component that proposed it
    data: str  # digest of the language and model data
    model: str  # parser name and version


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as it came in.  `id` is a hash of the content; `published` is EDTF of any precision."""

    id: str
    text: str
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    url: str | None = None
    origin: str | None = None  # the file, line or stream it was read from
    key: str | None = None  # the id that the origin gave it, e.g. `id` in a JSON Lines file
    cluster: str | None = None  # the story that the origin says it is of, carried along


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time expression and the days it can mean: `earliest` and `latest` are ISO days, both included."""

    start: int
    end: int
    text: str
    edtf: str | None
    earliest: str | None = None
    latest: str | None = None
    operator: str | None = None  # since, until, before, after, early, mid, late, about
    part_of_day: str | None = None  # morning, noon, afternoon, evening, night
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where a place expression points: a centre (degrees) and how far around it is meant, in kilometres."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place expression, resolved as far as the words allow (country only when that is all there is)."""

    start: int
    end: int
    text: str
    country: str | None  # ISO 3166-1 alpha-2
    name: str | None = None
    geonameid: int | None = None
    region: Region | None = None
    precision: Literal["country", "region", "city", "site"] | None = None
    relation: Relation = "in"
    distance_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its margin: "une cinquantaine" is 50 in [45, 59]; an open bound is `None`."""

    start: int
    end: int
    text: str
    kind: str  # killed, injured, detained, displaced, missing, crowd, money, people
    value: float
    low: float | None
    high: float | None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part.  `start`/`end`/`text` are the mention by the event, `name` the report's fullest one."""

    start: int
    end: int
    text: str
    name: str
    name_start: int
    name_end: int
    code: str  # ISO alpha-3 country (or IGO, NGO, INT, UNK) + sector
    role: str | None = None  # how it was found: subject, object, by-agent ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that the report gives somebody at its date: "Thomas Waldhauser, chef d'Africom"."""

    start: int
    end: int
    name: str
    post: str
    as_of: str | None  # EDTF of the report


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who says so.  `text` is the mention at the cue, `name` the report's fullest one."""

    start: int
    end: int
    text: str
    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A stretch of text under somebody's word.

    `content` is what the source answers for; `chain` lists who passed it on, outermost first
    ("selon CNN, qui cite un diplomate": source = the diplomat, chain = (CNN,)).
    `source` is None for hearsay without a named teller ("auraient été tués", "on ignore si").
    """

    start: int  # of the content
    end: int
    source: Source | None
    cue: Evidence | None
    stance: Stance
    rule: str
    certain: bool = True  # False: bare hearsay, the content is only probable
    chain: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an explanation: which stage decided what, and what weighed."""

    stage: str
    decision: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One event mention under one attribution (None = the report's own voice)."""

    id: str
    report: str
    start: int  # of the sentence that is the evidence
    end: int
    trigger: Evidence
    type: str
    event: int  # claims of one report with the same number are about one event
    factuality: Factuality
    tense: Tense
    made_by: MadeBy
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    when: When | None = None
    where: Where | None = None
    figures: tuple[Figure, ...] = ()
    attribution: Attribution | None = None
    confidence: float = 1.0  # p that the trigger is a claim, 0..1
    why: tuple[Step, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """The report says that one of its events came from another ("suite à l'assassinat …")."""

    effect: int  # event numbers
    cause: int
    cue: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A report that could not be read: kept, never dropped."""

    origin: str
    stage: str
    code: str
    message: str
    key: str | None = None

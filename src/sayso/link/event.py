"""One group of tellings -> one Event: what it is, when and where as narrowed by all, the ledger, the grade."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sayso.extract.check_model import types
from sayso.link import grade as grading
from sayso.link.days import FIRST, LAST, Days, iso, moment, narrowed, of_when
from sayso.link.figures import figures_of
from sayso.link.ledger import Cast, asserts, denies, ledger, order
from sayso.link.names import Who, alike, who
from sayso.link.speakers import speakers
from sayso.picture import Bond, Count, Disagreement, Event, Location, Participant, Variant, Voice
from sayso.records import Claim, Figure, Party, Report, Tense, Where

Value = TypeVar("Value")
_HOSTILE = (3, 4)  # PLOVER's quads: verbal and material conflict
_PRECISION = ("site", "city", "region", "country", None)
SAME = 0.55  # how alike two mentions of one participant are at least


class Told(Protocol):
    """A telling as far as its event needs it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What an event is made from, beside its tellings."""

    claims: Mapping[str, Claim]
    reports: Mapping[str, Report]
    reliability: Mapping[str, str] = field(default_factory=dict)  # letters by the key of a source's name
    corrections: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # by telling id
    resolved: Mapping[str, str] = field(default_factory=dict)  # a post's mention -> who held it


def event_id(tellings: Iterable[str]) -> str:
    """The id of a group: that of its least telling, so that it stays when others join."""
    return "e" + hashlib.sha256(min(tellings).encode()).hexdigest()[:12]


def make(group: Sequence[Told], bonds: Sequence[Bond], known: Sources) -> Event:
    """Make the event of a group of tellings."""
    claims = sorted((known.claims[c] for t in group for c in t.claims), key=lambda c: order(c, known.reports))
    kind = weightiest((c.type, c.confidence) for c in claims)
    mine = [c for c in claims if c.type == kind]
    actors = participants([p for c in claims for p in c.actor], known)
    recipients = participants([p for c in claims for p in c.recipient], known)
    cast = Cast(actors=_whos(actors), recipients=_whos(recipients), hostile=types()[kind]["quad"] in _HOSTILE)
    voices = ledger(claims, known.reports, cast)
    days, against = narrowed(_days(claims))
    where, elsewhere = location(claims)
    tense = _tense(claims, known)
    published = sorted({p for c in claims if (p := known.reports[c.report].published)}, key=_moment)
    said = [v for v in voices if asserts(v)]
    found = Event(
        id=event_id(t.id for t in group),
        type=kind,
        mode=weightiest((c.mode, c.confidence) for c in mine if c.mode),
        trigger=weightiest((c.trigger.text.lower(), c.confidence) for c in mine),
        status=grading.status(voices, tense),
        factuality=weightiest((c.factuality, 1.0) for c in claims),
        tense=tense,
        when=_edtf(days, claims),
        earliest=iso(days.lo) if days and days.lo > FIRST else None,
        latest=iso(days.hi) if days and days.hi < LAST else None,
        where=where,
        actors=actors,
        recipients=recipients,
        ledger=voices,
        origins=len({v.origin for v in said}),
        speakers=len({v.origin for v in said if v.source is not None}),
        figures=counts(claims),
        disagreements=tuple(_disagreements(claims, voices, days, against, elsewhere)),
        grade=grading.grade(voices, tense, _letters(said, known)),
        reports=tuple(dict.fromkeys(c.report for c in claims)),
        claims=tuple(c.id for c in claims),
        first=published[0] if published else None,
        last=published[-1] if published else None,
        bonds=tuple(bonds),
    )
    return _corrected(found, [x for t in group for x in known.corrections.get(t.id, ())])


def _letters(said: Sequence[Voice], known: Sources) -> list[str]:
    """The letters of those who assert it: the source's, for a report's own voice the outlet's."""
    if not known.reliability:
        return []
    names: set[str | None] = {v.source for v in said}
    names |= {known.reports[r].outlet for v in said if v.source is None for r in v.reports}
    keys = sorted({who(name).key for name in names if name})
    return [known.reliability[key] for key in keys if key in known.reliability]


def weightiest(values: Iterable[tuple[Value, float]]) -> Any:
    """The value with the greatest sum of weights; the least of equals, None without any."""
    sums: dict[Value, float] = {}
    for value, weight in values:
        sums[value] = sums.get(value, 0.0) + weight
    return min(sums, key=lambda v: (-round(sums[v], 6), str(v))) if sums else None


def _moment(edtf: str) -> tuple[float, str]:
    return moment(edtf), edtf


def _whos(parties: Sequence[Participant]) -> tuple[Who, ...]:
    return tuple(who(p.resolved or p.name, p.code) for p in parties)


def _days(claims: Iterable[Claim]) -> list[Days]:
    return [d for c in claims if c.when is not None and (d := of_when(c.when)) is not None]


def _edtf(days: Days | None, claims: Sequence[Claim]) -> str | None:
    """What is left as EDTF: as a claim writes it where it says just that ("2018-21"), else from the days."""
    if days is None:
        return None
    written = ((c.when.edtf, 1.0) for c in claims if c.when and c.when.edtf and of_when(c.when) == days)
    found: str | None = weightiest(written)
    return found or days.edtf()


def _tense(claims: Sequence[Claim], known: Sources) -> Tense:
    """Past as soon as one claim tells it as done and certain; else what most say."""
    if any(c.tense == "past" and c.factuality == "CT+" for c in claims):
        return "past"
    found: Tense = weightiest((c.tense, c.confidence) for c in claims)
    return found


def participants(parties: Sequence[Party], known: Sources) -> tuple[Participant, ...]:
    """The parties of all claims, each once under its fullest name, the most frequent first."""
    groups: list[tuple[Who, list[Party]]] = []
    for name, code in sorted({(p.name, p.code) for p in parties}, key=lambda x: (-len(x[0]), x)):
        it = who(name, code)
        mentions = [p for p in parties if (p.name, p.code) == (name, code)]
        home = next((g for g in groups if alike(g[0], it) >= SAME), None)
        if home is None:
            groups.append((it, mentions))
        else:
            home[1].extend(mentions)
    made = []
    for it, mentions in groups:
        named = [m for m in mentions if who(m.name, m.code).proper] or mentions
        name = weightiest((m.name, 1.0 + 0.01 * len(m.name)) for m in named)
        made.append(
            (
                -len(mentions),
                it.key,
                Participant(
                    name=name,
                    code=weightiest((m.code, 1.0) for m in mentions),
                    names=tuple(sorted({m.name for m in mentions})),
                    resolved=next(
                        (known.resolved[m.name] for m in mentions if m.name in known.resolved), None
                    ),
                ),
            )
        )
    return tuple(p for _, _, p in sorted(made, key=lambda x: x[:2]))


def location(claims: Sequence[Claim]) -> tuple[Location | None, list[Claim]]:
    """The place that most claims give, as exactly as any of them gives it, and the claims that give another."""
    placed = [c for c in claims if c.where is not None and (c.where.country or c.where.name)]
    if not placed:
        return None, []
    country = weightiest((c.where.country, 1.0) for c in placed if c.where and c.where.country)
    inside = [c for c in placed if c.where and c.where.country in (country, None)]
    exact = min((_PRECISION.index(c.where.precision) for c in inside if c.where), default=4)
    best = [c for c in inside if c.where and _PRECISION.index(c.where.precision) == max(exact, 0)]
    name = weightiest((c.where.name or c.where.text, 1.0) for c in best if c.where)
    chosen = next(c.where for c in best if c.where and (c.where.name or c.where.text) == name)
    other = [c for c in placed if c.where and c.where.country not in (country, None)]
    return _location(chosen), other


def _location(where: Where) -> Location:
    region = where.region
    return Location(
        name=where.name,
        country=where.country,
        geonameid=where.geonameid,
        lat=region.lat if region else None,
        lon=region.lon if region else None,
        radius_km=region.radius_km if region else None,
        precision=where.precision,
        text=where.text,
        relation=where.relation,
    )


def counts(claims: Sequence[Claim]) -> tuple[Count, ...]:
    """The distinct figures of an event, the most told first."""
    found: dict[tuple[str, float, float | None, float | None, str | None], list[tuple[Claim, Figure]]] = {}
    for claim in claims:
        for f in figures_of(claim):
            found.setdefault((f.kind, f.value, f.low, f.high, f.unit), []).append((claim, f))
    made = [
        Count(
            kind=key[0],
            value=key[1],
            low=key[2],
            high=key[3],
            unit=key[4],
            reports=tuple(dict.fromkeys(c.report for c, _ in told)),
            claims=tuple(dict.fromkeys(c.id for c, _ in told)),
        )
        for key, told in found.items()
    ]
    return tuple(sorted(made, key=lambda c: (c.kind, -len(c.reports), c.value, c.low or 0.0, c.unit or "")))


def _disagreements(
    claims: Sequence[Claim],
    voices: Sequence[Voice],
    days: Days | None,
    against: Sequence[Days],
    elsewhere: Sequence[Claim],
) -> Iterable[Disagreement]:
    pro, con = [v for v in voices if asserts(v)], [v for v in voices if denies(v)]
    if pro and con:
        yield Disagreement(about="occurrence", variants=(_said("asserted", pro), _said("denied", con)))
    if against and days is not None:
        edtf = lambda c: d.edtf() if c.when and (d := of_when(c.when)) else None  # noqa: E731
        yield Disagreement(about="when", variants=_variants(claims, edtf))
    if elsewhere:
        yield Disagreement(
            about="where", variants=_variants(claims, lambda c: c.where.country if c.where else None)
        )
    for kind in sorted({f.kind for c in claims for f in figures_of(c)}):
        variants = _variants(claims, lambda c, k=kind: _figure(c, k))  # type: ignore[misc]
        if len(variants) > 1 and not _one_range(claims, kind):
            yield Disagreement(about=kind, variants=variants)


def _said(value: str, voices: Sequence[Voice]) -> Variant:
    return Variant(
        value=value,
        reports=tuple(dict.fromkeys(r for v in voices for r in v.reports)),
        claims=tuple(dict.fromkeys(c for v in voices for c in v.claims)),
        sources=tuple(dict.fromkeys(v.source for v in voices if v.source)),
    )


def _variants(claims: Sequence[Claim], value: Callable[[Claim], str | None]) -> tuple[Variant, ...]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if (told := value(claim)) is not None:
            found.setdefault(told, []).append(claim)
    return tuple(
        Variant(
            value=told,
            reports=tuple(dict.fromkeys(c.report for c in found[told])),
            claims=tuple(c.id for c in found[told]),
            sources=tuple(dict.fromkeys(s.name for c in found[told] for s in speakers(c.attribution))),
        )
        for told in sorted(found, key=lambda v: (-len({c.report for c in found[v]}), v))
    )


def _figure(claim: Claim, kind: str) -> str | None:
    values = [f for f in figures_of(claim) if f.kind == kind]
    return f"{max(f.value for f in values):g}" if values else None


def _one_range(claims: Sequence[Claim], kind: str) -> bool:
    """Do all figures of a kind allow one number?"""
    figures = [f for c in claims for f in figures_of(c) if f.kind == kind]
    low = max((f.low for f in figures if f.low is not None), default=float("-inf"))
    return low <= min((f.high for f in figures if f.high is not None), default=float("inf"))


def _corrected(event: Event, corrections: Sequence[tuple[str, str]]) -> Event:
    if not corrections:
        return event
    from sayso.link.correct import apply

    return apply(event, corrections)

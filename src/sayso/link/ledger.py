"""The ledger of an event: who says so, with which stance, since when, and on whose origin it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.link import origins
from sayso.link.days import moment, of_edtf
from sayso.link.names import Who, alike, who
from sayso.link.speakers import speakers
from sayso.picture import Side, Voice
from sayso.records import Claim, Factuality, Report, Source, Stance

SAME = 0.85  # how alike two names of one source are at least
_ASSERTS = frozenset({"reports", "announces", "confirms", "alleges", "believes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The parties of an event as they are compared, and whether it is done against its recipients."""

    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    hostile: bool


@dataclass(slots=True, kw_only=True)
class _Line:
    """A ledger line that is being filled."""

    who: Who | None
    source: Source | None
    stance: Stance
    claims: list[Claim]
    number: int = 0  # of the speaker


def asserts(voice: Voice) -> bool:
    """Does the voice say that it happened, or will?"""
    return voice.stance in _ASSERTS and voice.factuality != "CT-"


def denies(voice: Voice) -> bool:
    """Does the voice say that it did not happen?"""
    return voice.stance == "denies" or voice.factuality == "CT-"


def ledger(claims: Sequence[Claim], reports: Mapping[str, Report], cast: Cast) -> tuple[Voice, ...]:
    """The lines of a ledger, the oldest first.

    Args:
        claims: The event's claims, in the order of `order`.
        reports: Their reports by id.
        cast: The event's parties.
    """
    groups = origins.groups([reports[r] for r in sorted({c.report for c in claims})])
    lines = _lines(claims, reports, groups)
    numbers = _numbers(lines, groups)
    voices = [_voice(line, reports, cast, *numbers[n]) for n, line in enumerate(lines)]
    return tuple(_with_ends(voices))


def order(claim: Claim, reports: Mapping[str, Report]) -> tuple[float, str, int, str]:
    """What claims are sorted by: when the report came out, its id, the place in the text."""
    return (moment(reports[claim.report].published), claim.report, claim.trigger.start, claim.id)


def _lines(
    claims: Sequence[Claim], reports: Mapping[str, Report], groups: Mapping[str, tuple[int, str]]
) -> list[_Line]:
    lines: list[_Line] = []
    heard: list[Who] = []
    for claim in claims:
        stance: Stance = claim.attribution.stance if claim.attribution else "reports"
        lang = reports[claim.report].language or "fr"
        for source in speakers(claim.attribution, lang) or (None,):
            person = who(source.name, "UNK", lang) if source else None
            number = _speaker(person, source, heard, lines) or -groups[claim.report][0]
            found = next((x for x in lines if x.number == number and x.stance == stance), None)
            if found is None:
                found = _Line(who=person, source=source, stance=stance, claims=[], number=number)
                lines.append(found)
            elif source and found.source and _fuller(source, found.source):
                found.source = source
            if claim not in found.claims[-1:]:
                found.claims.append(claim)
    return lines


def _fuller(source: Source, known: Source) -> bool:
    """Does a source give a fuller name than the one that is known?"""
    return len(source.name) > len(known.name) and source.kind != "unnamed"


def _speaker(person: Who | None, source: Source | None, heard: list[Who], lines: Sequence[_Line]) -> int:
    """The number of a source among those heard so far; 0 is a report's own voice.

    Unnamed sources are one only under the same words.
    """
    if person is None or source is None:
        return 0
    for n, known in enumerate(heard, 1):
        if source.kind == "unnamed":
            if known.key == person.key and known.stems == person.stems:
                return n
        elif alike(known, person) >= SAME and _named(n, lines):
            return n
    heard.append(person)
    return len(heard)


def _named(number: int, lines: Sequence[_Line]) -> bool:
    return any(x.number == number and x.source is not None and x.source.kind != "unnamed" for x in lines)


def _numbers(lines: Sequence[_Line], groups: Mapping[str, tuple[int, str]]) -> list[tuple[int, str]]:
    """The origin of each line and why: a speaker is one however often he is quoted, own voices by their reports.

    An unnamed source rests on the origin of the report that quotes it.
    """
    seen: dict[object, int] = {}
    out = []
    for line in lines:
        group, why = groups[line.claims[0].report]
        if line.source is None:
            key: object = ("report", group)
        elif line.source.kind == "unnamed":
            key, why = ("unnamed", group, line.number), "unnamed"
        else:
            key, why = ("speaker", line.number), "speaker"
        out.append((seen.setdefault(key, len(seen) + 1), why))
    return out


def _voice(line: _Line, reports: Mapping[str, Report], cast: Cast, origin: int, because: str) -> Voice:
    claims = line.claims
    first = claims[0]
    report = reports[first.report]
    return Voice(
        source=line.source.name if line.source else None,
        kind=line.source.kind if line.source else None,
        stance=line.stance,
        side=side(line.who, cast),
        factuality=_surest(claims),
        first=report.published,
        reports=tuple(dict.fromkeys(c.report for c in claims)),
        claims=tuple(c.id for c in claims),
        words=" ".join(report.text[first.start : first.end].split()),
        origin=origin,
        because=because,
    )


_SURE: tuple[Factuality, ...] = ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "UU")


def _surest(claims: Sequence[Claim]) -> Factuality:
    """The factuality that most of a line's claims have; the surer one of equals."""
    counts = {f: sum(c.factuality == f for c in claims) for f in _SURE}
    return max(_SURE, key=lambda f: (counts[f], -_SURE.index(f)))


def side(source: Who | None, cast: Cast) -> Side:
    """How a source stands to the event: the reports themselves, a party, the other side, or an outsider."""
    if source is None:
        return "report"
    if any(_speaks_for(source, x) for x in cast.actors):
        return "party"
    if any(_speaks_for(source, x) for x in cast.recipients):
        return "other_side" if cast.hostile else "party"
    return "outsider"


def _speaks_for(source: Who, party: Who) -> bool:
    """Is a source a party, or somebody of a party's ("le commandement militaire de Khalifa Haftar")?"""
    if alike(source, party) >= SAME:
        return True
    return source.post is not None and bool(source.proper) and source.proper <= party.proper


def _with_ends(voices: Sequence[Voice]) -> list[Voice]:
    """Silences end on the day of the first later report in which the same source speaks."""
    out = []
    for voice in voices:
        if voice.stance == "no_comment" and voice.source is not None:
            begun = of_edtf(voice.first)
            later = [
                other.first
                for other in voices
                if other.stance != "no_comment"
                and other.source is not None
                and alike(who(other.source), who(voice.source)) >= SAME
                and _after(other.first, begun.lo if begun else None)
            ]
            voice = replace(voice, ended=min(filter(None, later), default=None))
        out.append(voice)
    return out


def _after(edtf: str | None, begun: int | None) -> bool:
    days = of_edtf(edtf)
    return begun is not None and days is not None and days.hi > begun

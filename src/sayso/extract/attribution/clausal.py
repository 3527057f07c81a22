"""Cues with a clause, an infinitive or a noun phrase: "assure que …", "dit avoir vu …", "annonce la …"."""

from __future__ import annotations

from sayso.extract.attribution.contents import Content, find_contents
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.tellers import Teller
from sayso.records import Stance

CLAUSES = ("que", "si", "selon_lequel", "pour_que")


def read_clauses(reading: Reading) -> None:
    """Draft every attribution that follows from a cue's own complement."""
    for hit in reading.hits:
        if not reading.page.parsed[hit.first] or hit.form == "adjective" and not hit.cue.takes("que"):
            continue
        teller = reading.tellers[hit.first]
        for content in find_contents(reading.page, reading.grammar, hit):
            _draft(reading, hit, teller, content)


def stance_of(hit: Hit, frame: str) -> Stance | None:
    """The stance of a use: the frame's, or when negated the word's negated one; None is no attribution."""
    if not hit.cue.takes(frame):
        return None
    return hit.cue.negated if hit.negated else hit.cue.stance(frame)


def _draft(reading: Reading, hit: Hit, teller: Teller, content: Content) -> None:
    stance = stance_of(hit, content.frame)
    if stance is None or not _told(hit, teller, content):
        return
    first, stop = reading.through_quotes(content.first, content.stop)
    if first <= hit.first < stop:  # "la rencontre confirmée par X": only the words before the cue
        stop = hit.first if hit.first > first else stop
    construction = _construction(hit, teller, content, stance)
    reading.add((first, stop), teller.span, reading.cue_span(hit), stance, construction)


def _told(hit: Hit, teller: Teller, content: Content) -> bool:
    """Somebody tells it, or it is told impersonally in a clause."""
    if teller.span is not None:
        return not (teller.span[0] <= content.first < teller.span[1])
    if content.frame == "selon_lequel":
        return True
    return teller.how == "impersonal" and content.frame in CLAUSES


def _construction(hit: Hit, teller: Teller, content: Content, stance: Stance) -> str:
    if stance == "no_comment":
        return "unknown" if teller.span is None else "silence"
    if hit.form == "noun":
        return "nominal"
    if teller.how == "impersonal":
        return "impersonal"
    if teller.how == "cleft":
        return "cleft"
    if teller.how == "agent":
        return "passive"
    if hit.form == "present":
        return "gerund"
    if hit.cue.kind == "allege" and content.frame.startswith("obj_"):
        return "accusation"
    if content.frame in CLAUSES:
        return "that_clause"
    return "infinitive" if content.frame.endswith("inf") else "noun_phrase"

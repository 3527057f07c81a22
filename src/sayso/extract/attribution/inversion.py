"""Inverted cues without quotation marks: "La trêve tient, a déclaré le ministre"."""

from __future__ import annotations

from sayso.extract.attribution.draft import Draft, Span
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.inverted import SMALL, inverted_cue
from sayso.extract.attribution.quotes import Quote
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.tellers import Teller
from sayso.records import Stance


def read_inversions(reading: Reading) -> None:
    """Draft the sentence around every inverted cue that carries no quotation."""
    for hit in reading.hits:
        if hit.first not in reading.used:
            _inversion(reading, hit)


def _inversion(reading: Reading, hit: Hit) -> None:
    """ "…, a déclaré X" without quotation marks: the cue answers for the sentence around it."""
    page = reading.page
    if hit.cue.pos != "VERB" or not hit.cue.takes("quote"):
        return
    first, stop = page.bounds(hit.first)
    start = hit.first
    while start - 1 >= first and (page.pos[start - 1] in SMALL or page.low[start - 1].startswith("-")):
        start -= 1
    if start <= first or page.low[start - 1] not in (",", "-", "–", "—", "»", '"', "”"):
        return
    if page.low[start - 1] == "-" and page.end[start - 1] == page.start[start]:
        return  # "c'est-à-dire"
    if any(quote.open == start - 1 for quote in reading.quotes):
        return  # 'ils ont "évoqué la trêve"': nothing is said before the mark
    found = inverted_cue(reading, start)
    if found is None:
        return
    cue, teller, stance = found
    if any(d.cue == cue for d in reading.drafts):
        return
    if _follows_quote(reading, start):
        return
    end = max(hit.last + 1, teller.span[1] if teller.span else 0)
    quote = reading.quote_at(hit.first)
    if quote is not None:
        _inside_quote(reading, quote, (start, end), (cue, teller, stance))
        return
    begin = _clause_start(reading, first, start)
    draft = reading.add((begin, start - 1), teller.span, cue, stance, "inversion")
    if draft is not None:
        reading.used.add(hit.first)
        reading.tellers[hit.first] = teller
        _rest(reading, hit, end, stop, teller, draft)


def _inside_quote(reading: Reading, quote: Quote, clause: Span, found: tuple[Span, Teller, Stance]) -> None:
    """« Moi, dit-il, je partirai »: the cue stands inside the marks, the words around it are said."""
    cue, teller, stance = found
    for piece in ((quote.first, clause[0] - 1), (clause[1], quote.close)):
        draft = reading.add(piece, teller.span, cue, stance, "inversion")
        if draft is not None:
            reading.speakers[quote.open] = draft
            reading.used.add(cue[0])
            reading.tellers[cue[0]] = teller


def _follows_quote(reading: Reading, start: int) -> bool:
    return any(q.close in (start - 1, start - 2) and q.open in reading.speakers for q in reading.quotes)


def _clause_start(reading: Reading, first: int, start: int) -> int:
    """Where the words that an inverted cue answers for begin: after an earlier cue, else the sentence."""
    begin = first
    for draft in reading.drafts:
        if draft.cue and first <= draft.cue[0] < start and draft.rule.endswith("inversion"):
            end = max(draft.cue[1], draft.source[1] if draft.source else 0)
            begin = max(begin, end)
    return begin


def _rest(reading: Reading, hit: Hit, end: int, stop: int, teller: Teller, draft: Draft) -> None:
    """The part after an inverted cue in mid-sentence, where the main clause goes on behind it."""
    page = reading.page
    comma = next((j for j in range(end, min(end + 14, stop)) if page.low[j] == ","), None)
    if comma is None or comma + 1 >= stop:
        return
    main = page.head[hit.first]
    goes_on = main > comma or any(
        k > comma and page.dep[k] not in ("punct", "conj", "advcl") for k in page.kids[main]
    )
    if main == hit.first:  # the cue was taken for the main verb
        goes_on = any(k > comma and page.dep[k] == "conj" and page.pos[k] == "VERB" for k in page.kids[main])
    if page.parsed[hit.first] and goes_on and not _hit_near(reading, comma + 1):
        reading.add((comma + 1, stop), teller.span, draft.cue, draft.stance, "inversion")


def _hit_near(reading: Reading, at: int) -> bool:
    return any(at <= hit.first <= at + 2 for hit in reading.hits)

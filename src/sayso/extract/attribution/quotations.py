"""Who speaks the quoted words: a cue behind the quotation, or one that leads it in."""

from __future__ import annotations

from sayso.extract.attribution.clausal import stance_of
from sayso.extract.attribution.draft import Draft, Span
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.inverted import inverted_cue
from sayso.extract.attribution.quotes import Quote, is_speech
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.tellers import Teller

NEAR = 14  # words between a cue and the quotation that it leads in


def read_quotations(reading: Reading) -> None:
    """Draft quotations with a cue after, else with one before them."""
    for quote in reading.quotes:
        _cue_after(reading, quote) or _cue_before(reading, quote)


def _cue_after(reading: Reading, quote: Quote) -> bool:
    """ "…", a déclaré X."""
    page = reading.page
    at = quote.close + 1
    while at < len(page.low) and (page.low[at] in (",", "-", "–", "—") or page.pos[at] == "SPACE"):
        at += 1
    found = inverted_cue(reading, at)
    if found is None:
        return False
    cue, teller, stance = found
    first = _start_of_said(reading, quote)
    draft = reading.add((first, quote.close), teller.span, cue, stance, "quote_inversion")
    if draft is None:
        return False
    reading.speakers[quote.open] = draft
    reading.used.add(cue[0])
    reading.tellers[cue[0]] = teller
    _piece_after(reading, cue, teller, draft)
    return True


def _start_of_said(reading: Reading, quote: Quote) -> int:
    """The cue answers for the sentence that its quotation ends, from a colon or lead-in on."""
    page = reading.page
    first = page.bounds(quote.open)[0]
    if page.low[max(quote.open - 1, 0)] == ":" or (
        is_speech(page, quote) and page.sent[quote.open] != page.sent[max(quote.close - 1, 0)]
    ):
        return quote.first
    for other in reading.quotes:
        if first <= other.open < quote.open and other.open in reading.speakers:
            return quote.first
    finite = [
        j
        for j in range(first, quote.open)
        if page.pos[j] in ("VERB", "AUX") and page.feats(j).get("VerbForm") == "Fin"
    ]
    if page.low[quote.open - 1] == "," and not finite and is_speech(page, quote):
        return quote.first
    leads = [
        h
        for h in reading.hits
        if first <= h.first < quote.open and h.form == "finite" and h.cue.takes("quote")
    ]
    return quote.first if leads and is_speech(page, quote) else first


def _piece_after(reading: Reading, cue: Span, teller: Teller, draft: Draft) -> None:
    """ "…", a dit X, "…": the quotation that the cue interrupts goes on in the same sentence."""
    page = reading.page
    end = max(cue[1], teller.span[1] if teller.span else 0)
    for quote in reading.quotes:
        if quote.open < end:
            continue
        between = range(end, quote.open)
        if (
            len(between) > NEAR
            or any(page.low[b] in ".!?;" for b in between)
            or page.sent[quote.open] != page.sent[cue[0]]
        ):
            return
        if any(end <= hit.first < quote.open for hit in reading.hits) or any(
            page.pos[b] == "VERB" for b in between
        ):
            return
        more = reading.add((quote.first, quote.close), teller.span, cue, draft.stance, "quote_inversion")
        if more:
            reading.speakers[quote.open] = more
        return


def _cue_before(reading: Reading, quote: Quote) -> bool:
    """X a déclaré : "…"; X a déclaré "…"."""
    if quote.open in reading.speakers:
        return True
    page = reading.page
    at = quote.open - 1
    while at > 0 and page.pos[at] == "SPACE":
        at -= 1
    colon = at >= 0 and page.low[at] == ":"
    first = page.bounds(max(at, 0))[0]
    hits = [
        h
        for h in reading.hits
        if (first <= h.first and h.last < quote.open and h.cue.pos != "NOUN") or h.last == at - colon
    ]
    for hit in reversed(hits):
        if reading.quote_at(hit.first) or (page.para[hit.first] != page.para[quote.open] and not colon):
            continue
        teller = reading.tellers[hit.first]
        if not colon and not _leads(reading, hit, quote):
            continue
        stance = stance_of(hit, "colon" if hit.cue.pos == "ADJ" else "quote") or (
            "reports" if colon and not hit.negated else None
        )
        if stance is None or teller.span is None:
            continue
        draft = reading.add(
            (quote.first, quote.close), teller.span, reading.cue_span(hit), stance, "quote_lead"
        )
        if draft:
            reading.speakers[quote.open] = draft
            reading.used.add(hit.first)
            return True
    return False


def _leads(reading: Reading, hit: Hit, quote: Quote) -> bool:
    """Without a colon the cue stands close before the quotation, with nothing but an addressee between."""
    page = reading.page
    if not hit.cue.takes("quote") or page.sent[hit.first] != page.sent[quote.open]:
        return False
    between = range(hit.last + 1, quote.open)
    if len(between) > 8:
        return False
    if not is_speech(page, quote) and (len(between) > 1 or reading.tellers[hit.first].how != "subject"):
        return False
    if between and page.pos[between[-1]] == "ADP":
        return False  # "plaide pour « relancer … »": the frame finds it
    return not any(
        page.pos[b] in ("VERB", "SCONJ", "DET") and page.low[b] != "l'" for b in between[-2:]
    ) and not any(page.low[b] in ".;!?" or page.pos[b] == "VERB" for b in between)

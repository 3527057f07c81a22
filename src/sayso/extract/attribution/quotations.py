"""Who speaks the quoted words: a cue behind the quotation, or one that leads it in."""

from __future__ import annotations

from sayso.extract.attribution.clausal import narrated, stance_of
from sayso.extract.attribution.draft import Draft, Span
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.inverted import inverted_cue
from sayso.extract.attribution.quoted import read_subject
from sayso.extract.attribution.quotes import Quote, is_speech
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.tellers import Teller

NEAR = 14  # words between a cue and the quotation that it leads in


def read_quotations(reading: Reading) -> None:
    """Draft quotations with a cue after, else with one before them."""
    for quote in reading.quotes:
        _cue_after(reading, quote) or _cue_before(reading, quote) or read_subject(reading, quote)


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
        teller = narrated(reading, hit) or reading.tellers[hit.first]
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


def read_fragments(reading: Reading) -> None:
    """Quoted words behind a cue in one sentence, where the parser ended the content before them.

    "Le ministre assure que la trêve tient, car les deux camps « ont rendu leurs armes »": they are his too.
    """
    page = reading.page
    for quote in reading.quotes:
        if quote.open in reading.speakers or any(
            d.first < quote.close and quote.first < d.stop for d in reading.drafts
        ):
            continue
        begin = page.bounds(quote.open)[0]
        before = [
            d for d in reading.drafts if d.source and d.cue and begin <= d.cue[0] and d.stop <= quote.open
        ]
        last = max(before, key=lambda d: d.stop, default=None)
        if last is None or not _same_voice(reading, last, quote) or not _says_something(reading, quote):
            continue
        reading.add((quote.first, quote.close), last.source, last.cue, "reports", "fragment")


def _same_voice(reading: Reading, draft: Draft, quote: Quote) -> bool:
    """No other cue, and no main clause of somebody else, between a content and the quotation."""
    page = reading.page
    if any(draft.stop <= h.first < quote.open and h.cue.pos == "VERB" for h in reading.hits):
        return False
    between = range(draft.stop, quote.open)
    if any(page.low[b] in ".!?;" for b in between):
        return False
    return not any(
        page.dep[b] == "ROOT"
        or (draft.cue and page.head[b] == page.head[draft.cue[0]] and page.dep[b] == "conj")
        for b in between
    )


def _says_something(reading: Reading, quote: Quote) -> bool:
    """More than a name or a single word: two words or more that begin in lower case."""
    page = reading.page
    words = [i for i in range(quote.first, min(quote.close, len(page.low))) if page.low[i][0].isalpha()]
    return (
        len(words) > 1
        and page.text[page.start[words[0]]].islower()
        and page.para[quote.open] == page.para[words[-1]]
    )

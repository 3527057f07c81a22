"""A source's word that goes on: a quotation without a cue belongs to the last speaker, if he is near."""

from __future__ import annotations

from sayso.extract.attribution.draft import Draft
from sayso.extract.attribution.quotes import Quote, is_speech
from sayso.extract.attribution.reading import Reading


def read_continued_quotes(reading: Reading) -> None:
    """A quotation without a cue that begins a sentence goes on from the last speaker, if he is near."""
    last: Draft | None = None
    where = -1
    for quote in reading.quotes:
        draft = reading.speakers.get(quote.open)
        if draft is None and last is not None and _goes_on(reading, quote, where):
            draft = reading.add(
                (quote.first, quote.close), last.source, last.cue, last.stance, "continued_quote"
            )
            if draft is not None:
                reading.speakers[quote.open] = draft
        if draft is not None and is_speech(reading.page, quote):
            last, where = draft, quote.close


def _goes_on(reading: Reading, quote: Quote, where: int) -> bool:
    page = reading.page
    if not is_speech(page, quote) or page.para[quote.open] - page.para[min(where, len(page.para) - 1)] > 2:
        return False
    if any(d.first <= quote.first < d.stop for d in reading.drafts):
        return False
    begin = page.bounds(quote.open)[0]
    starts = quote.open - begin <= 1 or page.low[quote.open - 1] in '.!?"»”'
    return starts or page.low[quote.open - 1] == ":" or not _main_verb(reading, quote)


def _main_verb(reading: Reading, quote: Quote) -> bool:
    """Has the quotation's sentence a finite verb outside of quotations?"""
    page = reading.page
    begin = page.bounds(quote.open)[0]
    stop = page.bounds(min(quote.close, len(page.low) - 1))[1]
    finite = [
        i
        for i in range(begin, stop)
        if page.pos[i] in ("VERB", "AUX") and page.feats(i).get("VerbForm") == "Fin"
    ]
    return any(reading.quote_at(i) is None for i in finite)

"""A source's word that goes on: further quotations, and an outlet's story told on without a new cue."""

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


def read_stories(reading: Reading) -> None:
    """After a sentence about a plan, further sentences of its paragraph about plans rest on its source."""
    page = reading.page
    story: Draft | None = None
    for number, (begin, stop) in enumerate(page.sents):
        if number and page.para[begin] != page.para[page.sents[number - 1][0]]:
            story = None
        own = [d for d in reading.drafts if d.cue and begin <= d.cue[0] < stop]
        if own:
            story = _opens(reading, own, begin, stop)
        elif story is not None:
            if _plans(reading, begin, stop) and not any(
                q.open < stop and q.close > begin for q in reading.quotes
            ):
                reading.add((begin, stop), story.source, story.cue, story.stance, "story")
            else:
                story = None


def _opens(reading: Reading, own: list[Draft], begin: int, stop: int) -> Draft | None:
    """The sentence's own source if it is the only one and answers for a plan to come."""
    sources = {d.source for d in own}
    draft = own[-1]
    if len(sources) != 1 or draft.source is None or draft.stance not in ("reports", "announces"):
        return None
    covers = draft.rule in {
        r.id
        for r in reading.rules
        if r.construction in ("according", "that_clause", "inversion", "noun_phrase")
    }
    return draft if covers and _plans(reading, draft.first, draft.stop) else None


def _plans(reading: Reading, begin: int, stop: int) -> bool:
    """Is the first finite verb a future, a conditional or a modal in the present?"""
    page = reading.page
    for i in range(begin, stop):
        if page.pos[i] in ("VERB", "AUX") and page.parsed[i]:
            feats = page.feats(i)
            if feats.get("VerbForm") == "Fin":
                grammar = reading.grammar
                modal = page.lemma[i] in grammar.story["modal"] and feats.get("Tense") == "Pres"
                return modal or grammar.future(page, i) or grammar.conditional(page, i)
    return False

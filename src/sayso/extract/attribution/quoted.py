"""Speakers without a cue: 'Le maire enfonce le clou : "…"', 'Le préfet "dénonce avec fermeté …"'."""

from __future__ import annotations

from sayso.extract.attribution.clausal import stance_of
from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.quotes import Quote, is_speech
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import is_teller, mention
from sayso.records import Stance


def read_subject(reading: Reading, quote: Quote) -> bool:
    """Draft a quotation whose speaker is the subject of the clause before its colon, or of its first verb."""
    return is_speech(reading.page, quote) and (
        _before_colon(reading, quote) or _of_first_verb(reading, quote)
    )


def _before_colon(reading: Reading, quote: Quote) -> bool:
    page, grammar = reading.page, reading.grammar
    colon = quote.open - 1
    if colon < 1 or page.low[colon] != ":" or not page.parsed[colon]:
        return False
    begin = page.bounds(colon)[0]
    verbs = [j for j in range(begin, colon) if page.pos[j] == "VERB" and page.head[j] == j]
    for verb in verbs or [j for j in range(begin, colon) if page.pos[j] == "VERB"][-1:]:
        subjects = [k for k in grammar.kids(page, verb, "subject") if begin <= k < verb]
        spans = [mention(page, grammar, k) for k in subjects]
        spans = [s for s in spans if is_teller(page, grammar, s) and reading.quote_at(s[0]) is None]
        if spans:
            return _add(reading, quote, spans[-1], (verb, verb + 1), "reports")
    return False


def _of_first_verb(reading: Reading, quote: Quote) -> bool:
    """The words in the marks are the subject's own, about himself: "X « condamne l'attaque » dans un message"."""
    page, grammar = reading.page, reading.grammar
    verb = next(
        (j for j in range(quote.first, min(quote.first + 4, quote.close)) if page.pos[j] == "VERB"), None
    )
    if verb is None or page.pos[quote.open - 1] not in ("NOUN", "PROPN", "PRON", "ADJ"):
        return False
    hit = next((h for h in reading.hits if h.first == verb), None)
    subjects = [k for k in grammar.kids(page, verb, "subject") if k < quote.open]
    if hit is None or hit.form != "finite" or not subjects or page.sent[subjects[-1]] != page.sent[verb]:
        return False
    stance = stance_of(hit, "quote")
    span = mention(page, grammar, subjects[-1])
    if stance is None or not is_teller(page, grammar, span) or span[1] > quote.open:
        return False
    return _add(reading, quote, span, reading.cue_span(hit), stance)


def _add(reading: Reading, quote: Quote, span: Span, cue: Span, stance: Stance) -> bool:
    draft = reading.add((quote.first, quote.close), span, cue, stance, "quote_lead")
    if draft is None:
        return False
    reading.speakers[quote.open] = draft
    return True

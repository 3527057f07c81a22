"""Sources that stand before a colon, in a headline or a final parenthesis, and "comme l'a dit X"."""

from __future__ import annotations

from sayso.extract.attribution.clausal import stance_of
from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.inverted import inverted_cue, next_noun
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import is_teller
from sayso.extract.attribution.tellers import Teller

SHORT = 8  # words that a headline's source may have


def read_leads(reading: Reading) -> None:
    """Draft what follows a colon after a teller, and what a "comme" clause vouches for."""
    for begin, stop in reading.page.sents:
        _colon(reading, begin, stop)
        _parenthesis(reading, begin, stop)
    for hit in reading.hits:
        if (
            hit.cue.pos == "VERB"
            and hit.first not in reading.used
            and hit.cue.kind not in ("believe", "ask", "learn")
        ):
            _as_said(reading, hit.first, hit.last + 1, stance_of(hit, "que") or stance_of(hit, "quote"))


def _colon(reading: Reading, begin: int, stop: int) -> None:
    """ "Le ministre est formel : …", "Il prévient : …" and the headline "Ministre : …"."""
    page = reading.page
    colon = next((j for j in range(begin, stop) if page.low[j] == ":"), None)
    if colon is None or colon + 2 >= stop or reading.quote_at(colon) or page.low[colon + 1] in '"«“':
        return
    if page.text[page.start[colon] : page.start[colon] + 3] == "://":
        return
    hits = [h for h in reading.hits if begin <= h.first and h.last < colon and h.cue.pos != "NOUN"]
    for hit in reversed(hits):
        stance = stance_of(hit, "colon" if hit.cue.pos == "ADJ" else "quote")
        teller = reading.tellers[hit.first]
        near = colon - hit.last <= 3 if hit.cue.pos == "ADJ" else colon - hit.last <= 9
        relative = page.dep[hit.first] in reading.grammar.labels["relative"]
        if (
            stance
            and teller.span
            and is_teller(page, reading.grammar, teller.span)
            and near
            and not relative
            and teller.how in ("subject", "inverted", "shared")
        ):
            reading.add((colon + 1, stop), teller.span, reading.cue_span(hit), stance, "colon")
            return
    _headline(reading, begin, colon, stop)


def _headline(reading: Reading, begin: int, colon: int, stop: int) -> None:
    page, grammar = reading.page, reading.grammar
    words = range(begin, colon)
    if not 0 < len(words) <= SHORT or any(
        page.pos[i] in ("VERB", "AUX") or page.low[i] == "," for i in words
    ):
        return
    nouns = [i for i in words if page.pos[i] in ("NOUN", "PROPN", "X")]
    finite = any(page.pos[i] in ("VERB", "AUX") for i in range(colon + 1, stop))
    if (
        nouns
        and page.lemma[nouns[0]] in grammar.teller["lemmas"]
        and finite
        and page.pos[begin] in ("NOUN", "DET")
    ):
        reading.add((colon + 1, stop), (begin, colon), None, "reports", "headline")


def _parenthesis(reading: Reading, begin: int, stop: int) -> None:
    """ "Les troupes quitteront la région (ministre)" at the end of a sentence."""
    page, grammar = reading.page, reading.grammar
    last = stop - 1
    while last > begin and (page.pos[last] == "SPACE" or page.low[last] in ".!?"):
        last -= 1
    if page.low[last] != ")":
        return
    first = next((j for j in range(last - 1, max(begin, last - SHORT), -1) if page.low[j] == "("), None)
    if first is None or first <= begin + 2 or any(page.pos[i] in ("VERB", "AUX") for i in range(first, last)):
        return
    head = next((i for i in range(first + 1, last) if page.pos[i] in ("NOUN", "PROPN", "X", "ADJ")), None)
    if head is not None and (
        page.lemma[head] in grammar.teller["lemmas"] or page.low[head] in grammar.kind["outlet_name"]
    ):
        reading.add((begin, first), (first + 1, last), None, "reports", "parenthesis")


def _as_said(reading: Reading, verb: int, after: int, stance: object) -> None:
    """ "Comme l'a indiqué le ministre, …", "…, comme l'affirme X"."""
    page, grammar = reading.page, reading.grammar
    begin, stop = page.bounds(verb)
    start = next(
        (j for j in range(verb - 1, max(begin, verb - 6) - 1, -1) if grammar.is_(page, j, "as_if")), None
    )
    if start is None or stance is None or any(page.pos[j] in ("NOUN", "PUNCT") for j in range(start, verb)):
        return
    found = inverted_cue(reading, start + 1)
    teller = found[1] if found else reading.tellers[verb]
    if teller.span is not None and teller.span[1] <= start:  # "comme le rapporte le quotidien"
        teller = Teller(next_noun(reading, after), "inverted")
    if teller.span is None:
        return
    end = max(after, teller.span[1])
    if any(grammar.is_(page, j, "that") for j in range(verb, min(end + 1, stop))):
        return
    for piece in _around(start, end, begin, stop):
        reading.add(piece, teller.span, (verb, after), stance, "as_said")  # type: ignore[arg-type]


def _around(start: int, end: int, begin: int, stop: int) -> list[Span]:
    return [(a, b) for a, b in ((begin, start), (end, stop)) if b > a]

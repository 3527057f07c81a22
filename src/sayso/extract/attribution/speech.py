"""Quotations and inverted cues: who speaks the quoted words, and the words before "a déclaré X"."""

from __future__ import annotations

from sayso.extract.attribution.clausal import stance_of
from sayso.extract.attribution.draft import Draft, Span
from sayso.extract.attribution.hits import Hit, verb_form
from sayso.extract.attribution.quotes import Quote, is_speech
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import mention
from sayso.extract.attribution.tellers import Teller
from sayso.records import Stance

SMALL = ("AUX", "ADV", "PRON")
NEAR = 14  # words between a cue and the quotation that it leads in


def read_speech(reading: Reading) -> None:
    """Draft quotations with a cue after, then before them, then inverted cues without quotation."""
    for quote in reading.quotes:
        _cue_after(reading, quote) or _cue_before(reading, quote)
    for hit in reading.hits:
        if hit.first not in reading.used:
            _inversion(reading, hit)


def _cue_after(reading: Reading, quote: Quote) -> bool:
    """ "…", a déclaré X. """
    page = reading.page
    at = quote.close + 1
    while at < len(page.low) and (page.low[at] in (",", "-", "–", "—") or page.pos[at] == "SPACE"):
        at += 1
    found = _inverted_cue(reading, at)
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
    if page.low[max(quote.open - 1, 0)] == ":" or is_speech(page, quote) and page.sent[quote.open] != page.sent[max(quote.close - 1, 0)]:
        return quote.first
    for other in reading.quotes:
        if first <= other.open < quote.open and other.open in reading.speakers:
            return quote.first
    finite = [j for j in range(first, quote.open) if page.pos[j] in ("VERB", "AUX") and page.feats(j).get("VerbForm") == "Fin"]
    if page.low[quote.open - 1] == "," and not finite and is_speech(page, quote):
        return quote.first
    for hit in reading.hits:
        if first <= hit.first < quote.open and hit.form == "finite" and hit.cue.takes("quote"):
            return quote.first
    return first


def _inverted_cue(reading: Reading, at: int) -> tuple[Span, Teller, Stance] | None:
    """A verb with its subject after it that begins at token `at` ("a déclaré X", "dit-il", "selon" is no verb)."""
    page = reading.page
    verb = at
    while verb < len(page.low) and verb - at < 9 and _small(reading, verb, at):
        if page.pos[verb] == "AUX" and _hit_at(reading, verb):
            break
        verb += 1
    if verb >= len(page.low) or page.low[at] in reading.grammar.words["relative"]:
        return None
    hit = _hit_at(reading, verb)
    if _subject_before(reading, at, verb, hit):
        return None
    if hit is None and (page.pos[verb] not in ("VERB", "NOUN", "ADJ") or not page.parsed[verb]):
        return None
    teller = _teller_after(reading, at, verb, hit)
    if teller is None:
        return None
    if hit is None:
        first_ok = page.pos[at] in ("AUX", "VERB") or reading.grammar.is_(page, at, "reflexive")
        return ((verb, verb + 1), teller, "reports") if page.pos[verb] == "VERB" and first_ok else None
    stance = stance_of(hit, "quote") or (None if hit.negated else "reports")
    return (reading.cue_span(hit), teller, stance) if stance else None


def _small(reading: Reading, i: int, at: int) -> bool:
    """Auxiliaries, clitics, adverbs, and asides such as "pour sa part" between comma and verb."""
    page = reading.page
    if page.pos[i] in SMALL or page.low[i].startswith("-"):
        return True
    if i == at:
        return False
    aside = any(page.low[j] in reading.grammar.words["asides"] for j in range(i, min(i + 3, len(page.low))))
    return page.pos[i] in ("ADP", "DET", "NOUN", "ADJ") and aside


def _subject_before(reading: Reading, at: int, verb: int, hit: Hit | None) -> bool:
    """A subject pronoun in front ("on confirme"), or the subject further left: no inversion."""
    page, grammar = reading.page, reading.grammar
    plain = grammar.words["third_person"] | grammar.words["impersonal"] | grammar.words["first_person"]
    for j in range(at, verb):
        if page.low[j] in plain and page.dep[j] != "iobj" and page.low[j] != "nous" and page.low[j][0] != "-":
            return True
    subjects = grammar.kids(page, verb, "subject", "passive_subject")
    if any(k > at for k in subjects):
        return False
    return any(
        reading.quote_at(k) is None and page.low[k][0] != "-" and not (hit and _finite_between(reading, k, at))
        for k in subjects
    )


def _finite_between(reading: Reading, first: int, stop: int) -> bool:
    """A finite verb between a supposed subject and the cue: the subject is that verb's."""
    page = reading.page
    verbs = [j for j in range(first, stop) if page.pos[j] in ("VERB", "AUX")]
    return any(page.feats(j).get("VerbForm") == "Fin" for j in verbs if not _in_relative(reading, j, first))


def _in_relative(reading: Reading, j: int, first: int) -> bool:
    page = reading.page
    return any(page.low[k] in reading.grammar.words["relative"] for k in range(max(first, j - 6), j))


def _hit_at(reading: Reading, i: int) -> Hit | None:
    return next((hit for hit in reading.hits if hit.first == i and hit.cue.pos == "VERB"), None)


def _teller_after(reading: Reading, at: int, verb: int, hit: Hit | None) -> Teller | None:
    """The subject that follows the verb, as a clitic or a noun."""
    page, grammar = reading.page, reading.grammar
    for j in range(at, min(verb + 3, len(page.low))):
        if page.low[j] in grammar.words["clitic_subject"]:
            span = None if grammar.is_(page, j, "impersonal") else (j, j + 1)
            return _from_whom(reading, verb) if span is None else Teller(span, "inverted")
    if page.parsed[verb] and verb_form(page, grammar, verb) in ("infinitive", "present"):
        return None
    if verb == at and page.feats(verb).get("VerbForm") == "Part" and page.parsed[verb]:
        return None
    known = reading.tellers.get(verb) if hit else None
    if known and known.how == "inverted" and known.span:
        return known
    heads = [k for k in page.kids[verb] if k > verb and page.pos[k] in ("NOUN", "PROPN", "PRON", "X", "ADJ")]
    heads = [k for k in heads if not grammar.is_(page, k, "time")]
    subjects = [k for k in heads if grammar.dep(page, k, "subject", "passive_subject")]
    if hit is not None:
        subjects += [k for k in heads if grammar.dep(page, k, "object")]
    if subjects and page.parsed[verb]:
        return Teller(mention(page, grammar, subjects[0]), "inverted")
    if hit is not None:
        span = _next_noun(reading, hit.last + 1)
        return Teller(span, "inverted") if span else None
    return None


def _next_noun(reading: Reading, at: int) -> Span | None:
    """The first mention after a token that stands without preposition, up to the next mark."""
    page, grammar = reading.page, reading.grammar
    stop = page.bounds(at - 1)[1]
    for j in range(at, min(at + 10, stop)):
        if page.low[j] in ".!?;:" or page.low[j] in "\"«»“”" and not _title(reading, j):
            return None
        if page.pos[j] in ("NOUN", "PROPN", "X") and not any(page.dep[k] == "case" for k in page.kids[j]):
            inside = page.dep[j] in ("nmod", "flat:name") or page.dep[j] == "appos" and page.low[j - 1] == ","
            if at <= page.head[j] < j and inside or grammar.is_(page, j, "time"):
                continue
            return mention(page, grammar, j)
    return None


def _title(reading: Reading, mark: int) -> bool:
    """A quotation mark around a name ("La Dépêche du Midi"), not around speech."""
    quote = next((q for q in reading.quotes if mark in (q.open, q.close)), None)
    return quote is not None and not is_speech(reading.page, quote)


def _from_whom(reading: Reading, verb: int) -> Teller:
    """ "a-t-on appris de source militaire", "… auprès du ministère": the complement is the teller."""
    page, grammar = reading.page, reading.grammar
    stop = page.bounds(verb)[1]
    for j in range(verb + 1, min(verb + 8, stop)):
        if page.low[j] in ",.;:":
            break
        if page.pos[j] in ("NOUN", "PROPN", "X") and not grammar.is_(page, j, "time"):
            return Teller(mention(page, grammar, j), "subject")
    return Teller(None, "impersonal")


def _piece_after(reading: Reading, cue: Span, teller: Teller, draft: Draft) -> None:
    """ "…", a dit X, "…": the quotation that the cue interrupts goes on in the same sentence."""
    page = reading.page
    end = max(cue[1], teller.span[1] if teller.span else 0)
    for quote in reading.quotes:
        if quote.open < end:
            continue
        between = range(end, quote.open)
        if len(between) > NEAR or any(page.low[b] in ".!?;" for b in between) or page.sent[quote.open] != page.sent[cue[0]]:
            return
        if any(end <= hit.first < quote.open for hit in reading.hits) or any(page.pos[b] == "VERB" for b in between):
            return
        more = reading.add((quote.first, quote.close), teller.span, cue, draft.stance, "quote_inversion")
        if more:
            reading.speakers[quote.open] = more
        return


def _cue_before(reading: Reading, quote: Quote) -> bool:
    """X a déclaré : "…"; X a déclaré "…". """
    if quote.open in reading.speakers:
        return True
    page = reading.page
    at = quote.open - 1
    while at > 0 and page.pos[at] == "SPACE":
        at -= 1
    colon = at >= 0 and page.low[at] == ":"
    first = page.bounds(max(at, 0))[0]
    hits = [h for h in reading.hits if first <= h.first and h.last < quote.open and h.cue.pos != "NOUN" or h.last == at - colon]
    for hit in reversed(hits):
        if reading.quote_at(hit.first) or page.para[hit.first] != page.para[quote.open] and not colon:
            continue
        teller = reading.tellers[hit.first]
        if not colon and not _leads(reading, hit, quote):
            continue
        stance = stance_of(hit, "colon" if hit.cue.pos == "ADJ" else "quote") or ("reports" if colon and not hit.negated else None)
        if stance is None or teller.span is None:
            continue
        draft = reading.add((quote.first, quote.close), teller.span, reading.cue_span(hit), stance, "quote_lead")
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
    return not any(page.pos[b] in ("VERB", "SCONJ", "DET") and page.low[b] != "l'" for b in between[-2:]) and not any(
        page.low[b] in ".;!?" or page.pos[b] == "VERB" for b in between
    )


def _inversion(reading: Reading, hit: Hit) -> None:
    """ "…, a déclaré X" without quotation marks: the cue answers for the sentence around it."""
    page, grammar = reading.page, reading.grammar
    if hit.cue.pos != "VERB" or not hit.cue.takes("quote"):
        return
    first, stop = page.bounds(hit.first)
    start = hit.first
    while start - 1 >= first and (page.pos[start - 1] in SMALL or page.low[start - 1].startswith("-")):
        start -= 1
    if start <= first or page.low[start - 1] not in (",", "-", "–", "—", "»", '"', "”"):
        return
    found = _inverted_cue(reading, start)
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
    """« Moi, dit-il, je partirai »: the cue's clause stands inside the marks, the words around it are said."""
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
    """Where the words that an inverted cue answers for begin: after an earlier cue's clause, else the sentence."""
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
    goes_on = main > comma or any(k > comma and page.dep[k] not in ("punct", "conj", "advcl") for k in page.kids[main])
    if page.parsed[hit.first] and main != hit.first and goes_on and not _hit_near(reading, comma + 1):
        reading.add((comma + 1, stop), teller.span, draft.cue, draft.stance, "inversion")


def _hit_near(reading: Reading, at: int) -> bool:
    return any(at <= hit.first <= at + 2 for hit in reading.hits)

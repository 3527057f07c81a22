"""A reporting clause that closes a sentence or a quotation, by the order of its words.

"…, rapporte jeudi 18 janvier BFMTV", "…, a annoncé vendredi dans un communiqué le procureur de Laon": the parser
takes such a subject for an object or a date, and the subject of the sentence for that of the cue.
"""

from __future__ import annotations

from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.hits import Hit, verb_form
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import is_teller

FAR = 14  # words between the cue and its subject
LONGEST = 12  # words that such a subject may have
QUOTES = frozenset('"«»“”')


def closing(reading: Reading, at: int) -> tuple[Hit, Span] | None:
    """The cue and the subject of a reporting clause that begins at token `at`, behind a mark; None for others."""
    page = reading.page
    stop = page.bounds(at)[1] if at < len(page.low) else 0
    verb = _past_helpers(reading, at, stop)
    hit = next((h for h in reading.hits if h.first == verb and h.cue.pos == "VERB"), None)
    if hit is None or hit.negated or not hit.cue.takes("quote") or not _finite(reading, hit, at):
        return None
    first = _past_adjuncts(reading, hit.last + 1, stop)
    if first is None:
        return None
    end = _with_name(reading, _end(reading, first, stop), stop)
    if end is None or not _speaks(reading, hit, (first, end)):
        return None
    return hit, (first, end)


def _past_helpers(reading: Reading, at: int, stop: int) -> int:
    """Over the reflexive, the auxiliary and adverbs between them: "s'est aussitôt", "a également"."""
    page, grammar = reading.page, reading.grammar
    while at < stop:
        helper = page.low[at] in grammar.words["auxiliary"] or grammar.is_(page, at, "reflexive")
        if not helper and not (page.pos[at] == "ADV" and page.low[at] not in grammar.words["negators"]):
            break
        at += 1
    return at


def _finite(reading: Reading, hit: Hit, at: int) -> bool:
    """A finite form, or a participle behind its auxiliary."""
    page, grammar = reading.page, reading.grammar
    helped = any(page.low[j] in grammar.words["auxiliary"] for j in range(at, hit.first))
    form = verb_form(page, grammar, hit.first)
    return (
        helped
        or form == "finite"
        or (form == "participle" and page.low[hit.first].endswith(grammar.endings["either"]))
    )


def _past_adjuncts(reading: Reading, at: int, stop: int) -> int | None:
    """Over adverbs, dates and adjuncts to the first word of a subject: an article or a name."""
    page, grammar = reading.page, reading.grammar
    begin = at
    while at < min(stop, begin + FAR):
        low = page.low[at]
        if _dates(page, reading, at, stop) or page.pos[at] == "ADV":
            at += 1
        elif low in grammar.words["asides"] or low in grammar.kind["outlet_name"]:
            return at if low in grammar.kind["outlet_name"] else None
        elif low in grammar.words["adjunct"] or low in grammar.words["channel"] or _aside(reading, at):
            at = _adjunct_end(reading, at + 1, stop)
        elif _opens(reading, at):
            return at
        else:
            return None
    return None


def _dates(page: Page, reading: Reading, at: int, stop: int) -> bool:
    """A word of time, a number in front of one, or its determiner."""
    grammar = reading.grammar
    if grammar.is_(page, at, "time"):
        return True
    number = _number(reading, at)
    determiner = page.low[at] in grammar.words["demonstrative"] or page.low[at] in grammar.words["article"]
    nearby = [j for j in (at + 1, at + 2) if j < stop]
    if number:
        return any(grammar.is_(page, j, "time") for j in (*nearby[:1], at - 1))
    return determiner and bool(nearby) and _starts_date(page, reading, at + 1, stop)


def _starts_date(page: Page, reading: Reading, at: int, stop: int) -> bool:
    number = _number(reading, at) and at + 1 < stop
    return reading.grammar.is_(page, at + number, "time")


def _number(reading: Reading, at: int) -> bool:
    """ "3", "1er"."""
    low = reading.page.low[at]
    endings = reading.grammar.endings["ordinal"]
    return low.isdigit() or any(low.removesuffix(end).isdigit() for end in endings)


def _aside(reading: Reading, at: int) -> bool:
    """ "de son côté", "en effet", "par ailleurs": a preposition with a word of asides close behind."""
    page = reading.page
    near = range(at + 1, min(at + 3, len(page.low)))
    return page.pos[at] == "ADP" and any(page.low[j] in reading.grammar.words["asides"] for j in near)


def _adjunct_end(reading: Reading, at: int, stop: int) -> int:
    """Where "dans un communiqué", "à l'antenne de la chaîne" ends: before an article that no preposition governs."""
    page, grammar = reading.page, reading.grammar
    governed = True
    closed = grammar.words["clause_marks"] | grammar.words["that"] | grammar.words["relative"] | QUOTES
    while at < stop and page.low[at] not in closed:
        low = page.low[at]
        if low in grammar.words["article"] or page.pos[at] == "DET":
            if not governed:
                return at
        elif page.pos[at] in ("VERB", "AUX"):
            return at
        governed = page.pos[at] == "ADP" or (governed and page.pos[at] in ("DET", "ADJ"))
        at += 1
    return at


def _opens(reading: Reading, at: int) -> bool:
    page = reading.page
    capital = page.text[page.start[at]].isupper()
    return page.pos[at] == "DET" or page.low[at] in reading.grammar.words["article"] or capital


def _end(reading: Reading, first: int, stop: int) -> int | None:
    """The end of the subject: at a mark, an adjunct, a date or a relative; None where a verb follows."""
    page, grammar = reading.page, reading.grammar
    ends = (
        grammar.words["clause_marks"]
        | grammar.words["adjunct"]
        | grammar.words["channel"]
        | grammar.words["relative"]
    )
    at = first
    while at < min(stop, first + LONGEST):
        low = page.low[at]
        quoted = low in QUOTES and at > first and not _title(reading, at)
        if low in ends or quoted or page.pos[at] == "SPACE" or _anew(reading, first, at):
            break
        if at > first + 1 and page.pos[at] == "AUX":
            return None
        at += 1
        if "." in low[1:-1]:
            break  # "l'IGPN.Selon": glued by the web
    return at if first < at and (at < first + LONGEST or at == stop) else None


def _with_name(reading: Reading, end: int | None, stop: int) -> int | None:
    """Take in a bracket and a name in apposition: "le porte-parole du parti (social-démocrate), Paul Rivet"."""
    page = reading.page
    if end is None or end >= stop:
        return end
    at = end
    if page.low[at] == "(":
        at = next((j + 1 for j in range(at, min(at + 6, stop)) if page.low[j] == ")"), at)
    name = at + 1
    if at >= stop or page.low[at] != ",":
        return end
    while name < stop and page.pos[name] in ("PROPN", "X") and page.text[page.start[name]].isupper():
        name += 1
    closed = name >= stop or page.low[name] in reading.grammar.words["clause_marks"] | QUOTES
    return name if name - at > 2 and closed else end


def _anew(reading: Reading, first: int, at: int) -> bool:
    """A date, a conjunction, or an article that no preposition governs: something else begins."""
    page, grammar = reading.page, reading.grammar
    if at == first:
        return False
    if grammar.is_(page, at, "time") or page.low[at] in grammar.words["that"] | grammar.words["according"]:
        return True
    article = page.low[at] in grammar.words["article"] and page.pos[at - 1] in ("NOUN", "ADJ")
    return article and page.low[at - 1] not in grammar.words["that"]


def _title(reading: Reading, at: int) -> bool:
    """A mark around at most four words ('l'émission "Quotidien"')."""
    quote = next((q for q in reading.quotes if at in (q.open, q.close)), None)
    return quote is not None and quote.close - quote.open <= 5


def _speaks(reading: Reading, hit: Hit, span: Span) -> bool:
    """Somebody who speaks, or any subject that the cue can't have as an object."""
    page, grammar = reading.page, reading.grammar
    nouns = [i for i in range(*span) if page.pos[i] in ("NOUN", "PROPN", "ADJ", "X", "PRON")]
    if not nouns or page.low[span[0]] in grammar.words["other_subject"] - grammar.words["article"]:
        return False
    if not _agrees(reading, hit, span[0], nouns[0]):
        return False
    named = page.text[page.start[span[0]]].isupper() or page.low[span[0]] in grammar.kind["outlet_name"]
    speaks = grammar.kind["outlet"] | grammar.kind["unnamed"] | grammar.teller["lemmas"]
    if named or page.lemma[nouns[0]] in speaks or is_teller(page, grammar, span):
        return True
    if hit.cue.takes("np") or not hit.cue.takes("que"):
        return any(page.text[page.start[i]].isupper() for i in range(span[0] + 1, min(span[1], span[0] + 3)))
    return not grammar.is_(page, span[0], "possessive")


def _agrees(reading: Reading, hit: Hit, first: int, noun: int) -> bool:
    """ "X et Y, les avocats, dénoncent un procès": a plural verb has no single subject behind it."""
    page = reading.page
    near = [hit.first, *(j for j in range(max(0, hit.first - 3), hit.first) if page.pos[j] == "AUX")]
    plural = any(
        page.feats(j).get("Number") == "Plur" and page.feats(j).get("VerbForm") == "Fin" for j in near
    )
    single = page.low[first] in reading.grammar.words["singular"] and page.feats(noun).get("Number") == "Sing"
    joined = any(reading.grammar.is_(page, j, "and") for j in range(noun, min(noun + 6, len(page.low))))
    return not (plural and single) or joined

"""Sources behind a preposition: "selon X", "d'après X", "aux dires de X", "si l'on en croit X", "pour X"."""

from __future__ import annotations

from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.quotes import is_speech
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.rules import Rule
from sayso.extract.attribution.sources import is_teller, mention

OPENERS = frozenset({",", ";", ":", '"', "«", "“", "»", "”", "(", "–", "—", "-", ".", "!", "?"})
MARKS = frozenset({",", ";", ".", "!", "?", ":", '"', "«", "»", "“", "”", "(", ")"})


def read_adpositions(reading: Reading) -> None:
    """Draft every source that stands behind a preposition of the rules."""
    by_first: dict[str, list[tuple[Rule, tuple[str, ...]]]] = {}
    for rule in reading.rules:
        if rule.construction == "according":
            for words in rule.words:
                by_first.setdefault(words[0], []).append((rule, words))
    page = reading.page
    for i, low in enumerate(page.low):
        choices = [(r, w) for r, w in by_first.get(low, ()) if tuple(page.low[i : i + len(w)]) == w]
        if choices:
            rule, words = max(choices, key=lambda c: len(c[1]))
            _read(reading, rule, i, i + len(words) - rule.keeps_last)


def _read(reading: Reading, rule: Rule, first: int, after: int) -> None:
    span = _mention(reading, first, after)
    if span is None or not _may_tell(reading, rule, span):
        return
    place = _place(reading, rule, first, span[1])
    if place is None:
        return
    cue = (first, min(after, span[0]) if span[0] > first else after)
    after_span = _past_modifiers(reading, span[1], place)
    pieces = _pieces(reading, first, after_span, place)
    blames = bool(pieces) and reading.page.lemma[pieces[0][0]] in reading.grammar.words["blame"]
    for piece in pieces:
        draft = reading.add(piece, span, cue, "alleges" if blames else rule.stance, rule)
        if draft is not None:
            for quote in reading.quotes:
                if draft.first <= quote.first < draft.stop:
                    reading.speakers.setdefault(quote.open, draft)


def _mention(reading: Reading, first: int, after: int) -> Span | None:
    """The noun phrase right behind the preposition."""
    page, grammar = reading.page, reading.grammar
    stop = page.bounds(first)[1]
    quote = reading.quote_at(after + 1) if after + 1 < stop else None
    if quote is not None and quote.open == after and not is_speech(page, quote):
        return quote.first, min(quote.close, stop)
    if after >= stop or page.low[after] in MARKS:
        return None
    if not page.parsed[after]:
        end = after
        while end < stop and end - after < 10 and page.low[end] not in MARKS:
            end += 1
        return after, end
    head = None
    for j in range(after, min(after + 9, stop)):
        if page.low[j] in MARKS and page.low[j] not in '"«“':
            break
        if page.pos[j] in ("NOUN", "PROPN", "PRON", "X"):
            head = j
            up = page.head[j]
            while (
                up > head  # climbs only forward: a root is its own head
                and up - after < 9
                and page.pos[up] in ("NOUN", "PROPN")
                and not _verbal_between(reading, j, up)
            ):
                head, up = up, page.head[up]
            break
        if page.pos[j] == "VERB":
            return None
    if head is None:
        return None
    a, b = mention(page, grammar, head)
    a, b = max(a, after), max(b, head + 1)
    return a, _before_clause(page, first, a, b)


def _before_clause(page: Page, first: int, a: int, b: int) -> int:
    """In "Selon RTL, Jean Dupont va …" the name behind the comma is the clause's subject, no apposition."""
    if first - page.bounds(first)[0] > 2 and not opens_anew(page, first):
        return b
    commas = [j for j in range(a, b) if page.low[j] == ","]
    if not commas:
        return b
    comma = commas[0]
    bare = page.pos[comma + 1] == "NOUN" and comma + 1 < b
    closed = b < len(page.low) and page.low[b] in (",", ":")
    return b if bare and closed else comma


def _verbal_between(reading: Reading, a: int, b: int) -> bool:
    return any(reading.page.pos[j] in ("VERB", "PUNCT", "AUX") for j in range(a, b))


def _may_tell(reading: Reading, rule: Rule, span: Span) -> bool:
    """Not every noun behind "selon" is a teller ("selon le calendrier"); behind "pour" few are."""
    page, grammar = reading.page, reading.grammar
    if page.low[span[0]] in grammar.words["which"] or page.low[span[0]] in grammar.words["that"]:
        return False
    head = next((i for i in range(*span) if page.pos[i] in ("NOUN", "PROPN", "PRON", "X")), span[0])
    if grammar.is_(page, span[0], "own_voice"):
        return False  # "selon nos informations": the report itself
    if page.lemma[head] in rule.without or page.low[head] in rule.without:
        return False
    return rule.teller != "teller" or is_teller(page, grammar, span)


def _place(reading: Reading, rule: Rule, first: int, after: int) -> str | None:
    """initial (begins a sentence or clause), final (behind a comma or quotation) or inner."""
    page = reading.page
    begin, stop = page.bounds(first)
    if opens_anew(page, first):
        begin = first  # "Une piste écartée Selon une source …": a heading without a full stop
    before = first - 1
    while before >= begin and page.pos[before] in ("SPACE", "CCONJ", "ADV"):
        before -= 1
    after = _next_mark(reading, after)
    comma = after < stop and page.low[after] in (",", '"', "«", "“")
    if before < begin or (page.low[before] in (":", ";", ".") and before < first):
        return "initial" if comma or (rule.teller == "any" and not rule.keeps_last) else None
    if page.low[before] in OPENERS:
        if rule.teller == "teller":
            return "initial" if comma and page.low[before] == "," and first - before > 1 else None
        return "final"
    return "inner" if rule.teller == "any" and not rule.keeps_last else None


def _past_modifiers(reading: Reading, at: int, place: str) -> int:
    """ "Selon une source citée par la chaîne, …": what is said begins behind the comma."""
    page = reading.page
    if place != "initial" or at >= len(page.low):
        return at
    for j in range(at, min(at + 16, page.bounds(at)[1])):
        if page.low[j] in (",", '"', "«", "“"):
            return j
        if page.pos[j] in ("VERB", "AUX") and page.feats(j).get("VerbForm") == "Fin":
            return at
    return at


def _next_mark(reading: Reading, at: int) -> int:
    """The first token from `at` that is no white space."""
    page = reading.page
    stop = page.bounds(min(at, len(page.low) - 1))[1]
    while at < stop and page.pos[at] == "SPACE":
        at += 1
    return at


def _pieces(reading: Reading, first: int, after: int, place: str) -> list[Span]:
    """The words that the source answers for: before and after the phrase, within the sentence."""
    page = reading.page
    begin, stop = page.bounds(first)
    begin = first if opens_anew(page, first) else begin
    quote = next((q for q in reading.quotes if q.close in (first - 1, first - 2)), None)
    pieces: list[Span] = []
    start, end = _contrast(reading, begin, stop, first, after)
    start, end = _governor(reading, first, after, (start, end))
    if place != "initial":
        if quote is not None and quote.open < start:
            start = quote.first
        start = max(start, _apposition(reading, start, first))
        pieces.append((start, first))
    following = after
    goes_on = following + 1 < stop and page.low[following] == "," and not _modifier(reading, following + 1)
    if place == "initial" or goes_on:
        rest = (following, end)
        if rest[1] > rest[0]:
            pieces.append(reading.through_quotes(*rest))
    return pieces if place != "inner" else _interrupted(reading, pieces, first, (following, end))


def _interrupted(reading: Reading, pieces: list[Span], first: int, rest: Span) -> list[Span]:
    """ "X, responsable selon Kiev de l'attaque": the complement behind the phrase belongs to a word before it.

    Of an adjective or a noun no more than itself is under the source's word.
    """
    page, (after, end) = reading.page, rest
    noun = page.head[after] if after < end and page.pos[after] == "ADP" else after
    above = page.head[noun] if noun < end else end
    if (
        noun <= after
        or not pieces
        or not pieces[0][0] <= above < first
        or page.pos[noun] not in ("NOUN", "PROPN")
    ):
        return pieces
    begin = above if page.pos[above] in ("ADJ", "NOUN") else pieces[0][0]
    return [(begin, first), (after, min(end, page.right[noun] + 1))]


def opens_anew(page: Page, first: int) -> bool:
    """A capital in mid-sentence: the words before are a heading that the splitter did not part."""
    if first == page.bounds(first)[0] or not page.text[page.start[first]].isupper():
        return False
    return not page.text[page.start[first] : page.end[first]].isupper() and page.low[first - 1] not in MARKS


def _modifier(reading: Reading, at: int) -> bool:
    """Does a participle or a relative clause about the source begin at token `at`?"""
    page = reading.page
    return page.low[at] in reading.grammar.words["relative"] or (
        page.dep[at] in reading.grammar.labels["participle"] and page.feats(at).get("VerbForm") == "Part"
    )


def _governor(reading: Reading, first: int, after: int, within: Span) -> Span:
    """In mid-sentence the phrase belongs to the verb behind it: "un drone ayant, selon Téhéran, violé …"."""
    page = reading.page
    helper = first - 2
    inside = helper > within[0] and page.low[first - 1] == "," and page.pos[helper] == "AUX"
    if inside and page.low[helper].endswith(reading.grammar.endings["present"]):
        return helper, within[1]  # "un drone ayant, selon Téhéran, violé …", whatever the parser hangs it on
    head = next((page.head[j] for j in range(first, after) if not first <= page.head[j] < after), first)
    if head < after or page.pos[head] not in ("VERB", "ADJ", "NOUN") or page.head[head] == head:
        return within
    if page.dep[head] not in ("acl", "acl:relcl", "advcl", "ccomp", "conj"):
        return within
    return max(within[0], page.left[head]), min(within[1], page.right[head] + 1)


def _apposition(reading: Reading, start: int, first: int) -> int:
    """ "Un homme a tiré, un acte terroriste, selon la police": the phrase belongs to the apposition only."""
    page = reading.page
    comma = next((j for j in range(first - 2, start, -1) if page.low[j] == ","), None)
    if comma is None or any(page.pos[j] in ("VERB", "AUX") for j in range(comma, first)):
        return start
    noun = next((j for j in range(comma + 1, first) if page.pos[j] == "NOUN"), None)
    return (
        comma + 1
        if noun is not None and page.dep[noun] == "appos" and page.pos[comma + 1] == "DET"
        else start
    )


def _contrast(reading: Reading, begin: int, stop: int, first: int, after: int) -> Span:
    """Narrow a sentence to the side of ", mais" or ";" that the phrase stands on."""
    page, words = reading.page, reading.grammar.words["contrast"]
    start, end = begin, stop
    for j in range(begin + 1, stop):
        turn = page.low[j] == ";" or (page.low[j] in words and page.low[j - 1] == ",")
        if turn and reading.quote_at(j) is None:
            if j < first:
                start = j + 1
            elif j >= after and end == stop:
                end = j
    return start, end

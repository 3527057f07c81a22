"""Sources behind a preposition: "selon X", "d'après X", "aux dires de X", "si l'on en croit X", "pour X"."""

from __future__ import annotations

from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.rules import Rule
from sayso.extract.attribution.sources import mention

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
            _read(reading, rule, i, i + len(words))


def _read(reading: Reading, rule: Rule, first: int, after: int) -> None:
    span = _mention(reading, first, after)
    if span is None or not _may_tell(reading, rule, span):
        return
    place = _place(reading, rule, first, span[1])
    if place is None:
        return
    if rule.id.endswith("source"):
        span = (first + 1, span[1])
    cue = (first, min(after, span[0]) if span[0] > first else after)
    for piece in _pieces(reading, first, span[1], place):
        draft = reading.add(piece, span, cue, rule.stance, rule)
        if draft is not None:
            for quote in reading.quotes:
                if draft.first <= quote.first < draft.stop:
                    reading.speakers.setdefault(quote.open, draft)


def _mention(reading: Reading, first: int, after: int) -> Span | None:
    """The noun phrase right behind the preposition."""
    page, grammar = reading.page, reading.grammar
    stop = page.bounds(first)[1]
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
            while up > j and up - after < 9 and page.pos[up] in ("NOUN", "PROPN") and not _verbal_between(reading, j, up):
                head, up = up, page.head[up]
            break
        if page.pos[j] == "VERB":
            return None
    if head is None:
        return None
    a, b = mention(page, grammar, head)
    return max(a, after), max(b, head + 1)


def _verbal_between(reading: Reading, a: int, b: int) -> bool:
    return any(reading.page.pos[j] in ("VERB", "PUNCT", "AUX") for j in range(a, b))


def _may_tell(reading: Reading, rule: Rule, span: Span) -> bool:
    """Not every noun behind "selon" is a teller ("selon le calendrier"); behind "pour" few are."""
    page, grammar = reading.page, reading.grammar
    if page.low[span[0]].endswith(("quelle", "quelles", "quels", "quel")) or page.low[span[0]] in grammar.words["that"]:
        return False
    head = next((i for i in range(*span) if page.pos[i] in ("NOUN", "PROPN", "PRON", "X")), span[0])
    if page.lemma[head] in rule.without or page.low[head] in rule.without:
        return False
    if rule.teller != "teller":
        return True
    if page.low[head] in grammar.teller["pronouns"] or page.lemma[head] in grammar.teller["lemmas"]:
        return True
    return page.pos[head] == "PROPN"


def _place(reading: Reading, rule: Rule, first: int, after: int) -> str | None:
    """initial (begins a sentence or clause and a comma follows), final (behind a comma or quotation), inner."""
    page = reading.page
    begin, stop = page.bounds(first)
    before = first - 1
    while before >= begin and page.pos[before] in ("SPACE", "CCONJ", "ADV"):
        before -= 1
    after = _next_mark(reading, after)
    comma = after < stop and page.low[after] in (",", '"', "«", "“")
    if before < begin or (page.low[before] in (":", ";", ".") and before < first):
        return "initial" if comma or rule.teller == "any" else None
    if page.low[before] in OPENERS:
        if rule.teller == "teller":
            return "initial" if comma and page.low[before] == "," and first - before > 1 else None
        return "final"
    return "inner" if rule.teller == "any" else None


def _next_mark(reading: Reading, at: int) -> int:
    """Past a relative clause or an apposition between two commas there may be more; the first mark will do."""
    page = reading.page
    stop = page.bounds(min(at, len(page.low) - 1))[1]
    while at < stop and page.pos[at] == "SPACE":
        at += 1
    return at


def _pieces(reading: Reading, first: int, after: int, place: str) -> list[Span]:
    """The words that the source answers for: before and after the phrase, within the sentence."""
    page = reading.page
    begin, stop = page.bounds(first)
    quote = next((q for q in reading.quotes if q.close in (first - 1, first - 2)), None)
    pieces: list[Span] = []
    start, end = _contrast(reading, begin, stop, first, after)
    if place != "initial":
        if quote is not None and quote.open < start:
            start = quote.first
        pieces.append((start, first))
    following = after
    if place == "initial" or (following < stop and page.low[following] == ","):
        rest = (following, end)
        if rest[1] > rest[0]:
            pieces.append(reading.through_quotes(*rest))
    return pieces


def _contrast(reading: Reading, begin: int, stop: int, first: int, after: int) -> Span:
    """Narrow a sentence to the side of ", mais" or ";" that the phrase stands on."""
    page, words = reading.page, reading.grammar.words["contrast"]
    start, end = begin, stop
    for j in range(begin + 1, stop):
        turn = page.low[j] == ";" or page.low[j] in words and page.low[j - 1] == ","
        if turn and reading.quote_at(j) is None:
            if j < first:
                start = j + 1
            elif j >= after and end == stop:
                end = j
    return start, end

"""Quotations: where they open and close, whatever the marks, glued or spaced, balanced or not."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.attribution.page import Page

PAIRS = {"«": "»", "“": "”", "‹": "›", "„": "“"}
PLAIN = frozenset({'"', "''", "``"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `open` and `close` are the tokens of its marks (close may be one past the paragraph)."""

    open: int
    close: int

    @property
    def first(self) -> int:
        """Its first word."""
        return self.open + 1


def find_quotes(page: Page) -> list[Quote]:
    """Quotations in text order, none inside another; a mark without a partner ends with its paragraph."""
    found: list[Quote] = []
    start, want = -1, ""
    for i, low in enumerate(page.low):
        if start >= 0 and page.para[i] != page.para[start]:
            told = start > 0 and page.low[start - 1] == ":"
            _keep(page, found, start, i if want != '"' or told else -1)
            start = -1
        if start < 0:
            if low in PLAIN and _may_open(page, i):
                start, want = i, '"'
            elif low in PAIRS:
                start, want = i, PAIRS[low]
        elif low == want or (want == '"' and low in PLAIN):
            if want == '"' and _must_open(page, i) and i - start > 1:
                start = i
                continue
            _keep(page, found, start, i)
            start = -1
        elif low in ("»", "”") and want == '"':
            _keep(page, found, start, i)
            start = -1
    return found


def _keep(page: Page, found: list[Quote], start: int, stop: int) -> None:
    if stop - start > 1:
        found.append(Quote(start, stop))


def _spaced(page: Page, i: int) -> tuple[bool, bool]:
    """Is there white space before, and after, token `i`?"""
    a, b = page.start[i], page.end[i]
    before = a == 0 or page.text[a - 1].isspace()
    after = b >= len(page.text) or page.text[b].isspace()
    return before, after


def _may_open(page: Page, i: int) -> bool:
    """A straight mark that sticks to the word before and not to the next one closes."""
    before, after = _spaced(page, i)
    return before or not after


def _must_open(page: Page, i: int) -> bool:
    """A straight mark that opens while one is open already: the one before was a stray."""
    before, after = _spaced(page, i)
    if not before or after:
        return False
    for j in range(i + 1, len(page.low)):
        if page.para[j] != page.para[i]:
            return False
        if page.low[j] in PLAIN:
            opens = _spaced(page, j)
            return not (opens[0] and not opens[1])
    return False


def quote_at(quotes: list[Quote], i: int) -> Quote | None:
    """The quotation that holds token `i`."""
    return next((q for q in quotes if q.open < i < q.close), None)


def is_speech(page: Page, quote: Quote) -> bool:
    """A quotation that says something by itself: four words or more, one of them a verb."""
    words = [i for i in range(quote.first, quote.close) if page.pos[i] not in ("PUNCT", "SPACE")]
    parsed = any(page.parsed[i] for i in words)
    return len(words) >= 4 and (not parsed or any(page.pos[i] in ("VERB", "AUX") for i in words))

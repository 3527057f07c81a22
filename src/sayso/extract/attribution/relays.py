"""A source behind a source: "CNN, qui cite un diplomate", "un diplomate cité par CNN"."""

from __future__ import annotations

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.sources import mention

Span = tuple[int, int]
REACH = 4  # words between a citing verb and whom it cites


def relay(page: Page, grammar: Grammar, source: Span) -> tuple[Span, tuple[Span, ...]]:
    """The source nearest to the fact, and those who pass its word on, outermost first."""
    inside = (j for j in range(source[0] + 1, source[1]) if page.lemma[j] in grammar.words["citing"])
    at = next(inside, source[1])
    stop = page.bounds(source[0])[1]
    while at < stop and (page.low[at] == "," or page.low[at] in grammar.words["relative"]):
        at += 1
    while at < stop and page.pos[at] == "AUX":
        at += 1
    if at >= stop or page.lemma[at] not in grammar.words["citing"]:
        return source, ()
    by = at + 1 < stop and grammar.is_(page, at + 1, "by")
    asked = page.feats(at).get("VerbForm") == "Part" and not page.low[at].endswith(grammar.endings["present"])
    if asked and not by:
        return source, ()  # "X, interrogé au lendemain du vote": nobody is cited
    other = _noun(page, grammar, at + 1 + by, stop)
    if other is None:
        return source, ()
    source = (source[0], min(source[1], at))
    return (source, (other,)) if by else (other, (source,))


def _noun(page: Page, grammar: Grammar, first: int, stop: int) -> Span | None:
    for j in range(first, min(first + REACH, stop)):
        if page.pos[j] in ("NOUN", "PROPN", "X"):
            return mention(page, grammar, j)
        if page.pos[j] in ("VERB", "PUNCT"):
            return None
    return None

"""A source behind a source: "CNN, qui cite un diplomate", "… qui se fonde sur un rapport", "… cité par CNN"."""

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
    rests = _rests_on(page, grammar, at, stop)
    if rests is not None:
        other = _noun(page, grammar, rests, stop)
        if other is None or not _tells(page, grammar, other):
            return source, ()
        return other, ((source[0], min(source[1], at)),)
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


def _rests_on(page: Page, grammar: Grammar, at: int, stop: int) -> int | None:
    """The word behind "s'appuie sur", "se fondant sur" at token `at`; None for anything else."""
    verb = at + 1
    if verb + 1 >= stop or not grammar.is_(page, at, "reflexive"):
        return None
    known = grammar.words["resting"]
    rests = page.lemma[verb] in known or page.low[verb] in known
    return verb + 2 if rests and grammar.is_(page, verb + 1, "resting_on") else None


def _tells(page: Page, grammar: Grammar, span: Span) -> bool:
    """A document, an outlet or people who were asked: no majority or ally that somebody rests on."""
    known = grammar.kind["document"] | grammar.kind["outlet"] | grammar.kind["unnamed"]
    head = next((i for i in range(*span) if page.pos[i] in ("NOUN", "PROPN", "X")), span[0])
    return page.lemma[head] in known or page.low[head] in grammar.kind["outlet_name"]


def _noun(page: Page, grammar: Grammar, first: int, stop: int) -> Span | None:
    for j in range(first, min(first + REACH, stop)):
        if page.pos[j] in ("NOUN", "PROPN", "X"):
            return mention(page, grammar, j)
        if page.pos[j] in ("VERB", "PUNCT"):
            return None
    return None

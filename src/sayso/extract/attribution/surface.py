"""The teller of a cue in a sentence without a parse, by the order of its words."""

from __future__ import annotations

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.sources import is_teller

Span = tuple[int, int]
LONGEST = 12  # words that such a teller may have
ADDRESSEE = 5  # words between "au" and the subject in "explique au Parisien le médecin"
QUOTES = frozenset('"«»“”')


def words_behind(page: Page, grammar: Grammar, first: int, last: int) -> Span | None:
    """The words behind an inverted cue at tokens `first` to `last`: "…, a déclaré lundi le porte-parole."."""
    stop = page.bounds(last)[1]
    at = last + 1
    while at < stop and (grammar.is_(page, at, "time") or _dates(page, grammar, at, stop)):
        at += 1
    if at >= stop or page.low[at] in grammar.words["that"] | grammar.words["and"]:
        return None
    if page.low[at] in grammar.prepositions["à"]:
        at = _past_addressee(page, grammar, at, stop)
    if page.low[at] in grammar.words["adjunct"]:
        return None
    end = at
    ends = grammar.words["clause_marks"] | grammar.words["adjunct"] | QUOTES
    while end < stop and end - at < LONGEST and page.low[end] not in ends:
        end += 1
    if end == at or (_behind_comma(page, grammar, first) and not is_teller(page, grammar, (at, end))):
        return None  # "X, interrogée à Lyon, nie toute responsabilité : …"
    return at, end


def words_before(page: Page, grammar: Grammar, verb: int) -> Span | None:
    """The words between the last mark and a verb with its auxiliaries and clitics: "X l'avait annoncé sur …"."""
    begin = page.bounds(verb)[0]
    end = first = _chain(page, grammar, verb)
    ends = grammar.words["clause_marks"] | QUOTES
    while first > begin and page.low[first - 1] not in ends:
        first -= 1
    while first < end and page.text[page.start[first]].isspace():
        first += 1
    small = grammar.words["auxiliary"] | grammar.words["negators"]
    end = next((j for j in range(first, end) if page.low[j] in small), end)  # "l'AFP a confirmé mais ne …"
    if not 0 < end - first <= LONGEST or page.low[first] in grammar.words["relative"] | grammar.words["that"]:
        return None
    return first, end


def _chain(page: Page, grammar: Grammar, verb: int) -> int:
    """Where a verb with its auxiliaries and clitics begins."""
    begin = page.bounds(verb)[0]
    small = grammar.words["auxiliary"] | grammar.words["clitic_object"] | grammar.words["reflexive"]
    while verb > begin and page.low[verb - 1] in small:
        verb -= 1
    return verb


def _behind_comma(page: Page, grammar: Grammar, verb: int) -> bool:
    """Does a comma stand before the verb, and no quotation end there?"""
    at = _chain(page, grammar, verb) - 1
    return at > 0 and page.low[at] == "," and page.low[at - 1] not in QUOTES


def _past_addressee(page: Page, grammar: Grammar, at: int, stop: int) -> int:
    """From "au Parisien le médecin" on to the article of the subject; `at` where none follows."""
    for j in range(at + 2, min(at + ADDRESSEE, stop)):
        if grammar.is_(page, j, "article") and page.low[j - 1] not in grammar.prepositions["de"]:
            return j
    return at


def _dates(page: Page, grammar: Grammar, at: int, stop: int) -> bool:
    """A demonstrative or a number before a word of time: "ce mardi", "4 janvier"."""
    said = page.low[at] in grammar.words["demonstrative"] or page.low[at].isdigit()
    return said and at + 1 < stop and grammar.is_(page, at + 1, "time")

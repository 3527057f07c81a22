"""Pronouns that hang on their verb: "dit-il", "a-t-elle ajouté"."""

from __future__ import annotations

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page


def is_clitic(page: Page, grammar: Grammar, j: int) -> bool:
    """Is token `j` a subject that hangs on its verb ("-il"; "il" where the hyphen is a token of its own)?"""
    if page.low[j] in grammar.words["clitic_subject"]:
        return True
    hangs = j > 1 and page.low[j - 1] == "-" and page.end[j - 1] == page.start[j]
    return hangs and "-" + page.low[j] in grammar.words["clitic_subject"]


def clitic_of(page: Page, grammar: Grammar, verb: int) -> int | None:
    """The pronoun of "a-t-il ajouté" or "dit-il"."""
    first, stop = page.bounds(verb)
    for j in range(max(first, verb - 4), min(verb + 5, stop)):
        if is_clitic(page, grammar, j) and (j < verb + 3 or page.low[j - 1] == "-"):
            inside = range(min(j, verb) + 1, max(j, verb))
            between = [b for b in inside if page.low[b] not in grammar.words["euphonic"] | {"-"}]
            if all(page.pos[b] not in ("NOUN", "PROPN", "PUNCT") for b in between):
                return j
    return None

"""Where and when something happens in so many words: "les pourparlers ont lieu dans un hôtel au nord de Niamey".

A verb of happening gives its subject a place of its own; so does a participle of holding or doing ("l'accord
conclu à Vienne").  Such a place is the event's, however its other mentions stand; of two the first, since the
second only says where the first is.  What is announced for a date ("annonce pour mai la reprise des vols") has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.extract.syntax import Grammar, grammar

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.page import Page
    from sayso.records import When, Where

DEEPEST = 3  # "dans un hôtel | au nord | de Niamey"


def stated(page: Page, trigger: Token, place: Where, head: Token) -> bool:
    """Does a verb of happening place the trigger here?  `head` is the place's highest token."""
    if page.sentence_of[trigger.i] != page.sentence_of[head.i] or place.relation in {"from", "to"}:
        return False
    g = grammar(page.lang)
    verbs = {verb.i for verb in _happening(trigger, g)}
    if not verbs:
        return False
    node = head
    for _ in range(DEEPEST):
        if node.head.i in verbs:
            own = g.stands_as(node, "oblique") and (node is not head or page.locative[place.start])
            return own and not any(node.head.idx < p.start < place.start for p in page.places)
        if not g.stands_as(node, "noun_complement", "apposition") or page.hits_of.get(node.head.i):
            return False
        node = node.head
    return False


def announced(page: Page, trigger: Token, date: When, head: Token) -> bool:
    """Is the trigger what a verb announces for this date?  `head` is the date's highest token."""
    g = grammar(page.lang)
    verb = trigger.head
    return (
        head.head.i == verb.i
        and verb.lemma_.lower() in g.words["announcing.verb"]
        and g.stands_as(trigger, "object", "passive_subject")
        and page.tokens(date.start, date.end)[0].lower_ in g.words["announcing.case"]
    )


def _happening(trigger: Token, g: Grammar) -> Iterator[Token]:
    """The verbs that say that the trigger happens."""
    if g.stands_as(trigger, "subject", "passive_subject") and _happens(trigger.head, g):
        yield trigger.head
    for child in trigger.children:
        held = g.stands_as(child, "participle") and child.lemma_.lower() in g.words["happening.participle"]
        if held or (g.stands_as(child, "relative") and _subject(child, g) and _happens(child, g)):
            yield child


def _subject(verb: Token, g: Grammar) -> bool:
    return any(
        c.lower_ in g.words["relative.subject"] for c in g.children(verb, "subject", "passive_subject")
    )


def _happens(verb: Token, g: Grammar) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in g.words["happening.verb"]:
        return True
    if lemma in g.words["happening.reflexive"] or g.children(verb, "passive_auxiliary"):
        reflexive = any(c.lower_ in g.words["happening.pronoun"] for c in verb.children)
        return (
            reflexive if lemma in g.words["happening.reflexive"] else lemma in g.words["happening.participle"]
        )
    objects = {f"{lemma} {c.lemma_.lower()}" for c in g.children(verb, "object")}
    return bool(objects & g.words["happening.phrase"])

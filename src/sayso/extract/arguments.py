"""Who does it and who undergoes it, by grammar alone: voice, relatives, control, coordination, nouns' complements.

The parser gives surface relations; this undoes passives, finds the subject that an infinitive or a gerund
borrows, and reads the complements of event nouns.  It proposes; the role decision weighs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.annotate.kept import kept
from sayso.extract.syntax import Grammar, grammar

if TYPE_CHECKING:
    from sayso.annotate.doc import Token

DOER, UNDERGOER = "doer", "undergoer"
DEEPEST = 5  # borrowed subjects are looked for this far up


@kept
def arguments(token: Token, lang: str) -> dict[int, str]:
    """Token index of each argument's head -> how it was found, e.g. "doer:subject", "other:contre".

    The first finding of a word holds; coordinated heads share it.
    """
    g = grammar(lang)
    found: dict[int, str] = {}
    reader = _verb if token.pos_ in {"VERB", "AUX"} or _participle(token) else _noun
    for word, how in reader(token, g):
        for each in (word, *_joined(word, g)):
            found.setdefault(each.i, how)
    return found


def _joined(word: Token, g: Grammar) -> Iterator[Token]:
    """Words coordinated with one."""
    for child in g.children(word, "coordination"):
        yield child
        yield from _joined(child, g)


def _participle(token: Token) -> bool:
    return token.pos_ == "ADJ" and "VerbForm=Part" in str(token.morph)


def passive(token: Token, g: Grammar) -> bool:
    """Is a verb in the passive, or a past participle that says what was done to a noun?"""
    if g.children(token, "passive_auxiliary", "passive_subject"):
        return True
    bare = token.morph.get("VerbForm", []) == ["Part"] and token.morph.get("Tense", []) == ["Past"]
    return bare and not g.children(token, "perfect_auxiliary")


def _verb(token: Token, g: Grammar) -> Iterator[tuple[Token, str]]:
    done = passive(token, g)
    subjects = g.children(token, "subject", "passive_subject")
    side = UNDERGOER if done else DOER
    for subject in subjects:
        real = _antecedent(subject, token, g)
        yield (real, f"{side}:relative") if real is not None else (subject, f"{side}:subject")
    for child in g.children(token, "agent"):
        yield child, f"{DOER}:agent"
    for child in g.children(token, "object"):
        real = _antecedent(child, token, g)
        yield (real, f"{UNDERGOER}:relative") if real is not None else (child, f"{UNDERGOER}:object")
    for child in g.children(token, "indirect"):
        yield child, "other:indirect"
    for child in g.children(token, "oblique"):
        yield child, f"other:{_preposition(child, g)}"
    for child in g.children(token, "clause"):  # "appeler X à partir": the object is told above
        for inner in g.children(child, "subject"):
            yield inner, "other:clause subject"
    if not subjects:
        borrowed = _borrowed(token, g, side)
        if borrowed is not None:
            yield borrowed


def _antecedent(pronoun: Token, verb: Token, g: Grammar) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if pronoun.lower_ in g.words["relative.subject"] | g.words["relative.object"] and g.stands_as(
        verb, "relative"
    ):
        return verb.head
    return None


def _borrowed(token: Token, g: Grammar, side: str) -> tuple[Token, str] | None:
    """The subject of a verb that has none of its own: control, coordination, gerund, participle."""
    node, how = token, "borrowed"
    for _ in range(DEEPEST):
        head = node.head
        if head == node:
            return None
        if g.stands_as(node, "participle"):
            return head, f"{side}:participle"
        if g.stands_as(node, "relative"):
            return head, f"{side}:relative"
        lemma = head.lemma_.lower()
        if g.stands_as(node, "clause", "adverbial_clause", "oblique") and head.pos_ == "VERB":
            if lemma in g.words["control.object"] and (objects := g.children(head, "object")):
                return objects[0], f"{side}:controlled by object"
            if lemma in g.words["control.object"] and (objects := g.children(head, "passive_subject")):
                return objects[0], f"{side}:controlled by object"
            if lemma in g.words["control.indirect"]:
                persons = g.children(head, "indirect") + [
                    c
                    for c in g.children(head, "oblique")
                    if _preposition(c, g) in g.words["control.preposition"]
                ]
                if persons:
                    return persons[0], f"{side}:controlled by indirect"
            how = "controlled"
        elif g.stands_as(node, "coordination"):
            how = "coordinated" if how == "borrowed" else how
        subjects = g.children(head, "subject", "passive_subject")
        if subjects:
            real = _antecedent(subjects[0], head, g)
            return real if real is not None else subjects[0], f"{side}:{how}"
        node = head
    return None


def _noun(token: Token, g: Grammar) -> Iterator[tuple[Token, str]]:
    for child in g.children(token, "noun_complement", "oblique", "agent"):
        yield child, f"noun:{_preposition(child, g)}"
    for child in token.children:
        if g.stands_as(child, "modifier", "apposition"):
            yield child, f"noun:{child.dep_}"
        if g.stands_as(child, "determiner") and child.lower_ in g.words["possessive.words"]:
            owner = _owner(token, g)
            if owner is not None:
                yield owner, "noun:possessive"
    head = token.head
    if head == token:
        return
    if head.pos_ == "VERB":
        lemma = head.lemma_.lower()
        done = passive(head, g)
        as_object = g.stands_as(token, "object", "oblique", "passive_subject")
        if as_object:
            kind = (
                "support"
                if lemma in g.words["support.doer"]
                else "undergo"
                if lemma in g.words["support.undergoer"]
                else "verb"
            )
            agents = g.children(head, "agent") if done else g.children(head, "subject")
            for subject in agents:
                real = _antecedent(subject, head, g)
                yield real if real is not None else subject, f"noun:{kind} subject"
            if not agents and not done and (borrowed := _borrowed(head, g, DOER)):
                yield borrowed[0], f"noun:{kind} {borrowed[1]}"
            for child in g.children(head, "oblique", "indirect"):
                if child != token:
                    yield child, f"noun:{kind} {_preposition(child, g)}"
    elif head.pos_ in {"NOUN", "PROPN"} and g.stands_as(token, "noun_complement"):
        for child in g.children(head, "noun_complement"):
            if child != token:
                yield child, f"noun:sibling {_preposition(child, g)}"
        yield head, f"noun:head by {_preposition(token, g)}"


def _owner(token: Token, g: Grammar) -> Token | None:
    """Whom a possessive most likely means: the subject of the clause."""
    node = token
    for _ in range(DEEPEST):
        if node.head == node:
            return None
        node = node.head
        subjects = [s for s in g.children(node, "subject", "passive_subject") if s.i != token.i]
        if subjects:
            real = _antecedent(subjects[0], node, g)
            return real if real is not None else subjects[0]
    return None


def _preposition(token: Token, g: Grammar) -> str:
    return next((c.lemma_.lower() for c in g.children(token, "preposition")), "-")

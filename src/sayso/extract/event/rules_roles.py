"""Who fills a role: from a trigger's token along a path in house words to the heads of noun phrases.

Paths are written for the active verb.  In the passive `subject` finds the agent and `object` the passive
subject; a bare participle ("l'homme arrêté par la police") finds the noun it stands by.  Shared subjects
(coordination, infinitives, gerunds, relative clauses) are followed.  Works on parsed sentences only: on
others every path is empty.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso import resources
from sayso.extract.event.rules_inflect import forms, plain
from sayso.extract.event.rules_load import light_verbs, word_classes

if TYPE_CHECKING:
    from sayso.annotate.doc import Token

SIMPLE = (
    "subject",
    "object",
    "agent",
    "passive_subject",
    "indirect",
    "clause",
    "possessive",
    "light_subject",
    "light_recipient",
)
WITH_WORD = ("oblique", "noun_complement", "complement")
LIMIT = 12  # steps up a tree and members of a coordination: sentences can be a hundred words long
PARTIES = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "DET", "ADV", "SCONJ"})


def known_path(path: str) -> bool:
    """Is this a role path?  Simple words stand alone, the others carry a preposition: `oblique:contre`."""
    name, _, word = path.partition(":")
    return bool(word) if name in WITH_WORD else path in SIMPLE


@functools.cache
def labels(lang: str) -> dict[str, frozenset[str]]:
    """House word -> the parser's labels."""
    return {k: frozenset(v) for k, v in resources.toml(f"lang/{lang}/lang.toml")["labels"].items()}


@functools.cache
def _prep_forms(prep: str, lang: str) -> frozenset[str]:
    return frozenset(plain(form) for form in forms(prep, "WORD", lang))


def children(token: Token, name: str, lang: str) -> list[Token]:
    """The token's dependents under a house word."""
    wanted = labels(lang)[name]
    return [child for child in token.children if child.dep_ in wanted]


def is_passive(token: Token, lang: str) -> bool:
    """Is this verb form passive, a bare participle included?"""
    for _ in range(LIMIT):
        aux = [child.dep_ for child in token.children if child.dep_ in labels(lang)["auxiliary"]]
        if any(dep.endswith("pass") for dep in aux) or children(token, "passive_subject", lang):
            return True
        if "Part" not in token.morph.get("VerbForm", []) and token.pos_ not in {"ADJ", "NOUN"}:
            return False
        if aux or "Pres" in token.morph.get("Tense", []):
            return False
        if token.dep_ in labels(lang)["coordination"] and token.head.pos_ in {"VERB", "AUX"}:
            token = token.head
            continue
        return True
    return False


def subject(token: Token, lang: str) -> list[Token]:
    """Who does what an active verb says."""
    for _ in range(LIMIT):
        found = children(token, "subject", lang) or children(token, "passive_subject", lang)
        if found:
            return [_antecedent(filler, token, lang) for filler in found]
        dep, head = token.dep_, token.head
        if head == token or head.pos_ not in {"VERB", "AUX", "NOUN", "ADJ"}:
            return []
        if dep in labels(lang)["participle"] and "Part" in token.morph.get("VerbForm", []):
            return [head]
        if dep in labels(lang)["clause"] and plain(head.text) not in word_classes(lang)["subject_control"]:
            told = _addressee(head, lang)
            if told:
                return told
        if head.pos_ == "NOUN" and dep not in labels(lang)["coordination"]:
            return _holder(head, lang)
        token = head
    return []


def _addressee(verb: Token, lang: str) -> list[Token]:
    """Whom a verb makes do what its infinitive says ("accuse Kiev d'avoir …", "demande à Kiev de …")."""
    spelled = word_classes(lang)["reflexive"]
    found = [t for t in children(verb, "object", lang) if plain(t.text) not in spelled]
    if found or is_passive(verb, lang):
        return found or children(verb, "passive_subject", lang)
    indirect = [t for t in children(verb, "indirect", lang) if plain(t.text) not in spelled]
    return indirect or _by_preposition(verb, "à", lang)


def _holder(noun: Token, lang: str) -> list[Token]:
    """Whose decision, plan or promise an infinitive hangs on."""
    return _by_preposition(noun, "de", lang) or fill(noun, "light_subject", lang)


def _antecedent(filler: Token, verb: Token, lang: str) -> Token:
    """The noun that a relative pronoun stands for."""
    if "Rel" in filler.morph.get("PronType", []) or plain(filler.text) in word_classes(lang)["relative"]:
        for _ in range(LIMIT):
            if verb.dep_ in labels(lang)["relative"]:
                return verb.head
            if verb.dep_ not in labels(lang)["coordination"]:
                break
            verb = verb.head
    return filler


def objects(token: Token, lang: str) -> list[Token]:
    """To whom or what it is done: the object, the passive subject or the participle's noun."""
    if is_passive(token, lang):
        found = children(token, "passive_subject", lang)
        if found:
            return [_antecedent(filler, token, lang) for filler in found]
        if token.dep_ in labels(lang)["participle"] or token.dep_ == "amod":
            return [token.head] if token.head.pos_ in PARTIES else []
        if token.dep_ in labels(lang)["coordination"]:
            return objects(token.head, lang) if token.head.i != token.i else []
        return children(token, "subject", lang)
    spelled = word_classes(lang)["reflexive"]
    return [
        _antecedent(filler, token, lang)
        for filler in children(token, "object", lang)
        if plain(filler.text) not in spelled
    ]


def agents(token: Token, lang: str) -> list[Token]:
    """The by-phrase of a passive, also where the parser hangs it on the noun before."""
    found = children(token, "agent", lang) or _by_preposition(token, "par", lang)
    if found:
        return found
    near = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
    for word in near:
        if word.pos_ in {"VERB", "AUX"} or word.is_punct:
            break
        if plain(word.text) == "par" and word.dep_ in labels(lang)["preposition"]:
            return [word.head]
    return []


def _by_preposition(token: Token, prep: str, lang: str) -> list[Token]:
    wanted = labels(lang)["oblique"] | labels(lang)["noun_complement"] | labels(lang)["agent"]
    preps = _prep_forms(prep, lang)
    found = []
    for child in token.children:
        if child.dep_ not in wanted:
            continue
        cases = [plain(t.text) for t in child.children if t.dep_ in labels(lang)["preposition"]]
        if cases and cases[0] in preps:
            found.append(child)
    return found


def _attached_high(token: Token, prep: str, lang: str) -> list[Token]:
    """A phrase that the parser hung next door: on the verb that carries the noun, or on the verb's object."""
    if token.dep_ in labels(lang)["object"] and plain(token.head.text) in light_verbs(lang):
        return _by_preposition(token.head, prep, lang)
    if token.pos_ == "VERB" and not _prep_forms(prep, lang) & word_classes(lang)["of"]:
        return [t for thing in children(token, "object", lang) for t in _by_preposition(thing, prep, lang)]
    return []


def fill(token: Token, path: str, lang: str) -> list[Token]:
    """The heads that a path finds from a trigger, coordination spelled out; empty on unparsed text."""
    name, _, word = path.partition(":")
    verbal = token.pos_ in {"VERB", "AUX", "ADJ"} or bool(token.morph.get("VerbForm", []))
    if name == "subject":
        found = agents(token, lang) if verbal and is_passive(token, lang) else subject(token, lang)
    elif name == "object":
        found = objects(token, lang)
    elif name == "agent":
        found = agents(token, lang)
    elif name == "light_subject":
        found = _light_subject(token, lang, "actor")
    elif name == "light_recipient":
        found = _light_subject(token, lang, "recipient")
    elif name == "possessive":
        found = [t for t in children(token, "determiner", lang) if "Yes" in t.morph.get("Poss", [])]
    elif name in WITH_WORD:
        found = _by_preposition(token, word, lang) or _attached_high(token, word, lang)
    else:
        found = children(token, name, lang)
    return [member for head in found for member in _members(head, lang)]


def _light_subject(noun: Token, lang: str, role: str) -> list[Token]:
    """The subject of the verb that carries an action noun, if it plays `role` ("mener une attaque")."""
    verb = noun.head
    house = labels(lang)
    if noun.dep_ not in house["object"] | house["passive_subject"] | house["relative"] | house["participle"]:
        return []
    kind = light_verbs(lang).get(plain(verb.text))
    if kind != role:
        return []
    return agents(verb, lang) if is_passive(verb, lang) else subject(verb, lang)


def _members(head: Token, lang: str) -> list[Token]:
    """A head and those coordinated with it ("la France, l'Italie et le Qatar")."""
    members = [head]
    for member in members:
        if len(members) >= LIMIT:
            break
        members.extend(t for t in children(member, "coordination", lang) if t.pos_ in PARTIES)
    return [t for t in members if t.pos_ in PARTIES]

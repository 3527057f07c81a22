"""The constraints of a rule: each holds, fails or (without a parse) can't be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.extract.event.rules_inflect import plain
from sayso.extract.event.rules_load import NEEDS_NO_PARSE, word_classes
from sayso.extract.event.rules_roles import fill, labels

if TYPE_CHECKING:
    from sayso.annotate.doc import Token

BACK = 5  # words to look back for a clitic


def holds(
    name: str,
    value: frozenset[str] | bool,
    tokens: Sequence[Token],
    words: Sequence[str],
    taken: Sequence[int],
    lang: str,
) -> bool | None:
    """Does a constraint hold for a trigger?  None = it needs a parse and there is none.

    Args:
        name: One of `rules_load.CONSTRAINTS`.
        value: The forms or house paths it allows or forbids, or what a switch must be.
        tokens, words: The sentence.
        taken: Indices of the trigger's words.
    """
    at = taken[0]
    if name == "reflexive":
        return _reflexive(words, at, lang) == value
    if name == "negated":
        found = _before(words, at, word_classes(lang)["negation"], lang)
        return (found is not None) == value
    assert isinstance(value, frozenset)
    if name in {"context", "context_not"}:
        there = any(word in value for k, word in enumerate(words) if k not in taken)
        return there == (name == "context")
    if name not in NEEDS_NO_PARSE and not tokens[at].pos_:
        return None
    if name in {"with", "without"}:
        there = any(fill(tokens[at], path, lang) for path in value)
        return there == (name == "with")
    return _words_hold(name, value, tokens, taken, lang)


def _words_hold(
    name: str, value: frozenset[str], tokens: Sequence[Token], taken: Sequence[int], lang: str
) -> bool:
    kind, _, polarity = name.partition("_")
    own = {tokens[k].i for k in taken}
    near = [child for k in taken for child in tokens[k].children if child.i not in own]
    if kind in {"object", "subject"}:
        found = [plain(t.text) for t in fill(tokens[taken[0]], kind, lang)]
    elif kind == "modifier":
        found = [plain(t.text) for t in near if t.pos_ in {"ADJ", "VERB", "NOUN", "PROPN"} and _close(t, own)]
    else:
        wanted = labels(lang)["oblique"] | labels(lang)["noun_complement"] | labels(lang)["agent"]
        complements = [t for t in near if t.dep_ in wanted]
        if kind == "complement":
            found = [plain(t.text) for t in complements]
        else:
            cases = labels(lang)["preposition"]
            found = [plain(c.text) for t in complements for c in t.children if c.dep_ in cases]
            after = taken[-1] + 1
            if after < len(tokens) and tokens[after].pos_ == "ADP":
                found.append(plain(tokens[after].text))
    there = any(word in value for word in found)
    return there != (polarity == "not")


def _close(token: Token, own: set[int]) -> bool:
    """Stands beside the trigger: parsers hang far adjectives on the wrong noun."""
    return any(abs(token.i - i) <= 2 for i in own)


def _reflexive(words: Sequence[str], at: int, lang: str) -> bool:
    """ "Il se rend", "je me rends": the clitic of the verb's own subject ("il m'arrête" is none)."""
    classes = word_classes(lang)
    if _before(words, at, classes["reflexive"], lang) is not None:
        return True
    first = _before(words, at, classes["reflexive_first"], lang)
    if first is None:
        return False
    owner = first - 2 if first > 1 and words[first - 1] in classes["negation"] else first - 1
    return owner >= 0 and f"{words[owner]} {words[first]}" in classes["reflexive_pair"]


def _before(words: Sequence[str], at: int, wanted: frozenset[str], lang: str) -> int | None:
    """Where one of the wanted clitics stands before the verb, only auxiliaries and short adverbs between."""
    between = word_classes(lang)["between_clitic_and_verb"]
    for k in range(at - 1, max(at - 1 - BACK, -1), -1):
        if words[k] in wanted:
            return k
        if words[k] not in between:
            return None
    return None

"""Find what can name an event: every rule of the lexicon that fires on a report.

This part proposes; it does not decide.  It keeps what is ambiguous (several hits at one word) and what a
figure of speech rules out (`blocked`), so that a learned component can weigh them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract.event.lexicon import Index, bare, index
from sayso.extract.event.rules_constrain import holds
from sayso.extract.event.rules_inflect import plain
from sayso.extract.event.rules_load import Rule
from sayso.extract.event.rules_phrase import find
from sayso.extract.event.rules_roles import PARTIES, fill

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc, Span, Token

UNCHECKED = 0.6  # what is left of a rule's weight where its constraints could not be checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A word or phrase that a rule takes for the name of an event.

    `i` is the token index of its head, `start`/`end` are code points, `weight` (0..1) is the share of such
    words that were claims in annotated news, `roles` maps actor and recipient to token indices of heads,
    `blocked` names the row of `not_events.tsv` that says it is none.
    """

    i: int
    start: int
    end: int
    type: str
    rule: str
    weight: float
    mode: str | None = None
    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    blocked: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, white space left out."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, span: Span) -> Sentence:
        """The sentence of a spaCy span."""
        tokens = tuple(token for token in span if not token.is_space)
        return cls(tokens, tuple(bare(token.text) or plain(token.text) for token in tokens))


def match(doc: Doc, *, lang: str = "fr") -> list[Hit]:
    """Every hit in a document, in text order; at one word the heaviest first.

    Unparsed sentences are matched too: rules then fire by form alone, with a lower weight where a
    constraint could not be checked, and without roles.

    Raises:
        DataError: R001 or R002 if the language's rules are not sound, R010 for an unknown language.
    """
    lexicon = index(lang)
    hits: list[Hit] = []
    if not len(doc):
        return hits
    for span in doc.sents:
        hits.extend(match_sentence(Sentence.of(span), lexicon, lang))
    return sorted(hits, key=lambda hit: (hit.start, -hit.weight, hit.rule))


def match_sentence(sentence: Sentence, lexicon: Index, lang: str) -> list[Hit]:
    """The hits of one sentence, unordered."""
    found: list[tuple[Rule, str, tuple[int, ...]]] = []
    inside: set[int] = set()  # words that a longer phrase has taken
    for at, word in enumerate(sentence.words):
        for rule, phrase in lexicon.phrases.get(word, ()):
            taken = find(phrase, sentence.words, at)
            if taken:
                found.append((rule, phrase.text, taken))
                if len(taken) > 1 and _accepts(rule, sentence, taken, lang) is not None:
                    inside.update(taken)
    for at, word in enumerate(sentence.words):
        if at in inside:
            continue
        for rule, lemma in lexicon.words.get(word, ()):
            if lexicon.pos_fits(rule, sentence.tokens[at], word):
                found.append((rule, lemma, (at,)))
    hits = []
    for rule, text, taken in _longest(found):
        weight = _accepts(rule, sentence, taken, lang)
        if weight is not None:
            hits.append(_hit(rule, text, taken, sentence, weight, lexicon, lang))
    return hits


def _longest(found: list[tuple[Rule, str, tuple[int, ...]]]) -> list[tuple[Rule, str, tuple[int, ...]]]:
    """Of what one rule finds in overlapping words keep the longest; drop phrases inside longer ones."""
    kept: list[tuple[Rule, str, tuple[int, ...]]] = []
    for item in sorted(found, key=lambda item: (-len(item[2]), item[2])):
        words = set(item[2])
        if not any(
            words & set(other[2]) and (other[0].id == item[0].id or words < set(other[2])) for other in kept
        ):
            kept.append(item)
    return kept


def _accepts(rule: Rule, sentence: Sentence, taken: Sequence[int], lang: str) -> float | None:
    """The weight with which the rule fires here, None if a constraint forbids it."""
    verdicts = [
        holds(name, value, sentence.tokens, sentence.words, taken, lang)
        for name, value in rule.constraints.items()
    ]
    if any(verdict is False for verdict in verdicts):
        return None
    return rule.weight * (UNCHECKED if any(verdict is None for verdict in verdicts) else 1.0)


def _hit(
    rule: Rule,
    text: str,
    taken: tuple[int, ...],
    sentence: Sentence,
    weight: float,
    lexicon: Index,
    lang: str,
) -> Hit:
    first, last = sentence.tokens[taken[0]], sentence.tokens[taken[-1]]
    return Hit(
        i=first.i,
        start=first.idx,
        end=last.idx + len(last.text),
        type=rule.event,
        rule=rule.id,
        weight=round(weight, 4),
        mode=rule.modes.get(plain(text), rule.mode),
        roles=_roles(rule, sentence, taken, lang),
        blocked=lexicon.blocked(rule.event, sentence.words, taken),
    )


def _roles(rule: Rule, sentence: Sentence, taken: Sequence[int], lang: str) -> dict[str, tuple[int, ...]]:
    """Token indices by role: the first path that finds somebody wins."""
    head = sentence.tokens[taken[0]]
    if not head.pos_:
        return {}
    own = {sentence.tokens[k].i for k in taken}
    found: dict[str, tuple[int, ...]] = {}
    for role, paths in rule.roles.items():
        for path in paths:
            heads = fill(head, path, lang)
            for k in taken[1:]:
                if not heads or ":" in path:
                    heads = heads + fill(sentence.tokens[k], path, lang)
            kept = tuple(dict.fromkeys(t.i for t in heads if t.i not in own and t.pos_ in PARTIES))
            if kept:
                found[role] = kept
                break
    return found

"""The form index of the event lexicon, and the gate that keeps claimless sentences from the parser."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import resources
from sayso.extract.event.rules_inflect import forms, plain
from sayso.extract.event.rules_load import NotEvent, Rule, not_events, rules, word_classes
from sayso.extract.event.rules_phrase import Phrase, find

if TYPE_CHECKING:
    from sayso.annotate.doc import Span, Token

NOUNS = frozenset({"NOUN", "PROPN", "X"})
VERBS = frozenset({"VERB", "AUX"})
NOMINAL = "ant"  # present participles that a tagger calls nouns are nouns ("un combattant")
REACH = 8  # words before the trigger where a figure of speech may begin
GATE = 0.18  # p that a sentence holds a claim, above which it is worth a parse
UNSEEN = 0.35  # the most that a trigger counts which was too rare to be counted
QUOTES = '"«»“”'  # the web glues them to words


@dataclass(frozen=True, slots=True)
class Index:
    """Form -> what it may be.  `words` hold (rule, lemma), `phrases` (rule, phrase) by first word."""

    words: dict[str, tuple[tuple[Rule, str], ...]]
    phrases: dict[str, tuple[tuple[Rule, Phrase], ...]]
    verb_forms: frozenset[str]
    noun_forms: frozenset[str]
    adjectives: frozenset[str]  # that look like a verb form ("suspect")
    not_starts: dict[str, tuple[tuple[NotEvent, Phrase], ...]]
    senses: tuple[NotEvent, ...]

    def pos_fits(self, rule: Rule, token: Token, word: str) -> bool:
        """May this token be read as the rule's part of speech?  Without tags anything may.

        Taggers err on headlines and participles: a tag counts only where the form is ambiguous.
        """
        tag = token.pos_
        if not tag:
            return True
        if rule.form == "participle" and tag in VERBS and "Part" not in token.morph.get("VerbForm", []):
            return False
        if rule.pos == "NOUN":
            return tag not in VERBS or word not in self.verb_forms
        if rule.pos != "VERB" or tag in VERBS:
            return True
        if tag == "ADJ":
            return word not in self.adjectives
        if tag == "PROPN" and not token.is_sent_start and token.text.istitle():
            return False
        if tag in NOUNS:
            return word not in self.noun_forms and not word.endswith(NOMINAL) and not _after_determiner(token)
        return True

    def blocked(self, event: str, words: Sequence[str], taken: Sequence[int]) -> str | None:
        """The id of the figure of speech or other sense that these words are part of, if any.

        Args:
            event: The type that the rule would give them.
            words: The sentence.
            taken: Indices of the trigger's words.
        """
        for at in range(max(0, taken[0] - REACH), taken[0] + 1):
            for row, phrase in self.not_starts.get(words[at], ()):
                covered = find(phrase, words, at)
                if taken[0] in covered and _applies(row, event, words, (*covered, *taken)):
                    return row.id
        for row in self.senses:
            if _applies(row, event, words, taken):
                return row.id
        return None


@functools.lru_cache(maxsize=100_000)
def bare(word: str) -> str:
    """The form under which words are compared, without quotation marks that the tokeniser left at it."""
    return plain(word).strip(QUOTES)


def _after_determiner(token: Token) -> bool:
    """A word after an article or a preposition is a noun, as its tag says."""
    return token.i > 0 and token.nbor(-1).pos_ in {"DET", "ADP", "NUM"}


def _applies(row: NotEvent, event: str, words: Sequence[str], covered: Sequence[int]) -> bool:
    if row.types and event not in row.types:
        return False
    return not row.near or any(word in row.near for k, word in enumerate(words) if k not in covered)


@functools.cache
def index(lang: str) -> Index:
    """The lexicon of a language, built once.

    Raises:
        DataError: R001, R002 or R010, as `rules_load.rules`.
    """
    return build_index(rules(lang), not_events(lang), lang)


def build_index(chosen: Sequence[Rule], figures: Sequence[NotEvent], lang: str) -> Index:
    """The index over some rules (all of them, or one that is being tested)."""
    words: dict[str, list[tuple[Rule, str]]] = {}
    phrases: dict[str, list[tuple[Rule, Phrase]]] = {}
    by_pos: dict[str, set[str]] = {}
    for rule in chosen:
        for lemma in rule.lemmas:
            for form in dict.fromkeys(forms(lemma, rule.pos, lang)):
                words.setdefault(form, []).append((rule, lemma))
                by_pos.setdefault(rule.pos, set()).add(form)
        for phrase in rule.phrases:
            for form in sorted(phrase.head):
                phrases.setdefault(form, []).append((rule, phrase))
    starts: dict[str, list[tuple[NotEvent, Phrase]]] = {}
    for row in figures:
        for phrase in row.phrases:
            for form in sorted(phrase.head):
                starts.setdefault(form, []).append((row, phrase))
    return Index(
        words={form: tuple(items) for form, items in words.items()},
        phrases={form: tuple(items) for form, items in phrases.items()},
        verb_forms=frozenset(by_pos.get("VERB", ())),
        noun_forms=frozenset(by_pos.get("NOUN", ())),
        adjectives=word_classes(lang)["adjective_homograph"],
        not_starts={form: tuple(items) for form, items in starts.items()},
        senses=tuple(row for row in figures if row.anywhere),
    )


@functools.cache
def _gate(lang: str) -> tuple[dict[str, float], dict[str, tuple[tuple[Phrase, float], ...]]]:
    """Form -> how likely it names a claim; first form -> the same for phrases."""
    lexicon = index(lang)
    counted = {
        row["trigger"]: float(row["weight"]) for row in resources.table(f"lang/{lang}/event_weights.tsv")
    }
    words = {
        form: max(counted.get(lemma, min(rule.weight, UNSEEN)) for rule, lemma in items)
        for form, items in lexicon.words.items()
    }
    phrases = {
        form: tuple((p, counted.get(p.text, min(rule.weight, UNSEEN))) for rule, p in items)
        for form, items in lexicon.phrases.items()
    }
    return words, phrases


def could_hold_claim(sent: Span, lang: str = "fr") -> bool:
    """Can this sentence name an event?  Looks at lower-cased forms only: no parse, no tags.

    Adds up (noisy or) how often each of its words was a claim in annotated news and errs on the side of
    yes.  Counted on one half of 186 annotated reports and measured on the other, it keeps 71 % of the
    sentences (81 % of the words) and 98.9 % of the claims.
    """
    lexical, phrases = _gate(lang)
    words = [bare(token.text) for token in sent if not token.is_space]
    none = 1.0  # p that no word of the sentence names a claim
    for at, word in enumerate(words):
        best = lexical.get(word, 0.0)
        for phrase, weight in phrases.get(word, ()):
            if weight > best and find(phrase, words, at):
                best = weight
        none *= 1.0 - best
        if 1.0 - none >= GATE:
            return True
    return False

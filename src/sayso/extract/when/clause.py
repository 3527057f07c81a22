"""What the clause around an expression says: does it look back or ahead, is the number a count?

From the parse where there is one, else from words.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.extract.when.context import Direction
from sayso.extract.when.grammar import Grammar
from sayso.extract.when.tokens import Token, fold

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc
    from sayso.annotate.doc import Token as Word

REACH = 25  # words on either side that a clause may reach
CLIMB = 12  # heads that are followed up


class Clause:
    """The surroundings of the grammar's tokens in the sentence."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token], text: str, doc: Doc | None) -> None:
        self._cues = grammar.cues
        self._past = grammar.past_words
        self._text = text
        self._future_ends = tuple(grammar.cues["future_endings"])
        self._tokens = tokens
        self._doc = doc
        self._starts: list[int] = [t.idx for t in doc] if doc is not None else []

    def direction(self, first: int, last: int) -> Direction | None:
        """The direction of the clause around the tokens `[first, last)`; None where nothing tells."""
        return self._from_parse(first) or self._from_words(first, last)

    def counts(self, at: int) -> bool:
        """Is the number at a token the count of a noun after it ("de 2017 réfugiés")?"""
        word = self._word(at)
        return word is not None and word.dep_ in self._cues["count_labels"] and word.head.i > word.i

    def _word(self, at: int) -> Word | None:
        """The parsed word at a token; None where there is no parse."""
        if self._doc is None or not self._starts:
            return None
        i = bisect.bisect_right(self._starts, self._tokens[at].start) - 1
        word = self._doc[max(i, 0)]
        return None if word.dep_ in ("unparsed", "") else word

    def _from_parse(self, first: int) -> Direction | None:
        word = self._word(first)
        if word is None:
            return None
        for step in range(CLIMB):
            found = self._of(word)
            if found is not None or word.head.i == word.i:
                return found
            below, word = word, word.head
            if step and below.dep_ in self._cues["object_labels"] and self._is(word, "intent_words"):
                return "future"  # "appelle à un rassemblement mardi"
        return None

    def _is(self, word: Word, cue: str) -> bool:
        return fold(word.lemma_) in self._cues[cue]

    def _of(self, word: Word) -> Direction | None:
        """The direction that a verb gives, with its auxiliaries and the verb that it completes."""
        if fold(word.text) in self._cues["future_words"]:
            return "future"
        helpers = [word, *(c for c in word.children if c.dep_.startswith("aux") or c.dep_ == "cop")]
        if word.pos_ not in ("VERB", "AUX") and len(helpers) == 1:
            return None
        form = word.morph.get("VerbForm", [])
        tenses = {tense for helper in helpers for tense in helper.morph.get("Tense", [])}
        if "Fut" in tenses or ("Inf" in form and any(self._is(h, "future_verbs") for h in helpers)):
            return "future"
        if "Inf" in form:
            if self._is(word.head, "intent_words"):
                return "future"
            if self._is(word.head, "future_verbs"):
                return self._of(word.head) or "future"
        if tenses & {"Past", "Imp"}:
            return "past"
        return "future" if any("Cnd" in helper.morph.get("Mood", []) for helper in helpers) else None

    def _from_words(self, first: int, last: int) -> Direction | None:
        """The nearest telling word of the same sentence; the one before wins a tie."""
        for step in range(1, REACH):
            for i in (first - step, last - 1 + step):
                if 0 <= i < len(self._tokens) and (found := self._cue(i)) and self._same(i, first, last):
                    return found
        return None

    def _cue(self, i: int) -> Direction | None:
        token = self._tokens[i]
        if token.kind != "word":
            return None
        word = token.word
        if word in self._cues["future_words"] or (
            len(word) > 4 and word.endswith(self._future_ends) and word not in self._cues["not_future"]
        ):
            return "future"
        if word not in self._cues["past_words"]:
            return None
        said = self._text[token.start : token.end].lower()
        return "past" if said.isascii() or said in self._past else None  # accents may lack; "à" is not "a"

    def _same(self, i: int, first: int, last: int) -> bool:
        low, high = (i, first) if i < first else (last, i)
        return not any(
            t.kind == "break" or t.word in self._cues["sentence_ends"] for t in self._tokens[low:high]
        )

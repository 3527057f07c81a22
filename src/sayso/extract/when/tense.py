"""Does the clause around an expression look back or ahead?  From the parse where there is one, else from words."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.extract.when.grammar import Grammar
from sayso.extract.when.ops import Direction
from sayso.extract.when.tokens import Token

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word

REACH = 25  # words on either side that a clause may reach
CLIMB = 12  # heads that are followed up


class Tense:
    """Direction of the clause at a token of the grammar."""

    def __init__(self, grammar: Grammar, tokens: Sequence[Token], doc: Doc | None) -> None:
        self._cues = grammar.cues
        self._future_ends = tuple(grammar.cues["future_endings"])
        self._tokens = tokens
        self._doc = doc
        self._starts: list[int] = doc.to_array("IDX").tolist() if doc is not None else []

    def at(self, first: int, last: int) -> Direction | None:
        """The direction of the clause around the tokens `[first, last)`; None where nothing tells."""
        return self._from_parse(first) or self._from_words(first, last)

    def _from_parse(self, first: int) -> Direction | None:
        if self._doc is None or not self._starts:
            return None
        i = bisect.bisect_right(self._starts, self._tokens[first].start) - 1
        word = self._doc[max(i, 0)]
        if word.dep_ in ("unparsed", ""):
            return None
        for _ in range(CLIMB):
            found = self._of(word)
            if found is not None or word.head.i == word.i:
                return found
            word = word.head
        return None

    def _of(self, word: Word) -> Direction | None:
        """The direction that a verb gives, with its auxiliaries and the verb that it completes."""
        if word.lower_ in self._cues["future_words"]:
            return "future"
        if word.pos_ not in ("VERB", "AUX"):
            cops = [child for child in word.children if child.dep_ == "cop"]
            if not cops:
                return None
        helpers = [word, *(c for c in word.children if c.dep_.startswith("aux") or c.dep_ == "cop")]
        for helper in helpers:
            tense = helper.morph.get("Tense")
            if "Fut" in tense or (helper.lemma_ in self._cues["future_verbs"] and "Inf" in word.morph.get("VerbForm")):
                return "future"
        if "Inf" in word.morph.get("VerbForm"):
            if word.head.lemma_ in self._cues["intent_words"]:
                return "future"
            if word.head.lemma_ in self._cues["future_verbs"]:
                return self._of(word.head) or "future"
        if any(set(h.morph.get("Tense")) & {"Past", "Imp"} for h in helpers):
            return "past"
        return None

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
        return "past" if word in self._cues["past_words"] else None

    def _same(self, i: int, first: int, last: int) -> bool:
        low, high = (i, first) if i < first else (last, i)
        return not any(
            t.kind == "break" or t.word in self._cues["sentence_ends"] for t in self._tokens[low:high]
        )

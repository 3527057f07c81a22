"""Everything found on one report before events are decided: what each later decision looks at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sayso.annotate.kept import kept
from sayso.extract.where import is_locative
from sayso.records import Attribution, Figure, Report, When, Where

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc, Span, Token
    from sayso.extract.event.rules import Hit
    from sayso.extract.party.identity import Identity
    from sayso.extract.party.mention import Mention


@dataclass(frozen=True)
class Page:
    """One report and what the single-purpose finders saw on it."""

    report: Report
    lang: str
    doc: Doc
    hits: list[Hit]
    times: list[When]
    places: list[Where]
    attributions: list[Attribution]
    figures: list[Figure]
    mentions: list[Mention]
    identity: Identity
    home: str | None

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What a stage works out once a report and keeps, by a key of its own."""
        return {}

    @cached_property
    def token_at(self) -> dict[int, int]:
        """Offset of every character that is inside a token -> the token's index."""
        at: dict[int, int] = {}
        for t in self.doc:
            at.update(dict.fromkeys(range(t.idx, t.idx + len(t.text)), t.i))
        return at

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences."""
        return self.doc.sentences

    @cached_property
    def locative(self) -> dict[int, bool]:
        """Start of every place -> does it say where something is, or is it only named?"""
        text = self.doc.text
        return {p.start: is_locative(text, p, lang=self.lang) for p in self.places}

    def sentence(self, i: int) -> Span:
        """The sentence of a token, by the token's index."""
        return self.sentences[self.sentence_of[i]]

    @cached_property
    def sentence_of(self) -> list[int]:
        """Number of the sentence of every token."""
        return self.doc.sentence_of

    @cached_property
    def paragraph_of(self) -> list[int]:
        """Number of the paragraph of every token (paragraphs end at line breaks)."""
        number, out = 0, []
        for token in self.doc:
            out.append(number)
            if token.is_space and "\n" in token.text:
                number += 1
        return out

    @cached_property
    def hits_of(self) -> dict[int, list[Hit]]:
        """Rule hits by the token index of their head, heaviest first."""
        by: dict[int, list[Hit]] = {}
        for hit in self.hits:
            by.setdefault(hit.i, []).append(hit)
        return by

    @cached_property
    def mentions_in(self) -> dict[int, list[Mention]]:
        """Mentions by the sentence that their head stands in."""
        by: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            by.setdefault(self.sentence_of[mention.head], []).append(mention)
        return by

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap a stretch of text, white space left out."""
        found = []
        i = next((self.token_at[k] for k in range(start, end) if k in self.token_at), None)
        while i is not None and i < len(self.doc) and self.doc[i].idx < end:
            if not self.doc[i].is_space:
                found.append(self.doc[i])
            i += 1
        return found


def form(token: Token) -> str:
    """A word's form as a feature names it: lower-case, white space as one mark."""
    return "¶" if token.is_space else token.lower_


@kept
def path(a: Token, b: Token, longest: int = 6) -> str | None:
    """Dependency path from `a` up to the common ancestor and down to `b`, e.g. "nsubj^ obj_"; None if too long."""
    found = way(a, b, longest)
    if found is None:
        return None
    up, down = found
    steps = [f"{t.dep_}^" for t in up] + [f"{t.dep_}_" for t in down]
    return " ".join(steps) if len(steps) <= longest else None


def way(a: Token, b: Token, longest: int) -> tuple[list[Token], list[Token]] | None:
    """The words from `a` up to the common ancestor and from there down to `b`, without it; None if too long."""
    ups = {a.i: 0}
    chain = [a]
    node = a
    while node.head.i != node.i and len(chain) <= longest:
        node = node.head
        ups[node.i] = len(chain)
        chain.append(node)
    down: list[Token] = []
    node = b
    while node.i not in ups:
        down.append(node)
        if node.head.i == node.i or len(down) > longest:
            return None
        node = node.head
    return chain[: ups[node.i]], down[::-1]

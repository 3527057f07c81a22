"""A Doc in plain Python: what spaCy knows of a report, read once (`plain`), then looked at a million times.

spaCy makes a new token object at every `doc[i]` and looks a string up at every attribute.  Here every token is
one object with its attributes in it; names and meanings are spaCy's, so that what reads a token of this module
reads one of spaCy's as well.  Nothing in it changes after it is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, overload

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import MorphAnalysis
    from spacy.vocab import Vocab

Array = np.ndarray[Any, Any]


class Morph:
    """Morphological features of a word; one object for all words that have the same ones."""

    __slots__ = ("_dict", "_lists", "_rows", "_text")

    def __init__(self, features: MorphAnalysis) -> None:
        self._text = str(features)
        self._rows = tuple(features)
        self._dict = features.to_dict()
        self._lists = {name: features.get(name, []) for name in self._dict}

    def get(self, name: str, default: list[str] | None = None) -> list[str]:
        """The values of a feature; the list is shared and not to be changed."""
        found = self._lists.get(name)
        return found if found is not None else default if default is not None else []

    def to_dict(self) -> dict[str, str]:
        """Feature -> value, several parted by commas."""
        return self._dict

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __str__(self) -> str:
        return self._text


class Token:
    """One token.  `head` of a root is the token itself; `children` stand in text order."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_digit",
        "is_punct",
        "is_sent_start",
        "is_space",
        "is_title",
        "lemma_",
        "lower_",
        "morph",
        "orth",
        "pos_",
        "shape_",
        "text",
    )
    children: list[Token]
    dep_: str
    doc: Doc
    head: Token
    i: int
    idx: int
    is_alpha: bool
    is_digit: bool
    is_punct: bool
    is_sent_start: bool | None
    is_space: bool
    is_title: bool
    lemma_: str
    lower_: str
    morph: Morph
    orth: int
    pos_: str
    shape_: str
    text: str

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    __str__ = __repr__

    @property
    def lang_(self) -> str:
        """ISO 639-1 code of the vocabulary's language."""
        return self.doc.lang

    @property
    def sent(self) -> Span:
        """The sentence that it stands in."""
        return self.doc.sentences[self.doc.sentence_of[self.i]]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above, the nearest first."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def subtree(self) -> Iterator[Token]:
        """The token with all below it: what hangs on the left, itself, what hangs on the right."""
        later = [c for c in self.children if c.i > self.i]
        for child in self.children[: len(self.children) - len(later)]:
            yield from child.subtree
        yield self
        for child in later:
            yield from child.subtree

    def is_ancestor(self, other: Token) -> bool:
        """Does the other token stand somewhere below this one?"""
        return any(node is self for node in other.ancestors)

    def nbor(self, step: int = 1) -> Token:
        """The token `step` further on."""
        return self.doc[self.i + step]

    @property
    def has_vector(self) -> bool:
        """Is there a vector for the word?"""
        return self.doc.vocab.has_vector(self.orth)

    @property
    def vector(self) -> Array:
        """The word's vector, zeros for a word that has none."""
        return self.doc.vector(self.orth)

    def similarity(self, other: Token) -> float:
        """Cosine of the two words' vectors, as spaCy computes it."""
        if self.orth == other.orth:
            return 1.0
        a, b = self.vector, other.vector
        norms = self.doc.norm(self.orth) * other.doc.norm(other.orth)
        return float(np.dot(a, b) / norms) if norms else 0.0


class Span:
    """Tokens `[start, end)` of a Doc."""

    __slots__ = ("doc", "end", "start", "tokens")

    def __init__(self, doc: Doc, start: int, end: int, tokens: list[Token]) -> None:
        self.doc, self.start, self.end, self.tokens = doc, start, end, tokens

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        start, stop, _ = at.indices(len(self.tokens))
        return self.doc[self.start + start : self.start + stop]

    @property
    def start_char(self) -> int:
        """Offset of its first character."""
        return self.tokens[0].idx if self.tokens else 0

    @property
    def end_char(self) -> int:
        """Offset after its last token's last character."""
        return self.tokens[-1].idx + len(self.tokens[-1].text) if self.tokens else 0

    @property
    def text(self) -> str:
        """Its text, without the space after the last token."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The first token that is its own head; else the first whose head stands outside."""
        own = next((t for t in self.tokens if t.head is t), None)
        inside = range(self.start, self.end)
        return own or next((t for t in self.tokens if t.head.i not in inside), self.tokens[0])


class Doc:
    """A report's tokens, with its sentences, the parser's tensor and the vocabulary's vectors."""

    __slots__ = (
        "_norms",
        "_vectors",
        "kept",
        "lang",
        "sentence_of",
        "sentences",
        "tensor",
        "text",
        "tokens",
        "vocab",
    )

    def __init__(self, vocab: Vocab, tokens: list[Token], text: str, tensor: Array) -> None:
        self.vocab, self.tokens, self.text, self.tensor = vocab, tokens, text, tensor
        self.lang = vocab.lang
        self.kept: dict[str, dict[Any, Any]] = {}  # what functions of one token said, by function
        self._vectors: dict[int, Array] = {}
        self._norms: dict[int, Any] = {}
        starts = [t.i for t in tokens if t.is_sent_start or t.i == 0]
        self.sentences = [self[a:b] for a, b in pairwise([*starts, len(tokens)])]
        self.sentence_of = [n for n, s in enumerate(self.sentences) for _ in s.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, int):
            return self.tokens[at]
        start, stop, _ = at.indices(len(self.tokens))
        return Span(self, start, max(start, stop), self.tokens[start:stop])

    def take_apart(self) -> None:
        """Forget everything, so that memory comes back at once: tokens, spans and the Doc point at each other."""
        for token in self.tokens:
            token.children.clear()
            del token.head, token.doc
        self.tokens, self.sentences = [], []
        self.kept.clear()

    @property
    def sents(self) -> Iterator[Span]:
        """The sentences, in order."""
        return iter(self.sentences)

    def vector(self, orth: int) -> Array:
        """The vector of a word by its number in the vocabulary."""
        found = self._vectors.get(orth)
        if found is None:
            found = self._vectors[orth] = np.asarray(self.vocab.get_vector(orth))
        return found

    def vectors(self, orths: list[int]) -> Array:
        """The vectors of words by their numbers, a row each; zeros for a word that has none and for number 0."""
        kept = self.vocab.vectors
        at = np.asarray(kept.find(keys=np.array(orths, dtype="uint64")))
        rows = np.asarray(kept.data).take(at, axis=0)
        rows[at < 0] = 0
        return rows

    def norm(self, orth: int) -> Any:
        """The length of a word's vector."""
        found = self._norms.get(orth)
        if found is None:
            found = self._norms[orth] = np.sqrt((self.vector(orth) ** 2).sum())
        return found

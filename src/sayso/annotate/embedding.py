"""A memory for the parser's first layer, in which a word looks the same wherever it stands.

The vectors that spaCy's `tok2vec` begins with depend on a word's form and on whether a space follows; only the
layers above look at its neighbours.  Most words of a report were met in another one, so their rows are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Array = np.ndarray[Any, Any]
MOST = 20_000  # words that are kept: 8 MB
KEY = ["ORTH", "NORM", "SPACY"]


class Memory:
    """Rows of the first layer by word."""

    def __init__(self, layer: Model[Sequence[Doc], Sequence[Array]], most: int = MOST) -> None:
        self.layer, self.most = layer, most
        self.number: dict[tuple[int, ...], int] = {}
        self.rows: Array = np.zeros((most, layer.get_dim("nO")), dtype="float32")
        self.lock = Lock()  # two threads that read at once would number words alike

    def __call__(self, docs: Sequence[Doc]) -> list[Array]:
        """One array (words, width) a Doc."""
        keys = [[*map(tuple, np.asarray(doc.to_array(KEY)).tolist())] for doc in docs]  # type: ignore[arg-type]
        with self.lock:
            return self._rows(docs, keys)

    def _rows(self, docs: Sequence[Doc], keys: list[list[tuple[int, ...]]]) -> list[Array]:
        new = {key: None for own in keys for key in own if key not in self.number}
        if len(self.number) + len(new) > self.most:
            self.number.clear()
            new = {key: None for own in keys for key in own}
        if len(new) > self.most:
            return [np.asarray(rows) for rows in self.layer.predict(docs)]
        if new:
            first = len(self.number)
            self.rows[first : first + len(new)] = self.layer.predict([_words(docs[0], [*new])])[0]
            self.number.update(zip(new, range(first, first + len(new)), strict=True))
        look = self.number.__getitem__
        return [self.rows.take([*map(look, own)], axis=0) for own in keys]


def _words(like: Doc, keys: list[tuple[int, ...]]) -> Doc:
    """A Doc of some words that have nothing to do with each other."""
    from spacy.tokens import Doc

    strings = like.vocab.strings
    doc = Doc(like.vocab, words=[strings[k[0]] for k in keys], spaces=[bool(k[2]) for k in keys])
    return doc.from_array(["NORM"], np.array([[k[1]] for k in keys], dtype="uint64"))  # type: ignore[arg-type]


def remember(tok2vec: Model[Any, Any]) -> None:
    """Put a memory before the first layer of a `tok2vec` model, for reading: it can't be trained any more."""
    from thinc.api import Model

    layer = tok2vec.layers[0]
    memory = Memory(layer)

    def forward(_: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Array], Callable[[Any], Any]]:
        return memory(docs), lambda gradient: gradient

    tok2vec.layers[0] = Model("remembered", forward, layers=[layer], dims={"nO": layer.get_dim("nO")})

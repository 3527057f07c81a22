"""The memory before the parser's first layer: the same values as without it, whatever was read before."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from spacy.tokens import Doc

from sayso.annotate import embedding
from sayso.annotate.pipeline import pipeline

TEXTS = ["Le ministre a démenti.", "Le préfet a démenti mardi ,mardi soir.", ""]


@pytest.fixture
def memory() -> embedding.Memory:
    """A small one of its own, over the layer as it was shipped."""
    remembered = pipeline("fr").get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    return embedding.Memory(remembered.layers[0], most=12)


def docs(*texts: str) -> list[Doc]:
    return [pipeline("fr").make_doc(text) for text in texts]


def same(ours: list[Any], theirs: list[Any]) -> bool:
    return len(ours) == len(theirs) and all(np.array_equal(a, b) for a, b in zip(ours, theirs, strict=True))


def test_rows_are_those_of_the_layer(memory: embedding.Memory) -> None:
    parts = docs(*TEXTS)
    wanted = memory.layer.predict(parts)
    assert same(memory(parts), wanted)
    assert same(memory(parts), wanted)


def test_a_row_does_not_depend_on_what_was_met_before(memory: embedding.Memory) -> None:
    wanted = memory.layer.predict(docs(TEXTS[1]))
    memory(docs(TEXTS[0]))
    assert same(memory(docs(TEXTS[1])), wanted)


def test_words_are_met_once(memory: embedding.Memory) -> None:
    memory(docs("mardi soir", "soir mardi"))
    assert len(memory.number) == 4  # each with a space after it and without


def test_when_full_it_begins_anew(memory: embedding.Memory) -> None:
    memory(docs("un deux trois quatre cinq six sept huit"))
    parts = docs("le chat et le chien dorment ce soir")
    assert same(memory(parts), memory.layer.predict(parts))
    assert len(memory.number) == 7  # "le" twice


def test_more_words_than_it_holds(memory: embedding.Memory) -> None:
    parts = docs("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze")
    assert same(memory(parts), memory.layer.predict(parts))
    assert memory.number == {}


class Slow:
    """A layer that takes its time, so that other threads come in between."""

    def __init__(self, layer: Any) -> None:
        self.layer, self.get_dim = layer, layer.get_dim

    def predict(self, parts: Any) -> Any:
        time.sleep(0.02)
        return self.layer.predict(parts)


def test_threads_do_not_mix_up_words(memory: embedding.Memory) -> None:
    slow = embedding.Memory(Slow(memory.layer), most=400)  # type: ignore[arg-type]
    texts = ["le chat dort", "un chien court", "trois ministres partent", "des soldats restent"]
    wanted = [memory.layer.predict(docs(text)) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda text: slow(docs(text)), texts))
    assert all(same(slow(docs(text)), rows) for text, rows in zip(texts, wanted, strict=True))

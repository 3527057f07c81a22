"""PLOVER contexts of a claim: what the matter is about, by the words of its sentence."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso import resources

if TYPE_CHECKING:
    from sayso.annotate.doc import Span


def contexts_of(sentence: Span, lang: str) -> tuple[str, ...]:
    """The contexts whose cue lemmas stand in the sentence, sorted."""
    cues = _cues(lang)
    return tuple(sorted({context for t in sentence for context in cues.get(t.lemma_.lower(), ())}))


@functools.cache
def _cues(lang: str) -> dict[str, tuple[str, ...]]:
    cues: dict[str, tuple[str, ...]] = {}
    for row in resources.table(f"lang/{lang}/contexts.tsv"):
        cues[row["cue"]] = (*cues.get(row["cue"], ()), row["context"])
    return cues

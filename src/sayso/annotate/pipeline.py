"""Load a language's parser once and run it on the sentences that are worth it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso import resources
from sayso.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

Gate = Callable[["Span"], bool]
UNPARSED = "unparsed"
WORDS = 4000  # words of text that go through the parser together: speed for memory
COPIED = ("TAG", "POS", "MORPH", "LEMMA")


@functools.cache
def pipeline(lang: str) -> Language:
    """The language's spaCy pipeline without its named-entity part (names are found by lexicon).

    Raises:
        DataError: R010, no such language.  ModelError: M001, the parser is not installed.
    """
    import spacy

    from sayso.annotate.tokens import loosen

    settings = resources.toml(f"lang/{lang}/lang.toml")
    try:
        nlp = spacy.load(settings["model"], exclude=["ner", "senter"])
    except OSError as error:
        raise ModelError("M001", f"lang/{lang}/lang.toml", model=settings["model"]) from error
    nlp.max_length = 10_000_000  # length is checked when a report is read, with a better message
    loosen(nlp)
    _quicken(nlp)
    return nlp


def _quicken(nlp: Language) -> None:
    """Take out of the pipeline what costs time and changes nothing that sayso looks at.

    The lemmatizer looks its known forms up in sets instead of lists of tens of thousands.  Fine-grained tags
    that only repeat the part of speech are not set (`token.tag_` stays empty).  Words that were met before are
    not embedded anew.
    """
    from sayso.annotate.embedding import remember

    remember(nlp.get_pipe("tok2vec").model)  # type: ignore[attr-defined]
    for _, component in nlp.pipeline:
        lookups = getattr(component, "lookups", None)
        if lookups is not None and lookups.has_table("lemma_index"):
            table = lookups.get_table("lemma_index")
            for part in list(table):
                table[part] = frozenset(table[part])
        patterns = getattr(component, "patterns", None)
        if isinstance(patterns, list) and patterns and "attrs" in patterns[0]:
            kept = [row for row in patterns if set(row["attrs"]) != {"TAG"}]
            component.clear()  # type: ignore[attr-defined]
            component.add_patterns(kept)  # type: ignore[attr-defined]


def annotate(text: str, lang: str = "fr", *, gate: Gate | None = None) -> Doc:
    """Tokenise and split a text, and parse the sentences that pass `gate` (all of them without one).

    The Doc covers the whole text, so `token.idx` is an offset into it; its words are those of the text in
    ordinary writing (`restore.py`).  Tokens of unparsed sentences have the `dep_` "unparsed" and no part of
    speech.
    """
    return next(iter(annotate_many([text], lang, gate=gate)))


def annotate_many(
    texts: Iterable[str], lang: str = "fr", *, gate: Gate | None = None, words: int = WORDS
) -> Iterator[Doc]:
    """`annotate` over many texts, in order.

    The parser takes the chosen sentences of several texts at once: as many texts as have about `words` words.
    """
    from sayso.annotate.capitals import headings
    from sayso.annotate.restore import restored

    nlp = pipeline(lang)
    settings = resources.toml(f"lang/{lang}/lang.toml")["sentences"]
    group: list[Doc] = []
    for text in texts:
        shown = restored(text, lang)
        ends = headings(text) if shown != text else []
        group.append(_split(nlp.make_doc(shown), settings, ends))
        if sum(map(len, group)) >= words:
            yield from _parsed(nlp, group, gate)
            group = []
    yield from _parsed(nlp, group, gate)


def _split(doc: Doc, settings: dict[str, Any], ends: list[int]) -> Doc:
    from sayso.annotate.sentences import split

    return split(doc, settings, ends)


def _parsed(nlp: Language, docs: list[Doc], gate: Gate | None) -> list[Doc]:
    """Parse the sentences of some Docs that pass the gate, all together."""
    from spacy.tokens import Doc

    chosen, parts = [], []
    for doc in docs:
        spans = (
            [(sent.start, sent.end) for sent in doc.sents if gate is None or gate(sent)] if len(doc) else []
        )
        at = [i for start, end in spans for i in range(start, end)]
        firsts = {start for start, _ in spans}
        chosen.append(at)
        words = [token.text for token in doc]
        spaces = doc.to_array("SPACY").tolist() if at else []
        parts.append(
            Doc(
                nlp.vocab,
                words=[words[i] for i in at],
                spaces=[bool(spaces[i]) for i in at],
                sent_starts=[i in firsts for i in at],
            )
        )
    stream: Iterable[Doc] = [part for part in parts if len(part)]
    for _, component in nlp.pipeline:
        stream = (
            component.pipe(stream, batch_size=len(docs))
            if hasattr(component, "pipe")
            else map(component, stream)
        )
    for _ in stream:
        pass  # components work on the Docs that they are given
    width = nlp.get_pipe("tok2vec").model.get_dim("nO")  # type: ignore[attr-defined]
    rows = zip(docs, parts, chosen, strict=True)
    return [_copy_back(doc, part, at, width) if len(doc) else doc for doc, part, at in rows]


def _copy_back(doc: Doc, part: Doc, at: list[int], width: int) -> Doc:
    """Write the parse of the chosen sentences, with a tensor `width` wide, into the Doc of the whole report.

    Tokens of the other sentences hang on their sentence's first one with the label `UNPARSED`: that keeps
    spaCy's sentence boundaries, which it derives from the trees.
    """
    import numpy as np

    n = len(doc)
    rows = np.zeros((n, len(COPIED) + 2), dtype="uint64")
    heads = np.zeros(n, dtype="int64")
    for sent in doc.sents:
        heads[sent.start : sent.end] = sent.start
    rows[:, -1] = doc.vocab.strings.add(UNPARSED)
    tensor = np.zeros((n, width), dtype="float32")
    if at:
        places = np.array(at)
        found = np.asarray(part.to_array([*COPIED, "HEAD", "DEP"]))
        heads[places] = places[np.arange(len(at)) + found[:, -2].astype("int64")]
        rows[places] = found
        tensor[places] = part.tensor
    rows[:, -2] = (heads - np.arange(n)).view("uint64")
    doc.from_array([*COPIED, "HEAD", "DEP"], rows)  # type: ignore[arg-type]
    doc.tensor = tensor
    return doc

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
    """Let the lemmatizer look its known forms up in sets: spaCy keeps them in lists of tens of thousands."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is not None and lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part in list(table):
            table[part] = frozenset(table[part])


def annotate(text: str, lang: str = "fr", *, gate: Gate | None = None) -> Doc:
    """Tokenise and split a text, and parse the sentences that pass `gate` (all of them without one).

    The Doc covers the whole text, so `token.idx` is an offset into it; tokens of unparsed sentences have
    the `dep_` "unparsed" and no part of speech.
    """
    return next(iter(annotate_many([text], lang, gate=gate)))


def annotate_many(texts: Iterable[str], lang: str = "fr", *, gate: Gate | None = None) -> Iterator[Doc]:
    """`annotate` over many texts, in order."""
    from spacy.tokens import Doc

    nlp = pipeline(lang)
    settings = resources.toml(f"lang/{lang}/lang.toml")["sentences"]
    width = nlp.get_pipe("tok2vec").model.get_dim("nO")  # type: ignore[attr-defined]
    for text in texts:
        doc = _split(nlp.make_doc(text), settings)
        chosen = [sent for sent in doc.sents if gate is None or gate(sent)] if len(doc) else []
        words = [token for sent in chosen for token in sent]
        part = Doc(
            nlp.vocab,
            words=[t.text for t in words],
            spaces=[bool(t.whitespace_) for t in words],
            sent_starts=[bool(t.is_sent_start) for t in words],
        )
        for _, component in nlp.pipeline if words else ():
            part = component(part)
        yield _copy_back(doc, part, [t.i for t in words], width) if len(doc) else doc


def _split(doc: Doc, settings: dict[str, Any]) -> Doc:
    from sayso.annotate.sentences import split

    return split(doc, settings)


def _copy_back(doc: Doc, part: Doc, at: list[int], width: int) -> Doc:
    """Write the parse of the chosen sentences, with a tensor `width` wide, into the Doc of the whole report.

    Tokens of the other sentences hang on their sentence's first one with the label `UNPARSED`: that keeps
    spaCy's sentence boundaries, which it derives from the trees.
    """
    import numpy as np

    for i, token in zip(at, part, strict=True):
        target = doc[i]
        target.tag, target.pos, target.lemma = token.tag, token.pos, token.lemma
        target.set_morph(token.morph)  # type: ignore[attr-defined]
    heads = np.zeros(len(doc), dtype="int64")
    for sent in doc.sents:
        heads[sent.start : sent.end] = sent.start
    heads[at] = [at[token.head.i] for token in part]
    deps = np.full(len(doc), doc.vocab.strings.add(UNPARSED), dtype="uint64")
    deps[at] = [token.dep for token in part]
    tensor = np.zeros((len(doc), width), dtype="float32")
    if at:
        tensor[at] = part.tensor
    offsets = (heads - np.arange(len(doc))).view("uint64")
    doc.from_array(["HEAD", "DEP"], np.column_stack([offsets, deps]))  # type: ignore[arg-type]
    doc.tensor = tensor
    return doc

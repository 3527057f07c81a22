"""From a Doc of spaCy's to one in plain Python, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sayso.annotate.doc import Doc, Morph, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

COLUMNS = ["ORTH", "LEMMA", "POS", "DEP", "MORPH", "SENT_START", "SPACY"]
MOST = 200_000  # words, strings and morphologies that are kept
START = {0: None, 1: True}


def plain(doc: SpacyDoc | Doc) -> Doc:
    """Read a Doc of spaCy's, parsed, parsed in part or not at all; one of this module comes back as it is."""
    if isinstance(doc, Doc):
        return doc
    columns: list[list[int]] = [c.tolist() for c in np.asarray(doc.to_array(COLUMNS)).T]  # type: ignore[arg-type]
    if not columns:
        return Doc(doc.vocab, [], doc.text, doc.tensor)
    tables, tokens, at = _Tables(doc), [], 0
    made = Doc.__new__(Doc)
    for i, (orth, lemma, pos, dep, morph, start, space) in enumerate(zip(*columns, strict=True)):
        token = Token()
        tokens.append(token)
        token.doc, token.i, token.idx, token.orth, token.children = made, i, at, orth, []
        word = _WORDS.get(orth) or tables.word(orth, i)
        token.text, token.lower_, token.shape_, token.is_space, token.is_punct = word[:5]
        token.is_alpha, token.is_digit, token.is_title = word[5:]
        token.lemma_ = _STRINGS.get(lemma) or tables.string(lemma)
        token.dep_ = _STRINGS.get(dep) or tables.string(dep)
        token.pos_ = _POS.get(pos) or tables.pos(pos, i)
        token.morph = _MORPHS.get(morph) or tables.morph(morph, i)
        token.is_sent_start = START.get(start, False)
        at += len(token.text) + space
    heads = np.asarray(doc.to_array("HEAD")).view("int64").tolist()
    for token, offset in zip(tokens, heads, strict=True):
        token.head = tokens[token.i + offset]
        if offset:
            token.head.children.append(token)
    made.__init__(doc.vocab, tokens, doc.text, doc.tensor)  # type: ignore[misc]
    return made


Word = tuple[str, str, str, bool, bool, bool, bool, bool]
_WORDS: dict[int, Word] = {}
_STRINGS: dict[int, str] = {0: ""}
_MORPHS: dict[int, Morph] = {}
_POS: dict[int, str] = {0: ""}


class _Tables:
    """What numbers in a Doc mean.  They are hashes of strings, so the tables hold for every vocabulary."""

    def __init__(self, doc: SpacyDoc) -> None:
        self.doc = doc
        for table in (_WORDS, _STRINGS, _MORPHS):
            if len(table) > MOST:
                table.clear()
        _STRINGS[0] = ""
        self.strings = doc.vocab.strings

    def word(self, orth: int, i: int) -> Word:
        found = _WORDS.get(orth)
        if found is None:
            t = self.doc[i]
            found = (
                t.text, t.lower_, t.shape_, t.is_space, t.is_punct, t.is_alpha, t.is_digit, t.is_title
            )  # fmt: skip
            _WORDS[orth] = found
        return found

    def string(self, number: int) -> str:
        found = _STRINGS.get(number)
        if found is None:
            found = _STRINGS[number] = self.strings[number]
        return found

    def pos(self, number: int, i: int) -> str:
        found = _POS.get(number)
        if found is None:
            found = _POS[number] = self.doc[i].pos_
        return found

    def morph(self, number: int, i: int) -> Morph:
        found = _MORPHS.get(number)
        if found is None:
            found = _MORPHS[number] = Morph(self.doc[i].morph)
        return found

"""Time expressions: from words to days, by a grammar that is data (`lang/<iso>/when.toml`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.when.clause import Clause
from sayso.extract.when.grammar import grammar
from sayso.extract.when.parse import parse
from sayso.extract.when.resolve import Found, place

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc
    from sayso.records import When

__all__ = ["find_times", "resolve"]


def find_times(doc: Doc, *, published: str | None, lang: str = "fr") -> list[When]:
    """Every expression with a calendar meaning in a report, in text order, without overlap.

    Args:
        doc: The report, parsed or not; offsets are code points of `doc.text`.
        published: EDTF of the report's date, of any precision; None if unknown.
        lang: ISO 639-1 code of a language with a `when.toml`.

    Returns:
        `When` records.  `edtf` is None where the words need a report date that is not known.

    Raises:
        DataError: R010, no such language; R002, its grammar is not sound.
    """
    return _find(doc.text, doc, published=published, lang=lang)


def resolve(said: str, *, published: str | None, lang: str = "fr") -> When | None:
    """The first time expression in some words, or None.  Offsets are into `said`.

    >>> resolve("pour septembre", published="2017-07").edtf
    '2017-09'
    """
    return next(iter(_find(said, None, published=published, lang=lang)), None)


def _find(text: str, doc: Doc | None, *, published: str | None, lang: str) -> list[When]:
    rules = grammar(lang)
    tokens = rules.tokenizer(text)
    nodes = parse(tokens, rules.encode(tokens, text), rules)
    if not nodes:
        return []
    clause = Clause(rules, tokens, text, doc)
    ends = [i for i, t in enumerate(tokens) if t.kind == "break" or t.word in rules.cues["sentence_ends"]]
    found, sentence = [], 0
    for node in nodes:
        if node.args.get("guarded") and clause.counts(node.last - 1):
            continue
        while sentence < len(ends) and ends[sentence] < node.first:
            sentence += 1
        start, end = tokens[node.first].start, tokens[node.last - 1].end
        found.append(Found(node, sentence, clause.direction(node.first, node.last), start, end))
    return place(found, published=published, grammar=rules, text=text)

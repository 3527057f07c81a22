"""Examples in rule files, "[actor:La police] a [trigger:arrêté] [recipient:deux hommes].", and their proof.

A `yes` must give exactly the marked trigger (and, where roles are marked, heads inside the marks).  A `no`
must give nothing, and it must bite: without one of the rule's constraints, or without the figures of
speech, the rule would fire on it; else the example proves nothing.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.event.lexicon import Index, build_index
from sayso.extract.event.rules import Hit, Sentence, match_sentence
from sayso.extract.event.rules_load import Rule, not_events

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

MARKS = ("trigger", "actor", "recipient")
_MARK = re.compile(r"\[([a-z]{1,20}):([^\[\]]{1,200})\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence without its marks and where the marks were: (name, start, end), code points."""

    text: str
    marks: tuple[tuple[str, int, int], ...]


def parse_marks(marked: str) -> Example:
    """Take the marks out of an example.

    Raises:
        ValueError: A bracket that is no mark, or a mark with an unknown name.
    """
    text, marks, last = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[last : found.start()]
        if found[1] not in MARKS:
            raise ValueError(f"unknown mark '{found[1]}' in: {marked}")
        marks.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    text += marked[last:]
    if "[" in text or "]" in text:
        raise ValueError(f"malformed mark in: {marked}")
    return Example(text, tuple(marks))


def hits_of(rule: Rule, doc: Doc, lang: str, *, figures: bool = True) -> list[Hit]:
    """The hits of one rule alone; `figures=False` takes the figures of speech away."""
    lexicon: Index = build_index((rule,), not_events(lang) if figures else (), lang)
    found = [hit for span in doc.sents for hit in match_sentence(Sentence.of(span), lexicon, lang)]
    return [hit for hit in found if hit.blocked is None]


def judge_yes(rule: Rule, example: Example, doc: Doc, lang: str) -> list[str]:
    """What is wrong with a `yes`: nothing, if the rule finds exactly what is marked."""
    wanted = [(start, end) for name, start, end in example.marks if name == "trigger"]
    hits = hits_of(rule, doc, lang)
    found = sorted((hit.start, hit.end) for hit in hits)
    if found != wanted:
        shown = [example.text[start:end] for start, end in found]
        return [f"yes gives {shown}: {example.text}"]
    problems = []
    for role in ("actor", "recipient"):
        marks = [(start, end) for name, start, end in example.marks if name == role]
        heads = [doc[i] for hit in hits for i in hit.roles.get(role, ())]
        missing = [m for m in marks if not any(m[0] <= t.idx < m[1] for t in heads)]
        outside = [t.text for t in heads if marks and not any(a <= t.idx < b for a, b in marks)]
        if missing or outside:
            problems.append(f"{role} is {[t.text for t in heads]}: {example.text}")
    return problems


def judge_no(rule: Rule, text: str, doc: Doc, lang: str) -> list[str]:
    """What is wrong with a `no`: it fires, or it would not fire without any one constraint either."""
    if hits_of(rule, doc, lang):
        return [f"no fires: {text}"]
    if hits_of(rule, doc, lang, figures=False):
        return []
    for name in rule.constraints:
        looser = dataclasses.replace(
            rule, constraints={key: value for key, value in rule.constraints.items() if key != name}
        )
        if hits_of(looser, doc, lang, figures=False):
            return []
    return [f"no does not bite: {text}"]

"""How sure the teller is (FactBank) and how the event lies to the report's date, from mood to hedging nouns."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import resources
from sayso.extract import decide
from sayso.extract.page import form

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution, Factuality, Tense

HIGHEST = 4  # governors looked at above the trigger
FINITE = {"Ind", "Cnd", "Sub", "Imp"}


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality and tense of one trigger, and what weighed for each."""

    factuality: Factuality
    tense: Tense
    why_factuality: tuple[str, ...]
    why_tense: tuple[str, ...]


def judge(page: Page, triggers: list[Trigger], governing: list[Attribution | None]) -> list[Modality]:
    """The modality of each trigger under its attribution (None = the report's own voice)."""
    rows = [features(page, t, a) for t, a in zip(triggers, governing, strict=True)]
    how_sure, when = decide.load("factuality", page.lang), decide.load("tense", page.lang)
    return [
        Modality(
            factuality=f.label,  # type: ignore[arg-type]
            tense=t.label,  # type: ignore[arg-type]
            why_factuality=how_sure.weighed(row, f.label),
            why_tense=when.weighed(row, t.label),
        )
        for row, f, t in zip(rows, how_sure.decide(rows), when.decide(rows), strict=True)
    ]


def features(page: Page, trigger: Trigger, attribution: Attribution | None) -> list[str]:
    """Named features: the word's own form, what governs it, what stands beside it, who says so."""
    token = page.doc[trigger.i]
    hedges = lexicon(page.lang)
    return [
        *_form(token, trigger),
        *_governors(token, hedges),
        *_beside(token, hedges),
        *_clause(page, token),
        *_voice(attribution),
    ]


@functools.cache
def lexicon(lang: str) -> dict[tuple[str, str], str]:
    """(lemma, part of speech) -> class of hedge."""
    return {(row["lemma"], row["pos"]): row["class"] for row in resources.table(f"lang/{lang}/hedges.tsv")}


def _form(token: Token, trigger: Trigger) -> Iterator[str]:
    yield f"type={trigger.type}"
    yield f"pos={token.pos_}"
    yield f"dep={token.dep_}"
    yield f"lemma={token.lemma_.lower()}"
    yield f"verb={verb_form(token)}"
    yield f"type={trigger.type}|verb={verb_form(token)}"
    for child in token.children:
        if child.dep_ in {"det", "case", "mark", "aux:tense", "aux:pass", "amod", "advmod", "cop"}:
            yield f"{child.dep_}={child.lemma_.lower()}"
        if child.dep_ == "nsubj" and token.pos_ == "VERB":
            yield "has subject"


def verb_form(token: Token) -> str:
    """Mood and tense of a verb with its auxiliaries ("Cnd+Part"), "-" for anything else."""
    own = token.morph
    parts = [*own.get("Mood"), *own.get("Tense"), *own.get("VerbForm")]
    for child in token.children:
        if child.dep_ in {"aux:tense", "aux:pass", "cop"}:
            parts = [*child.morph.get("Mood"), *child.morph.get("Tense"), f"{child.dep_}", *parts]
    return "+".join(parts) or "-"


def _governors(token: Token, hedges: dict[tuple[str, str], str]) -> Iterator[str]:
    """What stands above: hedging verbs and nouns on the way up, and the first finite verb's mood and tense."""
    node, finite = token, False
    for height in range(1, HIGHEST + 1):
        below, node = node, node.head
        if node is below:
            break
        lemma = node.lemma_.lower()
        hedge = hedges.get((lemma, node.pos_))
        if hedge:
            yield f"under={hedge}"
            yield f"under{height}={hedge}"
            yield f"under={hedge}|{below.dep_}"
            yield f"under={lemma}|{below.dep_}"
            if negated(node):
                yield f"under={hedge} negated"
        if height <= 2:
            yield f"up{height}={lemma}"
            yield f"updep{height}={below.dep_}"
            yield f"upform{height}={verb_form(node)}"
        if negated(node):
            yield f"upnegated{height}|{below.dep_}"
        if not finite and (node.pos_ in {"VERB", "AUX"}):
            form = verb_form(node)
            if any(mood in form for mood in FINITE):
                finite = True
                yield f"finite={form}"
                yield f"finite={form}|{token.pos_}"
    if not finite:
        yield f"finite=own|{verb_form(token)}"


def negated(token: Token) -> bool:
    """Does the word carry a negation of its own ("ne … pas", "aucun")?"""
    return any("Polarity=Neg" in str(c.morph) or c.lower_ in {"pas", "jamais", "aucun", "aucune"} for c in token.children)


def _beside(token: Token, hedges: dict[tuple[str, str], str]) -> Iterator[str]:
    if negated(token):
        yield "negated"
    for child in token.children:
        hedge = hedges.get((child.lemma_.lower(), child.pos_))
        if hedge:
            yield f"with={hedge}"
            yield f"with={child.lemma_.lower()}"
        for below in child.children:
            hedge = hedges.get((below.lemma_.lower(), below.pos_))
            if hedge and below.dep_ in {"advmod", "amod"}:
                yield f"near={hedge}"
    doc, i = token.doc, token.i
    for step in range(1, 4):
        if i - step >= 0:
            yield f"before={form(doc[i - step])}"
            if step == 1:
                yield f"just before={form(doc[i - step])}"
    if i + 1 < len(doc):
        yield f"just after={form(doc[i + 1])}"


def _clause(page: Page, token: Token) -> Iterator[str]:
    sent = token.sent
    if sent[-1].text == "?" or (len(sent) > 1 and "?" in sent[-2].text):
        yield "question"
    node = token
    for _ in range(HIGHEST):
        for child in node.children:
            if child.dep_ == "mark":
                yield f"mark={child.lower_}"
            if child.pos_ == "ADP" and child.dep_ in {"case", "mark"} and node is token:
                yield f"case={child.lemma_}"
        if node.head is node:
            break
        node = node.head
    for time in page.times:
        if sent.start_char <= time.start < sent.end_char:
            yield f"time={relation(time.earliest, time.latest, page.report.published)}"
            if time.operator:
                yield f"time operator={time.operator}"
    moods = sorted({m for t in sent if t.pos_ in {"VERB", "AUX"} for m in (*t.morph.get("Mood"), *t.morph.get("Tense"))})
    yield "sentence=" + "+".join(moods)


def relation(earliest: str | None, latest: str | None, published: str | None) -> str:
    """Where a stretch of days lies to the report's date: before, around, after, or unknown."""
    if not published:
        return "unknown"
    day = published[:10]
    if latest and latest[: len(day)] < day:
        return "before"
    if earliest and earliest[: len(day)] > day:
        return "after"
    return "around" if earliest or latest else "unknown"


def _voice(attribution: Attribution | None) -> Iterator[str]:
    if attribution is None:
        yield "voice=own"
        return
    yield f"voice={attribution.stance}"
    yield f"certain={attribution.certain}"
    yield f"attribution={attribution.rule}"
    if attribution.cue:
        yield f"cue={attribution.cue.text.lower()}"

"""How sure the teller is (FactBank) and how the event lies to the report's date: mood, hedges, conditions."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso import resources
from sayso.annotate.kept import kept
from sayso.extract import decide
from sayso.extract.mood import FINITE, clause_form, relation, verb_form
from sayso.extract.page import form
from sayso.extract.syntax import grammar

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.decide import Decision
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution, Factuality, Tense

__all__ = ["Modality", "features", "judge", "lexicon", "negated", "verb_form"]

HIGHEST = 4  # governors looked at above the trigger
LEFT = 10  # tokens before the trigger that are searched for hedging words

# what a stance says of itself: who denies is certain that it is not so, who is silent commits to nothing
BY_STANCE: dict[str, Factuality] = {"denies": "CT-", "no_comment": "UU"}


@dataclass(frozen=True, slots=True)
class Modality:
    """Factuality and tense of one trigger; what weighed for each is computed when asked for."""

    factuality: Factuality
    tense: Tense
    row: tuple[str, ...] = field(default=(), repr=False)
    lang: str = ""
    stance: str | None = None  # the stance that decided the factuality, if one did
    tenses: Mapping[str, float] = field(default_factory=dict, repr=False)  # probabilities
    date: str | None = None  # the event's date, if it decided the tense

    @property
    def why_factuality(self) -> tuple[str, ...]:
        """What decided the factuality: a stance, or the features that weighed."""
        if self.stance is not None:
            return (f"stance={self.stance}",)
        return decide.load("factuality", self.lang).weighed(self.row, self.factuality) if self.row else ()

    @property
    def why_tense(self) -> tuple[str, ...]:
        """What decided the tense: the event's date, or the features that weighed."""
        if self.date is not None:
            return (f"date={self.date}",)
        return decide.load("tense", self.lang).weighed(self.row, self.tense) if self.row else ()


def judge(page: Page, triggers: list[Trigger], governing: list[Attribution | None]) -> list[Modality]:
    """The modality of each trigger under its attribution (None = the report's own voice)."""
    rows = [features(page, t, a) for t, a in zip(triggers, governing, strict=True)]
    how_sure, when = (
        decide.load("factuality", page.lang).decide(rows),
        decide.load("tense", page.lang).decide(rows),
    )
    labels = [_label(page.doc[t.i], f) for t, f in zip(triggers, how_sure, strict=True)]
    return [
        Modality(
            BY_STANCE.get(a.stance, sure) if a else sure,  # type: ignore[arg-type]
            t.label,  # type: ignore[arg-type]
            tuple(row),
            page.lang,
            a.stance if a and a.stance in BY_STANCE else None,
            t.probabilities,
        )
        for row, a, sure, t in zip(rows, governing, labels, when, strict=True)
    ]


def _label(token: Token, decision: Decision) -> str:
    """The likeliest factuality; "ne … que" denies nothing, however much its "ne" weighs."""
    found = decision.probabilities
    if decision.label == "CT-" and (restricts(token) or restricts(token.head)):
        return max((name for name in found if name != "CT-"), key=lambda name: found[name])
    return decision.label


def features(page: Page, trigger: Trigger, attribution: Attribution | None) -> list[str]:
    """Named features: the word's own form, what governs it, what stands beside it, who says so."""
    token = page.doc[trigger.i]
    hedges = lexicon(page.lang)
    return [
        *_form(token, trigger),
        *_governors(token, hedges),
        *_beside(token, hedges),
        *_before(page, token, hedges),
        *_clause(page, token),
        *_condition(token, hedges),
        *_times(page, token),
        *_voice(page, token, attribution, hedges),
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


def _governors(token: Token, hedges: dict[tuple[str, str], str]) -> Iterator[str]:
    """What stands above: hedging verbs and nouns, and the first finite verb's mood and tense."""
    node, finite = token, False
    for height in range(1, HIGHEST + 1):
        below, node = node, node.head
        if node == below:
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


@kept
def negated(token: Token) -> bool:
    """Does the word carry a negation of its own ("ne … pas", "aucun", "personne ne")?  "Ne … que" is none."""
    hedges = lexicon(token.lang_)
    return any(_negates(c, hedges) for c in token.children) and not restricts(token)


@kept
def restricts(token: Token) -> bool:
    """ "N'a fait que deux blessés": it happened, to so many and no more."""
    words, hedges = grammar(token.lang_).words, lexicon(token.lang_)
    negations = [c.lower_ for c in token.children if _negates(c, hedges)]
    if not negations or not words["restriction.ne"].issuperset(negations):
        return False
    behind = [w for w in token.subtree if w.i > token.i and w.lower_ in words["restriction.que"]]
    clauses = [w for w in behind if w.pos_ == "PRON" or (w.dep_ == "mark" and w.head.pos_ in {"VERB", "AUX"})]
    return len(clauses) < len(behind)


def _negates(token: Token, hedges: dict[tuple[str, str], str]) -> bool:
    if token.pos_ in {"ADP", "VERB", "NOUN", "ADJ"}:
        return False
    return "Polarity=Neg" in str(token.morph) or hedges.get((token.lower_, "*")) == "negates"


def _beside(token: Token, hedges: dict[tuple[str, str], str]) -> Iterator[str]:
    if negated(token):
        yield "negated"
        yield f"negated|{token.pos_}"
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
    if i >= 2:
        yield f"two before={form(doc[i - 2])} {form(doc[i - 1])}"
    if i + 1 < len(doc):
        yield f"just after={form(doc[i + 1])}"


def _before(page: Page, token: Token, hedges: dict[tuple[str, str], str]) -> Iterator[str]:
    """Hedging words on the left within the sentence, whatever the parse says."""
    begin = page.sentence(token.i).start
    start = max(begin, token.i - LEFT)
    nearest = True
    for i in range(token.i - 1, start - 1, -1):
        other = token.doc[i]
        if other.lower_ in {".", ";", ":", "«", "»", "¶"}:
            break
        hedge = hedges.get((other.lemma_.lower(), other.pos_)) or (
            "negates" if _negates(other, hedges) else None
        )
        if hedge:
            close = token.i - i <= 4
            yield f"left={hedge}|{close}"
            yield f"left={hedge}|{verb_form(token)}"
            if nearest:
                yield f"nearest left={hedge}|{other.pos_}"
                yield f"nearest left={other.lemma_.lower()}"
                nearest = False
    for i in range(token.i - 1, begin - 1, -1):
        other = token.doc[i]
        if other.pos_ in {"VERB", "AUX"}:
            yield f"verb left={verb_form(other)}"
            yield f"verb left={other.lemma_.lower()}"
            yield f"verb left={other.lemma_.lower()}|{verb_form(token)}"
            break


def _clause(page: Page, token: Token) -> Iterator[str]:
    sent = page.sentence(token.i)
    if sent[-1].text == "?" or (len(sent) > 1 and "?" in sent[-2].text):
        yield "question"
    node = token
    for height in range(HIGHEST):
        for child in node.children:
            if child.dep_ == "mark":
                yield f"mark={child.lower_}"
                yield f"mark{height}={child.lower_}"
            if child.pos_ == "ADP" and child.dep_ in {"case", "mark"} and node == token:
                yield f"case={child.lemma_}"
        if node.head == node:
            break
        node = node.head
    clause = clause_form(token)
    yield f"clause={clause}"
    yield f"clause={clause}|{token.pos_}"
    yield f"clause={clause}|{token.dep_}"
    root = sent.root
    yield f"root={verb_form(root)}"
    yield f"root={verb_form(root)}|{verb_form(token)}"
    moods = sorted(
        {
            m
            for t in sent
            if t.pos_ in {"VERB", "AUX"}
            for m in (*t.morph.get("Mood", []), *t.morph.get("Tense", []))
        }
    )
    yield "sentence=" + "+".join(moods)
    yield f"first sentence={page.sentence_of[token.i] == 0}|{verb_form(token)}"
    before = token.doc[max(0, sent.start - 60) : sent.start]
    yield f"tense before={_tenses(before)}|{verb_form(token)}"


def _tenses(tokens: Iterable[Token]) -> str:
    """The tense that most finite verbs of a stretch are in."""
    count: dict[str, int] = {}
    for t in tokens:
        if t.pos_ in {"VERB", "AUX"} and t.morph.get("Mood", []):
            name = "+".join([*t.morph.get("Mood", []), *t.morph.get("Tense", [])])
            count[name] = count.get(name, 0) + 1
    return max(count, key=lambda k: (count[k], k), default="-")


def _condition(token: Token, hedges: dict[tuple[str, str], str]) -> Iterator[str]:
    """Inside an if-clause, or what would follow from one."""
    node = token
    for _ in range(HIGHEST + 2):
        if any(c.dep_ == "mark" and hedges.get((c.lower_, "if")) for c in node.children):
            yield "if"
            yield f"if|{node.dep_}"
            yield f"if|{verb_form(node)}"
        for child in node.children:
            aside = child.dep_ in {"advcl", "ccomp"} and child.i != token.i and not child.is_ancestor(token)
            if aside and any(c.dep_ == "mark" and hedges.get((c.lower_, "if")) for c in child.children):
                yield "then"
                yield f"then|{clause_form(token)}"
        if node.head == node:
            break
        node = node.head


def _times(page: Page, token: Token) -> Iterator[str]:
    sent = page.sentence(token.i)
    for time in page.times:
        if sent.start_char <= time.start < sent.end_char:
            where = relation(time.earliest, time.latest, page.report.published)
            at = page.token_at.get(time.start, token.i)
            near = "near" if abs(at - token.i) <= 6 else "far"
            yield f"time={where}"
            yield f"time={where}|{near}"
            yield f"time={where}|{clause_form(token)}"
            if time.operator:
                yield f"time operator={time.operator}|{near}"


def _voice(
    page: Page, token: Token, attribution: Attribution | None, hedges: dict[tuple[str, str], str]
) -> Iterator[str]:
    if attribution is None:
        yield "voice=own"
        yield f"voice=own|{verb_form(token)}"
        return
    yield f"voice={attribution.stance}"
    yield f"voice={attribution.stance}|{verb_form(token)}"
    yield f"voice={attribution.stance}|{token.pos_}|{clause_form(token)}"
    yield f"certain={attribution.certain}"
    yield f"certain={attribution.certain}|{attribution.source is not None}"
    yield f"attribution={attribution.rule}"
    if attribution.cue and attribution.cue.start in page.token_at:
        cue = page.doc[page.token_at[attribution.cue.start]]
        yield f"cue={cue.lemma_.lower()}"
        hedge = hedges.get((cue.lemma_.lower(), cue.pos_))
        yield f"cue class={hedge}"
        yield f"cue form={verb_form(cue)}|{clause_form(token)}"

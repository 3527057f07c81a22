"""Under whose word a claim stands: of the attributions that reach a trigger, the one that governs it, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.attribution.grammar import grammar
from sayso.extract.attribution.rules import firm
from sayso.extract.mood import verb_form

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution

YES, NO = "YES", "NO"
STEPS = 5  # steps up the tree from a trigger
BACKGROUND = frozenset({"acl", "acl:relcl", "appos", "advcl"})
SUBJECT = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
SURE = 0.3  # measured on held-out reports: the fitted weights are shyer than right
NOT_DONE = frozenset({"announces", "denies", "no_comment"})  # an act that is planned, denied or kept silent
NAMED = ("noun_phrase", "nominal")  # constructions that name an act: "annonce une plainte"


@dataclass(frozen=True, slots=True)
class Governing:
    """The attribution that governs a trigger (None = the report's own voice), how likely, and what was seen."""

    attribution: Attribution | None
    p: float
    row: tuple[str, ...] = field(default=(), repr=False)
    own_act: bool = False  # a spoken act told by its own actor: he is no source of it

    def why(self, lang: str) -> tuple[str, ...]:
        """What weighed, or the rule that decided."""
        if self.own_act:
            return ("a spoken act told by its own actor",)
        label = NO if self.attribution is None else YES
        return decide.load("source", lang).weighed(self.row, label) if self.row else ()


def govern(page: Page, trigger: Trigger) -> Governing:
    """Choose among the attributions whose content holds the trigger."""
    held = candidates(page, trigger)
    told = next((a for a in held if a.rule in firm(page.lang)), None)
    if told is not None and not _aside(page.doc[trigger.i]):
        return Governing(told, 1.0)
    found = [a for a in held if a.rule not in firm(page.lang)]
    if not found:
        return Governing(None, 1.0)
    rows = [features(page, trigger, a, n, len(found)) for n, a in enumerate(found)]
    decider = decide.load("source", page.lang)
    p = decider.probabilities(rows)[:, decider.classes.index(YES)]
    best = int(p.argmax())
    if p[best] < SURE:
        return Governing(None, 1.0 - float(p[best]), tuple(rows[best]))
    return Governing(found[best], float(p[best]), tuple(rows[best]))


def performed(page: Page, a: Attribution) -> bool:
    """Can the reported words themselves be an act of speech ("« Partez ! », a lancé X", "X dit condamner …")?

    What somebody says that he asked, wishes or plans to ask, or never asked is told of, and he is its source.
    """
    if a.stance in NOT_DONE or a.rule.endswith(NAMED):
        return False
    if not a.rule.endswith("infinitive"):
        return True
    return a.stance == "reports" and page.doc[page.token_at[a.start]].pos_ != "AUX"  # no "dit avoir demandé"


def _aside(token: Token) -> bool:
    """Does a word stand in a participle, an apposition or a subordinate clause, which tells what is known?"""
    bare = verb_form(token).startswith("Past+Part")
    return bare or token.dep_ in BACKGROUND or any(t.dep_ in BACKGROUND for t in token.ancestors)


def candidates(page: Page, trigger: Trigger) -> list[Attribution]:
    """Attributions whose content holds the trigger, innermost first; a cue is outside its own content."""
    held = [
        a
        for a in page.attributions
        if a.start <= trigger.start < a.end and not (a.cue and a.cue.start <= trigger.start < a.cue.end)
    ]
    return sorted(held, key=lambda a: (a.end - a.start, a.start, a.rule))


def features(page: Page, trigger: Trigger, a: Attribution, number: int, rivals: int) -> list[str]:
    """Named features of one (trigger, attribution) pair."""
    return [*_attribution(page, a), *_pair(page, trigger, a), f"number={number}|{rivals}", f"number={number}"]


def _attribution(page: Page, a: Attribution) -> Iterator[str]:
    yield f"rule={a.rule}"
    yield f"stance={a.stance}"
    yield f"certain={a.certain}"
    yield f"teller={a.source is not None}"
    if a.source is not None:
        yield f"kind={a.source.kind}"
        yield f"teller word={a.source.text.split()[0].lower()}"
    if a.cue is not None:
        cue = next(
            (page.doc[page.token_at[k]] for k in range(a.cue.start, a.cue.end) if k in page.token_at), None
        )
        if cue is not None:
            yield f"cue={cue.lemma_.lower()}"
            yield f"cue={cue.lemma_.lower()}|{a.rule}"
            yield f"cuepos={cue.pos_}"
            yield f"cue event={any(not h.blocked for h in page.hits_of.get(cue.i, ()))}"
            yield f"cueform={verb_form(cue)}"


def _pair(page: Page, trigger: Trigger, a: Attribution) -> Iterator[str]:
    token = page.doc[trigger.i]
    yield f"type={trigger.type}"
    yield f"type={trigger.type}|rule={a.rule}"
    yield f"pos={token.pos_}|rule={a.rule}"
    yield f"lemma={token.lemma_.lower()}"
    yield f"dep={token.dep_}"
    before = page.doc.text[max(0, trigger.start - 400) : trigger.start]
    quoted = (
        before.count("«") > before.count("»")
        or before.count('"') % 2 == 1
        or before.count("“") > before.count("”")
    )
    yield f"quoted={quoted}|{a.rule}"
    if a.cue is not None and a.cue.start in page.token_at:
        cue = page.doc[page.token_at[a.cue.start]]
        apart = page.sentence_of[token.i] - page.sentence_of[cue.i]
        yield f"sentences={max(-3, min(3, apart))}|{a.rule}"
        yield f"after cue={trigger.start > a.cue.start}"
        yield f"type={trigger.type}|cue={cue.lemma_.lower()}"
        yield f"headed by cue={token.head == cue}|{token.dep_}"
        between = page.doc[min(token.i, cue.i) + 1 : min(max(token.i, cue.i), min(token.i, cue.i) + 40)]
        yield f"verbs between={min(3, sum(t.pos_ == 'VERB' for t in between))}"
    yield from _embedded(page, token, a)
    length = a.end - a.start
    yield f"length={next(n for n in (20, 60, 120, 250, 500, 10**9) if length <= n)}"


def _embedded(page: Page, token: Token, a: Attribution) -> Iterator[str]:
    """How deep a trigger stands in what is said: background in participles and relative clauses is the report's own."""
    depth = ""
    node = token
    for _ in range(STEPS):
        if node.dep_ in BACKGROUND or (node.dep_ == "nmod" and not depth):
            depth = node.dep_
            if node.dep_ != "nmod":
                break
        if node.head.i == node.i or not a.start <= node.head.idx < a.end:
            break
        node = node.head
    yield f"embedded={depth}"
    yield f"embedded={depth}|{a.rule}"
    yield f"embedded={depth}|{token.pos_}|{verb_form(token)}"
    first = next((t for t in token.children if t.dep_ == "det"), None)
    if token.pos_ == "NOUN":
        yield f"determiner={first.lower_ if first is not None else '-'}|{a.rule}"
    subject = next((t for t in token.children if t.dep_ in SUBJECT), None)
    yield f"subject={_person(page, subject, a)}|{a.stance}"
    yield f"from start={min(4, (token.idx - a.start) // 60)}|{a.rule}"


def _person(page: Page, subject: Token | None, a: Attribution) -> str:
    """Who does what the trigger says: nobody named there, the speaker in the first person, a pronoun, others."""
    if subject is None:
        return "none"
    if subject.lower_ in grammar(page.lang).words["first_person"]:
        return "speaker"
    if a.source is not None and a.source.start <= subject.idx < a.source.end:
        return "source"
    return "pronoun" if subject.pos_ == "PRON" else "other"

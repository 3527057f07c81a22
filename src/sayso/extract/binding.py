"""Which date and which place belong to an event: every one in reach of the trigger is weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sayso.extract import decide
from sayso.extract.modality import relation, verb_form
from sayso.extract.page import path
from sayso.records import When, Where

if TYPE_CHECKING:
    from spacy.tokens import Token

    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

BACK, AHEAD = 3, 1  # sentences before and after the trigger's
Thing = TypeVar("Thing", When, Where)


@dataclass(frozen=True, slots=True)
class Bound:
    """A date or place with the probability that it is the event's, and what weighed."""

    thing: When | Where
    p: float
    why: tuple[str, ...]


def bind(page: Page, trigger: Trigger, kind: str) -> list[Bound]:
    """Weigh all dates (`kind` "when") or places ("where") in reach of a trigger."""
    found = candidates(page, trigger, page.times if kind == "when" else page.places)
    rows = [features(page, trigger, thing, n) for n, thing in enumerate(found)]
    decider = decide.load(kind, page.lang)
    yes = "YES"
    return [
        Bound(thing, d.probabilities[yes], decider.weighed(row, yes))
        for thing, row, d in zip(found, rows, decider.decide(rows), strict=True)
    ]


def candidates(page: Page, trigger: Trigger, things: Sequence[Thing]) -> list[Thing]:
    """Those in the sentences around the trigger, and those of the report's first sentence."""
    at = page.sentence_of[trigger.i]
    out = []
    for thing in things:
        token = head_of(page, thing)
        if token is None:
            continue
        sentence = page.sentence_of[token.i]
        if sentence == 0 or at - BACK <= sentence <= at + AHEAD:
            out.append(thing)
    return out


def head_of(page: Page, thing: When | Where) -> Token | None:
    """The token of an expression that hangs highest in the tree."""
    tokens = page.tokens(thing.start, thing.end)
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside), tokens[0])


def features(page: Page, trigger: Trigger, thing: When | Where, number: int) -> list[str]:
    """Named features of one (trigger, date or place) pair."""
    head = head_of(page, thing)
    if head is None:
        return []
    token = page.doc[trigger.i]
    return [*_tree(page, token, head, trigger), *_distance(page, token, head, trigger, thing, number), *_value(page, thing, trigger)]


def _tree(page: Page, token: Token, head: Token, trigger: Trigger) -> Iterator[str]:
    if page.sentence_of[token.i] != page.sentence_of[head.i]:
        return
    steps = path(token, head)
    case = next((c.lower_ for c in head.children if c.dep_ == "case"), "-")
    yield f"case={case}"
    if steps is None:
        yield "path=long"
        return
    yield f"path={steps}"
    yield f"path={steps}|{token.pos_}"
    yield f"path={steps}|{case}"
    yield f"steps={steps.count(' ') + 1}"
    up = steps.count("^")
    yield f"up={up} down={steps.count('_')}"
    node = token
    for _ in range(up):  # what is passed on the way up: another event, a verb of saying
        node = node.head
    yield f"ancestor={node.pos_}|{up > 0}"
    if node is not token:
        hits = page.hits_of.get(node.i, ())
        yield f"ancestor event={bool(hits)}"
        yield f"ancestor={node.lemma_.lower()}"
    holder = head.head
    yield f"holder event={bool(page.hits_of.get(holder.i))}|{holder is token}"
    if holder is not token:
        yield f"holder={holder.lemma_.lower()}"
    inside = any(a.cue and a.cue.start <= holder.idx < a.cue.end for a in page.attributions)
    yield f"holder is cue={inside}"


def _distance(page: Page, token: Token, head: Token, trigger: Trigger, thing: When | Where, number: int) -> Iterator[str]:
    apart = page.sentence_of[head.i] - page.sentence_of[token.i]
    yield f"sentences={max(-5, apart)}"
    yield f"sentences={max(-5, apart)}|{trigger.type}"
    yield f"first of report={page.sentence_of[head.i] == 0}"
    yield f"first={number == 0}"
    same = [t for t in (page.times if isinstance(thing, When) else page.places)]
    here = [t for t in same if token.sent.start_char <= t.start < token.sent.end_char]
    yield f"here={min(3, len(here))}|{apart == 0}"
    if apart == 0:
        gap = head.i - token.i
        near = next(n for n in (1, 2, 3, 5, 8, 13, 21, 1000) if abs(gap) <= n)
        yield f"gap={'after' if gap > 0 else 'before'}{near}"
        closest = min(here, key=lambda t: abs(t.start - trigger.start)) is thing
        yield f"closest={closest}"
        between = page.doc[min(token.i, head.i) + 1 : max(token.i, head.i)]
        events = sum(1 for t in between if any(not h.blocked for h in page.hits_of.get(t.i, ())))
        yield f"events between={min(3, events)}"
        yield f"comma between={any(t.text == ',' for t in between)}"
    else:
        newest = [t for t in same if t.start < token.sent.start_char]
        yield f"newest={bool(newest) and newest[-1] is thing}|{len(here) == 0}"
        yield f"paragraphs={min(3, abs(page.paragraph_of[head.i] - page.paragraph_of[token.i]))}|{len(here) == 0}"
    yield f"pos={token.pos_}"
    yield f"type={trigger.type}"
    yield f"form={verb_form(token)}"


def _value(page: Page, thing: When | Where, trigger: Trigger) -> Iterator[str]:
    if isinstance(thing, When):
        yield f"precision={len((thing.edtf or '').split('/')[0])}"
        yield f"operator={thing.operator}"
        yield f"relation={relation(thing.earliest, thing.latest, page.report.published)}|{verb_form(page.doc[trigger.i])}"
        yield f"rule={thing.rule}"
    else:
        yield f"precision={thing.precision}"
        yield f"relation={thing.relation}"
        yield f"times={min(4, sum(p.name == thing.name for p in page.places))}"
        yield f"home={thing.country == page.home}"
        better = any(p.country == thing.country and p.precision in {'city', 'site'} for p in page.places)
        yield f"precision={thing.precision}|finer elsewhere={better}"

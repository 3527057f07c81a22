"""Which date and which place belong to an event: every value of the report is weighed for every trigger.

Expressions of one value ("lundi", "le 3 juin"; "Tripoli" twice) are one option, seen where it stands nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.mood import clause_form, relation, verb_form
from sayso.extract.page import path
from sayso.records import When, Where

if TYPE_CHECKING:
    from sayso.annotate.plain import Token
    from sayso.extract.decide import Decider
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

YES, NO = "YES", "NO"
Thing = When | Where


@dataclass(frozen=True, slots=True)
class Option:
    """One value with all its mentions in the report, in text order, and the highest token of each."""

    things: tuple[Thing, ...]
    heads: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A date or place by its mention nearest to the trigger, and the probability that it is the event's."""

    thing: Thing
    p: float
    row: tuple[str, ...] = field(default=(), repr=False)
    decider: Decider | None = field(default=None, repr=False, compare=False)

    @property
    def why(self) -> tuple[str, ...]:
        """What weighed, computed when asked for."""
        return self.decider.weighed(self.row, YES) if self.decider else ()


def bind(page: Page, trigger: Trigger, kind: str) -> list[Bound]:
    """Weigh all dates (`kind` "when") or places ("where") of the report for a trigger."""
    found = options(page, kind)
    if not found:
        return []
    rows = [features(page, trigger, found, n) for n in range(len(found))]
    decider = decide.load(kind, page.lang)
    table = decider.probabilities(rows)[:, decider.classes.index(YES)]
    return [
        Bound(option.things[nearest(page, trigger, option)], float(p), tuple(row), decider)
        for option, row, p in zip(found, rows, table, strict=True)
    ]


def options(page: Page, kind: str) -> list[Option]:
    """The distinct values of a kind, in order of first mention; what has no value is left out."""
    by: dict[object, list[tuple[Thing, Token]]] = {}
    for thing in page.times if kind == "when" else page.places:
        key, head = value(thing), head_of(page, thing)
        if key is not None and head is not None:
            by.setdefault(key, []).append((thing, head))
    return [Option(tuple(t for t, _ in row), tuple(h for _, h in row)) for row in by.values()]


def value(thing: Thing) -> object:
    """What makes two expressions one option: the EDTF value (None if unknown); the name and country."""
    if isinstance(thing, When):
        return thing.edtf
    return (thing.name or thing.text).lower(), thing.country


def head_of(page: Page, thing: Thing) -> Token | None:
    """The token of an expression that hangs highest in the tree."""
    tokens = page.tokens(thing.start, thing.end)
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside), tokens[0])


def nearest(page: Page, trigger: Trigger, option: Option) -> int:
    """Number of the mention nearest to a trigger: by sentences, then by tokens; those before it first."""

    def key(n: int) -> tuple[int, int]:
        head = option.heads[n]
        apart = page.sentence_of[head.i] - page.sentence_of[trigger.i]
        return abs(apart) * 2 + (apart > 0), abs(head.i - trigger.i)

    return min(range(len(option.heads)), key=key)


def features(page: Page, trigger: Trigger, found: Sequence[Option], number: int) -> list[str]:
    """Named features of a trigger and the option `found[number]`, seen beside the other options."""
    option = found[number]
    n = nearest(page, trigger, option)
    token, head, thing = page.doc[trigger.i], option.heads[n], option.things[n]
    return [
        *_tree(page, token, head),
        *_distance(page, token, head, trigger),
        *_rivals(page, token, found, number, n),
        *_report(page, trigger, found, number),
        *_kin(page, trigger, option),
        *_value(page, thing, trigger),
    ]


def _tree(page: Page, token: Token, head: Token) -> Iterator[str]:
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
    if node != token:
        yield f"ancestor event={bool(page.hits_of.get(node.i, ()))}"
        yield f"ancestor={node.lemma_.lower()}"
    holder = head.head
    yield f"holder event={bool(page.hits_of.get(holder.i))}|{holder == token}"
    if holder != token:
        yield f"holder={holder.lemma_.lower()}"
    inside = any(a.cue and a.cue.start <= holder.idx < a.cue.end for a in page.attributions)
    yield f"holder is cue={inside}"


def _distance(page: Page, token: Token, head: Token, trigger: Trigger) -> Iterator[str]:
    apart = page.sentence_of[head.i] - page.sentence_of[token.i]
    far = max(-6, min(4, apart))
    yield f"sentences={far}"
    yield f"sentences={far}|{trigger.type}"
    yield f"sentences={far}|{token.pos_}"
    if apart == 0:
        gap = head.i - token.i
        near = next(n for n in (1, 2, 3, 5, 8, 13, 21, 1000) if abs(gap) <= n)
        yield f"gap={'after' if gap > 0 else 'before'}{near}"
        between = page.doc[min(token.i, head.i) + 1 : max(token.i, head.i)]
        yield f"events between={min(3, sum(1 for t in between if _event(page, t)))}"
        yield f"comma between={any(t.text == ',' for t in between)}"
        yield f"verb between={any(t.pos_ == 'VERB' for t in between)}"
    else:
        yield f"paragraphs={min(3, abs(page.paragraph_of[head.i] - page.paragraph_of[token.i]))}|{apart > 0}"


def _event(page: Page, token: Token) -> bool:
    return any(not h.blocked for h in page.hits_of.get(token.i, ()))


def _rivals(page: Page, token: Token, found: Sequence[Option], number: int, n: int) -> Iterator[str]:
    """How the option stands among the others: nearest in the sentence, newest before it, alone."""
    at = page.sentence_of[token.i]
    head = found[number].heads[n]
    apart = page.sentence_of[head.i] - at
    here = [h for o in found for h in o.heads if page.sentence_of[h.i] == at]
    yield f"here={min(3, len(here))}|{apart == 0}"
    if apart == 0:
        closest = min(here, key=lambda h: abs(h.i - token.i))
        yield f"closest={closest == head}"
        yield f"hangs here={head.head == token}|{any(h.head == token for h in here)}"
        return
    before = [h for o in found for h in o.heads if h.i < token.i]
    newest = max(before, key=lambda h: h.i, default=None)
    yield f"newest={newest == head}|{len(here) == 0}"
    yield f"newest={newest == head}|{max(-6, apart)}"


def _report(page: Page, trigger: Trigger, found: Sequence[Option], number: int) -> Iterator[str]:
    option, token = found[number], page.doc[trigger.i]
    at = min(3, page.sentence_of[trigger.i])
    first = min(3, page.sentence_of[option.heads[0].i])
    here = any(page.sentence_of[h.i] == page.sentence_of[trigger.i] for o in found for h in o.heads)
    yield f"rivals={min(4, len(found))}"
    yield f"number={min(4, number)}"
    yield f"first at={first}|{here}"
    yield f"first at={first}|trigger at={at}"
    times = min(4, len(option.things))
    yield f"times={times}"
    most = max(len(o.things) for o in found)
    yield f"most named={len(option.things) == most}|{sum(len(o.things) == most for o in found) == 1}"
    yield f"pos={token.pos_}|{here}"
    yield f"type={trigger.type}"
    yield f"type={trigger.type}|{here}"
    yield f"form={verb_form(token)}"
    det = next((c.lemma_.lower() for c in token.children if c.dep_ == "det"), "-")
    yield f"det={det}|{here}"


def _kin(page: Page, trigger: Trigger, option: Option) -> Iterator[str]:
    """Is a word like the trigger beside a mention of the option ("l'attaque de lundi" … "cette attaque")?"""
    token = page.doc[trigger.i]
    lemma, best = token.lemma_.lower(), 0
    for head in option.heads:
        if page.sentence_of[head.i] == page.sentence_of[token.i]:
            continue
        for other in page.sentence(head.i):
            if other.i == token.i:
                continue
            alike = 0
            if other.lemma_.lower() == lemma:
                alike = 3
            elif other.pos_ in {"VERB", "NOUN"} and lemma[:5] == other.lemma_.lower()[:5]:
                alike = 2
            elif any(h.type == trigger.type and not h.blocked for h in page.hits_of.get(other.i, ())):
                alike = 1
            best = max(best, alike * 2 + (head.head == other and alike > 0))
    yield f"kin={best}"


def _value(page: Page, thing: Thing, trigger: Trigger) -> Iterator[str]:
    token = page.doc[trigger.i]
    if isinstance(thing, When):
        precision = len((thing.edtf or "").split("/")[0])
        yield f"precision={precision}"
        yield f"operator={thing.operator}"
        where = relation(thing.earliest, thing.latest, page.report.published)
        yield f"relation={where}|{verb_form(token)}"
        yield f"relation={where}"
        yield f"relation={where}|{clause_form(token)}"
        yield f"rule={thing.rule}"
        yield f"interval={'/' in (thing.edtf or '')}"
    else:
        yield f"precision={thing.precision}"
        yield f"relation={thing.relation}"
        yield f"home={thing.country == page.home}"
        yield f"locative={page.locative[thing.start]}"
        finer = any(p.country == thing.country and p.precision in {"city", "site"} for p in page.places)
        yield f"precision={thing.precision}|finer elsewhere={finer}"
        sent = page.sentence(token.i)
        close = [p for p in page.places if sent.start_char <= p.start < sent.end_char]
        finer = any(p.country == thing.country and p.precision in {"city", "site", "region"} for p in close)
        yield f"precision={thing.precision}|finer here={finer}"
        yield f"precision={thing.precision}|{trigger.type}"

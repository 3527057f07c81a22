"""Which date and which place belong to an event: every value of the report is weighed for every trigger.

Expressions of one value ("lundi", "le 3 juin"; "Tripoli" twice) are one option, seen where it stands nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sayso.extract import binding_names as names
from sayso.extract import decide
from sayso.extract.binding_clause import clauses
from sayso.extract.mood import clause_form, relation, verb_form
from sayso.extract.page import path
from sayso.extract.stated import announced, stated
from sayso.records import When, Where

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.decide import Decider
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger

YES, NO = "YES", "NO"
# p of a place that a verb of happening gives (29 of 35 such were the event's in annotated reports), and, taken to be as
# sure, of a date that something is announced for
STATED = 0.9
Thing = When | Where


@dataclass(frozen=True, slots=True)
class Option:
    """One value with all its mentions in the report, in text order, and the highest token of each."""

    things: tuple[Thing, ...]
    heads: tuple[Token, ...]


@dataclass(slots=True)
class Bound:
    """A date or place by its mention nearest to the trigger, and the probability that it is the event's."""

    thing: Thing
    p: float
    row: tuple[str, ...] = field(default=(), repr=False)
    decider: Decider | None = field(default=None, repr=False, compare=False)

    stated: str = ""  # the words' own say, where they have one

    @property
    def why(self) -> tuple[str, ...]:
        """What weighed, computed when asked for."""
        said = (self.stated,) if self.stated else ()
        return (*said, *(self.decider.weighed(self.row, YES) if self.decider else ()))


def bind(page: Page, trigger: Trigger, kind: str) -> list[Bound]:
    """Weigh all dates (`kind` "when") or places ("where") of the report for a trigger."""
    return bind_all(page, [trigger], kind)[0]


def bind_all(page: Page, triggers: Sequence[Trigger], kind: str) -> list[list[Bound]]:
    """The same for many triggers, one list a trigger."""
    found = options(page, kind)
    if not found:
        return [[] for _ in triggers]
    rows = [features(page, t, found, n) for t in triggers for n in range(len(found))]
    decider = decide.load(kind, page.lang)
    table = iter(zip(rows, decider.probabilities(rows)[:, decider.classes.index(YES)].tolist(), strict=True))
    out = []
    for t in triggers:
        near = _sight(page, t, found).near
        out.append(
            [
                _bound(page, t, o, n, p, row, decider)
                for o, n, (row, p) in zip(found, near, table, strict=False)
            ]
        )
    return out


def _bound(
    page: Page, t: Trigger, option: Option, n: int, p: float, row: Sequence[str], decider: Decider
) -> Bound:
    thing, head = option.things[n], option.heads[n]
    said = ""
    if isinstance(thing, Where):
        if stated(page, page.doc[t.i], thing, head):
            said = "a verb of happening gives the place"
    elif announced(page, page.doc[t.i], thing, head):
        said = "announced for this date"
    return Bound(thing, max(p, STATED) if said else p, tuple(row), decider, stated=said)


def options(page: Page, kind: str) -> list[Option]:
    """The distinct values of a kind, in order of first mention; what has no value is left out."""
    if ("options", kind) not in page.kept:
        page.kept["options", kind] = _options(page, kind)
    found: list[Option] = page.kept["options", kind]
    return found


def _options(page: Page, kind: str) -> list[Option]:
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


@dataclass(slots=True)
class _Sight:
    """What is the same for all options of one trigger."""

    found: Sequence[Option]
    token: Token
    at: int  # the trigger's sentence
    near: list[int]  # number of each option's mention nearest to the trigger
    here: list[Token]  # heads of the mentions in the trigger's sentence
    closest: Token | None  # the nearest of them
    hanging: bool  # does one of them hang on the trigger?
    newest: Token | None  # head of the last mention before the trigger
    most: int  # mentions of the option that has most
    alone: bool  # is it the only one that has so many?
    form: str
    kin: dict[int, int]  # token index of words like the trigger -> how alike
    kin_in: dict[int, int]  # the most alike by sentence
    same: tuple[str, ...]  # features that all options have


def _sight(page: Page, trigger: Trigger, found: Sequence[Option]) -> _Sight:
    key = "binding", trigger.i, trigger.type, id(found)
    kept: _Sight | None = page.kept.get(key)
    if kept is None or kept.found is not found:
        kept = page.kept[key] = _look(page, trigger, found)
    return kept


def _look(page: Page, trigger: Trigger, found: Sequence[Option]) -> _Sight:
    token, sentence_of = page.doc[trigger.i], page.sentence_of
    at, i = sentence_of[token.i], token.i
    heads = [h for o in found for h in o.heads]
    here = [h for h in heads if sentence_of[h.i] == at]
    most = max(len(o.things) for o in found)
    kin = _alike(page, token, trigger.type)
    form = verb_form(token)
    kin_in: dict[int, int] = {}
    for k, alike in kin.items():
        kin_in[sentence_of[k]] = max(alike, kin_in.get(sentence_of[k], 0))
    return _Sight(
        found=found,
        token=token,
        at=at,
        near=[nearest(page, trigger, o) for o in found],
        here=here,
        closest=min(here, key=lambda h: abs(h.i - i), default=None),
        hanging=any(h.head.i == i for h in here),
        newest=max((h for h in heads if h.i < i), key=lambda h: h.i, default=None),
        most=most,
        alone=sum(len(o.things) == most for o in found) == 1,
        form=form,
        kin=kin,
        kin_in=kin_in,
        same=_same(trigger, token, form, len(found), bool(here)),
    )


def _same(trigger: Trigger, token: Token, form: str, found: int, here: bool) -> tuple[str, ...]:
    """Features of a trigger that all options have: `found` of them, and is one in its sentence?"""
    determiner = next((c.lemma_.lower() for c in token.children if c.dep_ == "det"), "-")
    return (
        f"rivals={min(4, found)}",
        f"pos={token.pos_}|{here}",
        f"type={trigger.type}",
        f"type={trigger.type}|{here}",
        f"form={form}",
        f"det={determiner}|{here}",
    )


def _alike(page: Page, token: Token, type_: str) -> dict[int, int]:
    """Words like a trigger: 3 the same lemma, 2 a verb or noun of the same stem, 1 a rule's word of its type."""
    if "kin" not in page.kept:
        lemmas: dict[str, list[int]] = {}
        stems: dict[str, list[int]] = {}
        for t in page.doc:
            lemma = t.lemma_.lower()
            lemmas.setdefault(lemma, []).append(t.i)
            if t.pos_ in {"VERB", "NOUN"}:
                stems.setdefault(lemma[:5], []).append(t.i)
        page.kept["kin"] = lemmas, stems
    lemmas, stems = page.kept["kin"]
    lemma = token.lemma_.lower()
    found = {h.i: 1 for h in page.hits if h.type == type_ and not h.blocked}
    found.update(dict.fromkeys(stems.get(lemma[:5], ()), 2))
    found.update(dict.fromkeys(lemmas.get(lemma, ()), 3))
    return found


def features(page: Page, trigger: Trigger, found: Sequence[Option], number: int) -> list[str]:
    """Named features of a trigger and the option `found[number]`, seen beside the other options."""
    option, sight = found[number], _sight(page, trigger, found)
    n = sight.near[number]
    token, head, thing = sight.token, option.heads[n], option.things[n]
    return [
        *_tree(page, token, head),
        *_distance(page, token, head, trigger),
        *_rivals(page, sight, head),
        *_report(page, sight, number),
        *_kin(page, sight, option),
        *_value(page, thing, trigger, sight),
        *(clauses(page, trigger, token, head, thing) if isinstance(thing, When) else ()),
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


def _distance(page: Page, token: Token, head: Token, trigger: Trigger) -> tuple[str, ...]:
    apart = page.sentence_of[head.i] - page.sentence_of[token.i]
    far = names.far(max(-6, min(4, apart)), trigger.type, token.pos_)
    if apart:
        paragraphs = abs(page.paragraph_of[head.i] - page.paragraph_of[token.i])
        return (*far, f"paragraphs={min(3, paragraphs)}|{apart > 0}")
    gap = head.i - token.i
    near = next(n for n in (1, 2, 3, 5, 8, 13, 21, 1000) if abs(gap) <= n)
    between = page.doc.tokens[min(token.i, head.i) + 1 : max(token.i, head.i)]
    events = sum([_event(page, t) for t in between])
    comma, verb = any(t.text == "," for t in between), any(t.pos_ == "VERB" for t in between)
    return (*far, *names.between("after" if gap > 0 else "before", near, min(3, events), comma, verb))


def _event(page: Page, token: Token) -> bool:
    return any(not h.blocked for h in page.hits_of.get(token.i, ()))


def _rivals(page: Page, sight: _Sight, head: Token) -> tuple[str, ...]:
    """How the option stands among the others: nearest in the sentence, newest before it, alone."""
    apart = page.sentence_of[head.i] - sight.at
    here = len(sight.here)
    if apart == 0:
        closest = sight.closest is not None and sight.closest.i == head.i
        return names.here(min(3, here), closest, head.head.i == sight.token.i, sight.hanging)
    newest = sight.newest is not None and sight.newest.i == head.i
    return names.away(min(3, here), newest, max(-6, apart))


def _report(page: Page, sight: _Sight, number: int) -> tuple[str, ...]:
    option, here = sight.found[number], bool(sight.here)
    first = min(3, page.sentence_of[option.heads[0].i])
    times = len(option.things)
    return (
        *sight.same,
        *names.option(min(4, number), first, here, min(3, sight.at)),
        *names.times(min(4, times), times == sight.most, sight.alone),
    )


def _kin(page: Page, sight: _Sight, option: Option) -> Iterator[str]:
    """Is a word like the trigger beside a mention of the option ("l'attaque de lundi" … "cette attaque")?"""
    best = 0
    for head in option.heads:
        sentence = page.sentence_of[head.i]
        if sentence == sight.at:
            continue
        above = head.head.i
        hangs = sight.kin.get(above, 0) if page.sentence_of[above] == sentence else 0
        best = max(best, sight.kin_in.get(sentence, 0) * 2, hangs * 2 + 1 if hangs else 0)
    yield f"kin={best}"


def _value(page: Page, thing: Thing, trigger: Trigger, sight: _Sight) -> tuple[str, ...]:
    if isinstance(thing, When):
        where = relation(thing.earliest, thing.latest, page.report.published)
        edtf, form = thing.edtf or "", clause_form(sight.token)
        precision = len(edtf.split("/")[0])
        return names.when(precision, thing.operator, where, sight.form, form, thing.rule, "/" in edtf)
    towns, near = _finer(page)
    elsewhere, here = thing.country in towns, (sight.at, thing.country) in near
    locative, home = page.locative[thing.start], thing.country == page.home
    return (
        *names.where(thing.precision, thing.relation, home, locative),
        *names.finer(thing.precision, elsewhere, here, trigger.type),
    )


def _finer(page: Page) -> tuple[set[str | None], set[tuple[int, str | None]]]:
    """Countries of which a town is named in the report; (sentence, country) of towns and regions."""
    if "finer" not in page.kept:
        towns = {p.country for p in page.places if p.precision in {"city", "site"}}
        near: set[tuple[int, str | None]] = set()
        for p in page.places:
            if p.precision in {"city", "site", "region"} and p.start in page.token_at:
                near.add((page.sentence_of[page.token_at[p.start]], p.country))
        page.kept["finer"] = towns, near
    found: tuple[set[str | None], set[tuple[int, str | None]]] = page.kept["finer"]
    return found

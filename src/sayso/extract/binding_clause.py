"""How the clauses of a sentence lie between an event and a date: who is nearer, and what is only said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from sayso.extract.governor import candidates
from sayso.extract.page import way

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger
    from sayso.records import When

Value = TypeVar("Value")
LONGEST = 14  # steps of the tree that are looked at
FAR = 99  # what is further is as far
OPENING = 2  # words before an expression that opens its sentence ("Mais dès lundi, …")
KINDS = {  # labels of the parser -> kinds of steps; all others are "n"
    "acl": "r", "acl:relcl": "r", "appos": "r", "advcl": "a", "ccomp": "c", "xcomp": "c", "csubj": "c",
    "parataxis": "p", "nsubj": "s", "nsubj:pass": "s", "conj": "", "root": "",
}  # fmt: skip


def clauses(page: Page, trigger: Trigger, token: Token, head: Token, thing: When) -> Iterator[str]:
    """Named features of a trigger's word and the highest word of an expression."""
    said = _said(page, trigger, thing)
    yield f"said={said}"
    yield f"said={said}|{trigger.type}"
    same = page.sentence_of[token.i] == page.sentence_of[head.i]
    opens = _once(page, ("opens", thing.start), lambda: _opens(page, thing, head))
    yield f"opens={opens}|{same}|{token.pos_}"
    lemma = token.lemma_.lower()
    yield f"lemma={lemma}"
    yield f"lemma={lemma}|{same}"
    rooted = _once(page, ("rooted", head.i), lambda: _rooted(head))
    under = _once(page, ("under", token.i), lambda: _under(token))
    yield f"rooted={rooted}|{opens}|{same}"
    yield f"under={under}|{same}"
    yield f"under={under}|{same}|{rooted}"
    if not same:
        shared = min(2, len(_names(page, token) & _names(page, head)))
        apart = page.sentence_of[head.i] - page.sentence_of[token.i]
        yield f"names shared={shared}|{apart > 0}"
        yield f"names shared={shared}|{max(-3, min(3, apart))}|{rooted}"
        return
    way = _way(token, head)
    yield f"way={way}"
    yield f"way={way}|{opens}"
    yield f"way={way}|{head.idx > token.idx}"
    nearer = nearer_events(page, token, head)
    yield f"nearer events={nearer}"
    yield f"nearer events={nearer}|{token.pos_}"


def _once(page: Page, key: tuple[str, int], make: Callable[[], Value]) -> Value:
    """A value that many pairs of an event and an expression share, worked out once a report."""
    if key not in page.kept:
        page.kept[key] = make()
    found: Value = page.kept[key]
    return found


def _rooted(head: Token) -> int:
    """How many steps an expression stands below the top of its sentence."""
    n, node = 0, head
    while node.head.i != node.i and n < 3:
        node, n = node.head, n + 1
    return n


def _under(token: Token) -> str:
    """The kind of clause that an event stands in: the first step on the way up that opens one, "" for the main one."""
    node = token
    for _ in range(LONGEST):
        kind = KINDS.get(node.dep_, "n")
        if kind in {"r", "a", "c", "p"}:
            return node.dep_
        if node.head.i == node.i:
            break
        node = node.head
    return ""


def _names(page: Page, token: Token) -> frozenset[str]:
    """The names in a word's sentence."""
    number = page.sentence_of[token.i]
    return _once(
        page,
        ("names", number),
        lambda: frozenset(t.lower_ for t in page.sentence(token.i) if t.pos_ == "PROPN"),
    )


def _said(page: Page, trigger: Trigger, thing: When) -> str:
    """Which of the two stand in what the nearest source says."""
    over = _once(page, ("over", trigger.start), lambda: candidates(page, trigger))
    if over:
        inside = over[0].start <= thing.start < over[0].end
        return "both" if inside else "event"
    return "neither"


def _opens(page: Page, thing: When, head: Token) -> bool:
    """Does the expression open its sentence?"""
    start = page.sentence(head.i).start
    before = [
        t
        for t in page.doc.tokens[start : head.i]
        if t.idx < thing.start and not (t.is_space or t.pos_ == "PUNCT")
    ]
    return len(before) <= OPENING and all(
        t.pos_ not in {"VERB", "AUX", "NOUN", "PROPN", "PRON"} for t in before
    )


def _way(a: Token, b: Token) -> str:
    """The path from one word to another by kinds of steps; coordinated words count as one."""
    found = way(a, b, LONGEST)
    if found is None:
        return "none"
    up, down = ("".join(KINDS.get(t.dep_, "n") for t in side) for side in found)
    return f"{_short(up)}^{_short(down)}"


def _short(steps: str) -> str:
    out = ""
    for step in steps:
        if not out.endswith(step):
            out += step
    return out[:5]


def nearer_events(page: Page, token: Token, head: Token) -> int:
    """How many other words that name an event are nearer to an expression in the tree."""
    distances = _once(page, ("event distances", head.i), lambda: _distances(page, head))
    own = distances[token.i] if token.i in distances else _steps(token, head)
    return min(3, sum(d < own for i, d in distances.items() if i != token.i))


def _distances(page: Page, head: Token) -> dict[int, int]:
    """Steps from the words of a sentence that name an event to an expression."""
    return {
        t.i: _steps(t, head)
        for t in page.sentence(head.i)
        if any(not h.blocked for h in page.hits_of.get(t.i, ()))
    }


def _steps(a: Token, b: Token) -> int:
    """Steps of the tree between two words; coordination costs none."""
    up = _above(a)
    n, node = 0, b
    for _ in range(LONGEST):
        if node.i in up:
            return n + up[node.i]
        if node.head.i == node.i:
            break
        n += node.dep_ != "conj"
        node = node.head
    return FAR


def _above(token: Token) -> dict[int, int]:
    out = {token.i: 0}
    n, node = 0, token
    for _ in range(LONGEST):
        if node.head.i == node.i:
            break
        n += node.dep_ != "conj"
        node = node.head
        out[node.i] = n
    return out

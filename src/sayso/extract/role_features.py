"""What is seen of a trigger and a party in its reach: the named features of the role decision."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.extract.page import form, path
from sayso.extract.reach import Candidate, args_of, first_types, sentences_apart, steps
from sayso.extract.role_party import elsewhere, kind, profile, standing
from sayso.extract.role_voice import voice

if TYPE_CHECKING:
    from sayso.annotate.doc import Token
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution

HIGH = 3  # words above a trigger that a party may hang on beside it
LONGEST = 4  # steps of a path that is told apart by the trigger's word


def table(
    page: Page, trigger: Trigger, found: Sequence[Candidate], attribution: Attribution | None
) -> list[list[str]]:
    """Named features of every candidate of a trigger, its standing among its rivals included."""
    ranks = _ranks(page, trigger, found)
    most = max((profile(page, c.mention).subjects for c in found), default=0)
    args = args_of(page, trigger.i)
    return [
        [
            *_argument(page, trigger, c.mention, args),
            *_syntax(page, trigger, c.mention),
            *_place(page, trigger, c.mention),
            *kind(page, trigger, c),
            *voice(page, trigger, c, attribution),
            *_way(page, trigger, c.mention),
            *standing(page, trigger, c, most),
            *elsewhere(page, trigger, c),
            *rank,
            f"rivals={min(len(found), 8)}",
        ]
        for c, rank in zip(found, ranks, strict=True)
    ]


def _ranks(page: Page, trigger: Trigger, found: Sequence[Candidate]) -> list[list[str]]:
    """Where each candidate stands among the others: in the tree, before and after the trigger, in weight."""
    at = page.sentence_of[trigger.i]
    here = [c for c in found if page.sentence_of[c.mention.head] == at]
    far = {c.cluster: steps(page, trigger, c.mention) for c in here}
    before = sorted((c for c in here if c.mention.head < trigger.i), key=lambda c: -c.mention.head)
    after = sorted((c for c in here if c.mention.head > trigger.i), key=lambda c: c.mention.head)
    sizes = [len(profile(page, c.mention).members) for c in found]
    subjects = [c for c in before if page.doc[c.mention.head].dep_.startswith("nsubj")]
    out = []
    for c, size in zip(found, sizes, strict=True):
        rank = [f"weight rank={min(3, sum([other > size for other in sizes]))}"]
        if c.cluster in far:
            closer = sum([other < far[c.cluster] for other in far.values()])
            rank.append(f"tree rank={min(3, closer)}|{page.doc[trigger.i].pos_}")
            side, row = ("before", before) if c in before else ("after", after)
            rank.append(f"{side} rank={min(3, row.index(c)) if c in row else 0}|{page.doc[trigger.i].pos_}")
            rank.append(f"last subject={bool(subjects) and subjects[0] is c}|{page.doc[trigger.i].pos_}")
        else:
            rank.append(f"none here={not here}")
            rank.append(f"few here={len(here) < 2}|{trigger.type}")
        out.append(rank)
    return out


def _argument(page: Page, trigger: Trigger, mention: Mention, args: dict[int, str]) -> Iterator[str]:
    """What grammar says the party is to the event."""
    token = page.doc[trigger.i]
    how = args.get(mention.head) or next((args[k] for k in range(*_tokens(page, mention)) if k in args), None)
    if how is None:
        yield f"argument=none|{'some' if args else 'nobody'}"
        return
    side = how.split(":")[0]
    yield f"argument={how}"
    yield f"side={side}"
    yield f"side={side}|{trigger.type}"
    yield f"argument={how}|{trigger.type}"
    yield f"argument={how}|{token.lemma_.lower()}"
    yield f"side={side}|{token.lemma_.lower()}"
    yield f"argument={how}|{mention.kind}"
    for hit in page.hits_of.get(trigger.i, ())[:1]:
        yield f"argument={how}|{hit.rule}"


def _tokens(page: Page, mention: Mention) -> tuple[int, int]:
    """First token of a mention and the one after its last."""
    first = page.token_at.get(mention.start, mention.head)
    return first, page.token_at.get(mention.end - 1, mention.head) + 1


def _syntax(page: Page, trigger: Trigger, mention: Mention) -> Iterator[str]:
    token, head = page.doc[trigger.i], page.doc[mention.head]
    for hit in page.hits_of.get(trigger.i, ()):
        for role, heads in sorted(hit.roles.items()):
            if mention.head in heads:
                yield f"rule:{role}"
                yield f"rule:{role}|{hit.type == trigger.type}"
                yield f"rule={hit.rule}|{role}"
    yield f"type={trigger.type}|pos={token.pos_}"
    if page.sentence_of[mention.head] != page.sentence_of[trigger.i]:
        return
    case = next((c.lemma_ for c in head.children if c.dep_ == "case"), "-")
    yield f"case={case}"
    yield f"type={trigger.type}|case={case}"
    yield f"lemma={token.lemma_.lower()}|case={case}"
    yield f"mentiondep={head.dep_}"


def _place(page: Page, trigger: Trigger, mention: Mention) -> Iterator[str]:
    apart = sentences_apart(page, trigger, mention)
    yield f"sentences={apart}"
    yield f"type={trigger.type}|sentences={apart}"
    if apart == 0:
        gap = mention.head - trigger.i
        side = "after" if gap > 0 else "before"
        near = next(n for n in (1, 2, 3, 5, 8, 13, 21, 1000) if abs(gap) <= n)
        yield f"side={side}"
        yield f"gap={side}{near}"
        yield f"type={trigger.type}|pos={page.doc[trigger.i].pos_}|{side}"
        between = page.doc[min(mention.head, trigger.i) + 1 : max(mention.head, trigger.i)]
        if any(t.text in {"«", "»", '"'} for t in between):
            yield "quote between"
        if any(t.pos_ == "VERB" for t in between):
            yield "verb between"
        if len(between) <= 3:
            yield f"between={side}:" + "_".join(form(t) for t in between)


def _way(page: Page, trigger: Trigger, mention: Mention) -> Iterator[str]:
    """How the party hangs from the trigger in the tree, and what governs it instead."""
    token, head = page.doc[trigger.i], page.doc[mention.head]
    event = first_types(page).get(head.head.i)
    apart = sentences_apart(page, trigger, mention)
    if apart:
        yield f"far dep={head.dep_}|{apart}"
        yield f"far dep={head.dep_}|{token.pos_}|{trigger.type}"
        yield f"far governor={event}|{head.dep_}|{trigger.type}"
        return
    way = path(token, head)
    yield f"path={way}"
    yield f"path={way}|{token.pos_}"
    yield f"path={way}|{trigger.type}"
    if way and way.count(" ") < LONGEST:
        yield f"path={way}|{token.lemma_.lower()}"
    side = "before" if mention.head < trigger.i else "after"
    yield f"deps={token.dep_}|{head.dep_}|{side}"
    low, high = sorted((mention.head, trigger.i))
    events = _event_indices(page)
    between = max(0, bisect_left(events, high) - bisect_right(events, low))
    yield f"events between={min(2, between)}|{side}"
    yield from _governor(token, head, event, trigger.type)
    yield from _borders(page, trigger, mention, side)


def _event_indices(page: Page) -> list[int]:
    """The token indices of `first_types`, sorted."""
    found: list[int] | None = page.kept.get("first indices")
    if found is None:
        found = page.kept["first indices"] = sorted(first_types(page))
    return found


def _governor(token: Token, head: Token, event: str | None, kind: str) -> Iterator[str]:
    """The word that the party hangs on: the trigger itself, one above it, or another."""
    over = head.head
    if over is head:
        return
    above: list[Token] = []
    node = token
    while node.head is not node and len(above) < HIGH:
        node = node.head
        above.append(node)
    yield f"governor={over.lemma_.lower()}>{head.dep_}"
    yield f"governor={over.lemma_.lower()}>{head.dep_}|{kind}"
    yield f"governor={over.pos_}>{head.dep_}|{token.pos_}"
    yield f"governor event={event}|{head.dep_}|{kind}"
    which = (
        "self" if over is token else "above" if over in above else "below" if over.head is token else "other"
    )
    yield f"governor is={which}|{head.dep_}"
    if over in above:
        height = above.index(over)
        yield f"hangs on {height}|{head.dep_}|{token.dep_}|{token.pos_}"
        yield f"hangs on {height}|{head.dep_}|{over.lemma_.lower()}"


def _borders(page: Page, trigger: Trigger, mention: Mention, side: str) -> Iterator[str]:
    """The words on either side of the mention."""
    first, after = _tokens(page, mention)
    if first > 0:
        yield f"word before={form(page.doc[first - 1])}|{trigger.type}"
        yield f"word before={form(page.doc[first - 1])}|{page.doc[trigger.i].pos_}"
    if after < len(page.doc):
        yield f"word after={form(page.doc[after])}|{side}"

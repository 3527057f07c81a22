"""Which party plays which role in an event: every party in reach of a trigger is weighed as actor and as recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.arguments import arguments
from sayso.extract.page import form, path
from sayso.extract.syntax import grammar

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution

BACK, AHEAD = 2, 1  # sentences before and after the trigger's that are looked at
NONE, ACTOR, RECIPIENT = "NONE", "ACTOR", "RECIPIENT"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party in reach of a trigger: its cluster in the report and its mention nearest to the trigger."""

    cluster: int
    mention: Mention


@dataclass(frozen=True, slots=True)
class Cast:
    """A candidate with the probabilities of the two roles, and the features that gave them."""

    candidate: Candidate
    actor: float
    recipient: float
    row: tuple[str, ...] = ()

    def why(self, lang: str) -> tuple[str, ...]:
        """What weighed for the likelier role."""
        return decide.load("role", lang).weighed(
            self.row, ACTOR if self.actor >= self.recipient else RECIPIENT
        )


def cast(page: Page, trigger: Trigger, attribution: Attribution | None) -> list[Cast]:
    """Weigh every party in reach of a trigger."""
    return cast_all(page, [trigger], [attribution])[0]


def cast_all(
    page: Page, triggers: Sequence[Trigger], governing: Sequence[Attribution | None]
) -> list[list[Cast]]:
    """The same for many triggers with their attributions, one list a trigger."""
    found = [candidates(page, t) for t in triggers]
    rows = [table(page, t, c, a) for t, c, a in zip(triggers, found, governing, strict=True)]
    decided = iter(decide.load("role", page.lang).decide([row for own in rows for row in own]))
    out = []
    for those, own in zip(found, rows, strict=True):
        ps = (next(decided).probabilities for _ in own)
        out.append(
            [Cast(c, p[ACTOR], p[RECIPIENT], tuple(r)) for c, r, p in zip(those, own, ps, strict=True)]
        )
    return out


def candidates(page: Page, trigger: Trigger) -> list[Candidate]:
    """One candidate a party: its mention nearest to the trigger, the trigger's own sentence first."""
    at = page.sentence_of[trigger.i]
    named = {i for hit in page.hits_of.get(trigger.i, ()) for heads in hit.roles.values() for i in heads}
    named.update(arguments(page.doc[trigger.i], page.lang))
    best: dict[int, tuple[tuple[int, int, int], Mention]] = {}
    for sentence in range(max(0, at - BACK), at + AHEAD + 1):
        for mention in page.mentions_in.get(sentence, ()):
            if mention.start <= trigger.start < mention.end and mention.head == trigger.i:
                continue  # the event itself
            far = (
                abs(sentence - at) * 2 + (sentence > at),
                0 if mention.head in named else _steps(page, trigger, mention) if sentence == at else 9,
                abs(mention.head - trigger.i),
            )
            for party in referents(page, mention):
                number = page.identity.cluster(party)
                if number >= 0 and (number not in best or far < best[number][0]):
                    best[number] = (far, mention)
    return [Candidate(number, mention) for number, (_, mention) in sorted(best.items())]


def _steps(page: Page, trigger: Trigger, mention: Mention) -> int:
    """How far a mention of the same sentence hangs from the trigger in the tree."""
    steps = path(page.doc[trigger.i], page.doc[mention.head])
    return 9 if steps is None else steps.count(" ") + 1


def referents(page: Page, mention: Mention) -> tuple[Mention, ...]:
    """Whom a mention stands for: itself, or the parties that "les deux pays" gathers."""
    if mention.kind == "plural_anaphor":
        return page.identity.antecedents(mention) or (mention,)
    return (mention,)


def table(
    page: Page, trigger: Trigger, found: list[Candidate], attribution: Attribution | None
) -> list[list[str]]:
    """Named features of every candidate of a trigger, its standing among its rivals included."""
    ranks = _ranks(page, trigger, found)
    args = arguments(page.doc[trigger.i], page.lang)
    return [
        [
            *_argument(page, trigger, c.mention, args),
            *_syntax(page, trigger, c.mention),
            *_place(page, trigger, c.mention),
            *_kind(page, trigger, c),
            *_voice(page, trigger, c, attribution),
            *rank,
            f"rivals={min(len(found), 8)}",
        ]
        for c, rank in zip(found, ranks, strict=True)
    ]


def _ranks(page: Page, trigger: Trigger, found: list[Candidate]) -> list[list[str]]:
    """Where each candidate stands among the others: in the tree, before and after the trigger, in weight."""
    at = page.sentence_of[trigger.i]
    here = [c for c in found if page.sentence_of[c.mention.head] == at]
    steps = {c.cluster: _steps(page, trigger, c.mention) for c in here}
    before = sorted((c for c in here if c.mention.head < trigger.i), key=lambda c: -c.mention.head)
    after = sorted((c for c in here if c.mention.head > trigger.i), key=lambda c: c.mention.head)
    size = {c.cluster: len(page.identity.members(c.mention)) for c in found}
    subjects = [c for c in before if page.doc[c.mention.head].dep_.startswith("nsubj")]
    out = []
    for c in found:
        rank = [f"weight rank={min(3, sum(size[o.cluster] > size[c.cluster] for o in found))}"]
        if c.cluster in steps:
            closer = sum(steps[o.cluster] < steps[c.cluster] for o in here)
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
    apart = page.sentence_of[mention.head] - page.sentence_of[trigger.i]
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


def _kind(page: Page, trigger: Trigger, candidate: Candidate) -> Iterator[str]:
    mention = candidate.mention
    full = page.identity.fullest(mention)
    members = page.identity.members(mention)
    yield f"kind={mention.kind}"
    yield f"type={trigger.type}|kind={mention.kind}"
    yield f"fullkind={full.kind}"
    yield f"headlemma={mention.head_lemma}"
    yield f"type={trigger.type}|headlemma={mention.head_lemma}"
    if full.role is not None:
        yield f"sector={full.role.sector}"
        yield f"type={trigger.type}|sector={full.role.sector}"
        yield f"lemma={page.doc[trigger.i].lemma_.lower()}|sector={full.role.sector}"
    for entry in full.entries[:1]:
        yield f"entrysector={entry.sector}"
        yield f"type={trigger.type}|entrysector={entry.sector}"
    yield f"size={min(len(members), 5)}"
    yield f"first={page.sentence_of[members[0].head] == 0}"
    yield f"plural={mention.plural}"


def _voice(
    page: Page, trigger: Trigger, candidate: Candidate, attribution: Attribution | None
) -> Iterator[str]:
    yield f"voice={attribution.stance if attribution else 'own'}"
    if attribution is None or attribution.source is None:
        return
    source = attribution.source
    for member in page.identity.members(candidate.mention):
        if member.start < source.end and source.start < member.end:
            yield f"speaker|{attribution.stance}"
            yield f"speaker|{trigger.type}"
            first = any(
                t.lower_ in grammar(page.lang).words["first_person.words"] for t in page.sentence(trigger.i)
            )
            yield f"speaker|first person={first}"
            return

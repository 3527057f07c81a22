"""Which party plays which role in an event: every party in reach of a trigger is weighed as actor and as recipient."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.modality import verb_form
from sayso.extract.page import form, path

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
    """A candidate with the probabilities of the two roles, and what weighed for the likelier one."""

    candidate: Candidate
    actor: float
    recipient: float
    why: tuple[str, ...]


def cast(page: Page, trigger: Trigger, attribution: Attribution | None) -> list[Cast]:
    """Weigh every party in reach of a trigger."""
    found = candidates(page, trigger)
    rows = [features(page, trigger, c, attribution, len(found)) for c in found]
    decider = decide.load("role", page.lang)
    out = []
    for candidate, row, decision in zip(found, rows, decider.decide(rows), strict=True):
        p = decision.probabilities
        best = ACTOR if p[ACTOR] >= p[RECIPIENT] else RECIPIENT
        out.append(Cast(candidate, p[ACTOR], p[RECIPIENT], decider.weighed(row, best)))
    return out


def candidates(page: Page, trigger: Trigger) -> list[Candidate]:
    """One candidate a party: its mention nearest to the trigger, the trigger's own sentence first."""
    at = page.sentence_of[trigger.i]
    best: dict[int, tuple[tuple[int, int], Mention]] = {}
    for sentence in range(max(0, at - BACK), at + AHEAD + 1):
        for mention in page.mentions_in.get(sentence, ()):
            if mention.start <= trigger.start < mention.end and mention.head == trigger.i:
                continue  # the event itself
            far = (abs(sentence - at) * 2 + (sentence > at), abs(mention.head - trigger.i))
            for party in referents(page, mention):
                number = page.identity.cluster(party)
                if number >= 0 and (number not in best or far < best[number][0]):
                    best[number] = (far, mention)
    return [Candidate(number, mention) for number, (_, mention) in sorted(best.items())]


def referents(page: Page, mention: Mention) -> tuple[Mention, ...]:
    """Whom a mention stands for: itself, or the parties that "les deux pays" gathers."""
    if mention.kind == "plural_anaphor":
        return page.identity.antecedents(mention) or (mention,)
    return (mention,)


def features(page: Page, trigger: Trigger, candidate: Candidate, attribution: Attribution | None, rivals: int) -> list[str]:
    """Named features of one (trigger, party) pair."""
    return [
        *_syntax(page, trigger, candidate.mention),
        *_place(page, trigger, candidate.mention),
        *_kind(page, trigger, candidate),
        *_voice(page, trigger, candidate, attribution),
        f"rivals={min(rivals, 8)}",
    ]


def _syntax(page: Page, trigger: Trigger, mention: Mention) -> Iterator[str]:
    token, head = page.doc[trigger.i], page.doc[mention.head]
    for hit in page.hits_of.get(trigger.i, ()):
        for role, heads in sorted(hit.roles.items()):
            if mention.head in heads:
                yield f"rule:{role}"
                yield f"rule:{role}|{hit.type == trigger.type}"
                yield f"rule={hit.rule}|{role}"
    yield f"type={trigger.type}|pos={token.pos_}"
    form = verb_form(token)
    passive = "aux:pass" in form or (token.pos_ == "VERB" and form.startswith("Past+Part"))
    if page.sentence_of[mention.head] != page.sentence_of[trigger.i]:
        return
    case = next((c.lemma_ for c in head.children if c.dep_ == "case"), "-")
    yield f"case={case}"
    yield f"type={trigger.type}|case={case}"
    yield f"lemma={token.lemma_.lower()}|case={case}"
    yield f"mentiondep={head.dep_}"
    steps = path(token, head)
    if steps is None:
        yield "path=long"
        return
    yield f"path={steps}"
    yield f"path={steps}|{passive}"
    yield f"path={steps}|case={case}"
    yield f"path={steps}|{trigger.type}"
    yield f"path={steps}|{token.lemma_.lower()}"
    yield f"path={steps}|{token.pos_}|{case}|{passive}"
    yield f"steps={steps.count(' ') + 1 if steps else 0}"
    if token.head is not token:
        yield f"path={steps}|head={token.head.lemma_.lower()}"


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


def _voice(page: Page, trigger: Trigger, candidate: Candidate, attribution: Attribution | None) -> Iterator[str]:
    yield f"voice={attribution.stance if attribution else 'own'}"
    if attribution is None or attribution.source is None:
        return
    source = attribution.source
    for member in page.identity.members(candidate.mention):
        if member.start < source.end and source.start < member.end:
            yield f"speaker|{attribution.stance}"
            yield f"speaker|{trigger.type}"
            first = any(t.lower_ in {"je", "j'", "j’", "nous", "on", "notre", "nos", "-nous"} for t in page.doc[trigger.i].sent)
            yield f"speaker|first person={first}"
            return

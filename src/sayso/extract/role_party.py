"""What a party is by itself and to the whole report: features of the role decision that no trigger's grammar gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.decide import remembered
from sayso.extract.reach import Candidate, args_of, first_types, sentences_apart

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention
    from sayso.extract.trigger import Trigger

SUBJECT = frozenset({"nsubj", "nsubj:pass"})


@dataclass(slots=True)
class Profile:
    """What a mention's party is in the whole report, the same for every trigger."""

    members: Sequence[Mention]
    full: Mention
    sector: str | None  # of its role; None: it has no role
    entry_sector: str | None  # of its lexicon row
    subjects: int  # how often it is the subject of a verb
    opens: bool  # is it in the first sentence?
    named: bool
    sentences: list[int]  # of its mentions
    heads: frozenset[int]  # of its mentions
    names: tuple[str, ...]  # features of the party alone


def profile(page: Page, mention: Mention) -> Profile:
    """The party of a mention, worked out once."""
    key = "party", mention.start, mention.end
    found: Profile | None = page.kept.get(key)
    if found is None:
        found = page.kept[key] = _profile(page, mention)
    return found


def _profile(page: Page, mention: Mention) -> Profile:
    members, full = page.identity.members(mention), page.identity.fullest(mention)
    sector = full.role.sector if full.role is not None else None
    entry_sector = full.entries[0].sector if full.entries else None
    sentences = [page.sentence_of[m.head] for m in members]
    names = [f"kind={mention.kind}", f"fullkind={full.kind}", f"headlemma={mention.head_lemma}"]
    if sector is not None:
        names.append(f"sector={sector}")
    if entry_sector is not None:
        names.append(f"entrysector={entry_sector}")
    names += [f"size={min(len(members), 5)}", f"first={sentences[0] == 0}", f"plural={mention.plural}"]
    return Profile(
        members,
        full,
        sector,
        entry_sector,
        subjects=sum([page.doc[m.head].dep_ in SUBJECT for m in members]),
        opens=0 in sentences,
        named=any(m.name for m in members),
        sentences=sentences,
        heads=frozenset(m.head for m in members),
        names=tuple(names),
    )


def kind(page: Page, trigger: Trigger, candidate: Candidate) -> Iterator[str]:
    """What sort of party it is: how it is called here and at its fullest, its sector."""
    mention = candidate.mention
    own = profile(page, mention)
    yield from own.names
    yield from _typed_names(trigger.type, mention.kind, mention.head_lemma, own.sector, own.entry_sector)
    if own.sector is not None:
        yield f"lemma={page.doc[trigger.i].lemma_.lower()}|sector={own.sector}"


@remembered
def _typed_names(
    type_: str, kind: str, head: str, sector: str | None, entry_sector: str | None
) -> tuple[str, ...]:
    names = [f"type={type_}|kind={kind}", f"type={type_}|headlemma={head}"]
    if sector is not None:
        names.append(f"type={type_}|sector={sector}")
    if entry_sector is not None:
        names.append(f"type={type_}|entrysector={entry_sector}")
    return tuple(names)


def standing(page: Page, trigger: Trigger, candidate: Candidate, most: int) -> Iterator[str]:
    """What the party is to the whole report."""
    apart = sentences_apart(page, trigger, candidate.mention)
    own, type_ = profile(page, candidate.mention), trigger.type
    share = own.subjects * 3 // most if most else -1
    here = own.sentences.count(page.sentence_of[trigger.i])
    pronoun = candidate.mention.kind == "pronoun"
    yield f"subject share={share}|{apart}"
    yield from _standing_names(type_, own.full.kind, apart == 0, pronoun, own.opens, own.named, min(3, here))
    yield f"sort={own.full.kind}|{page.doc[trigger.i].lemma_.lower()}"


@remembered
def _standing_names(
    type_: str, kind: str, beside: bool, pronoun: bool, opens: bool, named: bool, here: int
) -> tuple[str, ...]:
    return (
        f"sort={kind}|{type_}|{beside}|{pronoun}",
        f"opens={opens}|{type_}",
        f"mentions here={here}",
        f"named={named}|{type_}",
    )


def elsewhere(page: Page, trigger: Trigger, candidate: Candidate) -> Iterator[str]:
    """What grammar says the party is to other words of the event's type."""
    heads = profile(page, candidate.mention).heads
    lemma = page.doc[trigger.i].lemma_
    found = False
    for i, head, side in _arguments_of(page, trigger.type):
        if head in heads and i != trigger.i:
            found = True
            yield f"elsewhere={side}|{page.doc[i].lemma_ == lemma}"
    yield f"elsewhere={found}"


def _arguments_of(page: Page, kind: str) -> list[tuple[int, int, str]]:
    """Word, argument's head and side, for every argument of every word of a type."""
    key = "arguments of", kind
    found: list[tuple[int, int, str]] | None = page.kept.get(key)
    if found is None:
        words = [i for i, own in first_types(page).items() if own == kind]
        found = page.kept[key] = [
            (i, head, how.split(":")[0]) for i in words for head, how in args_of(page, i).items()
        ]
    return found

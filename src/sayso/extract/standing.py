"""What a party is to the whole report: what every trigger that may concern it asks again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention

SUBJECT = frozenset({"nsubj", "nsubj:pass"})


@dataclass(slots=True)
class Party:
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


def party(page: Page, mention: Mention) -> Party:
    """The party of a mention, worked out once."""
    key = "party", mention.start, mention.end
    found: Party | None = page.kept.get(key)
    if found is None:
        found = page.kept[key] = _party(page, mention)
    return found


def _party(page: Page, mention: Mention) -> Party:
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
    return Party(
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

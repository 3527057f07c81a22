"""The parties that an event may have: those named near its trigger, and those that the whole report is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.arguments import arguments
from sayso.extract.page import path

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention
    from sayso.extract.trigger import Trigger

BACK, AHEAD = 2, 1  # sentences before and after the trigger's that are looked at
MAIN, OFTEN = 3, 3  # parties that the report is about: how many, and how often each is mentioned at least
FAR = 9  # steps in the tree, where there are too many to count


@dataclass(slots=True)
class Candidate:
    """A party in reach of a trigger: its cluster in the report and its mention nearest to the trigger."""

    cluster: int
    mention: Mention


def candidates(page: Page, trigger: Trigger) -> list[Candidate]:
    """One candidate a party: its mention nearest to the trigger, the trigger's own sentence first."""
    at = page.sentence_of[trigger.i]
    named = {i for hit in page.hits_of.get(trigger.i, ()) for heads in hit.roles.values() for i in heads}
    named.update(args_of(page, trigger.i))
    best: dict[int, tuple[tuple[int, int, int], Mention]] = {}
    for mention in _near(page, at):
        if mention.start <= trigger.start < mention.end and mention.head == trigger.i:
            continue  # the event itself
        sentence = page.sentence_of[mention.head]
        far = (
            abs(sentence - at) * 2 + (sentence > at),
            0 if mention.head in named else steps(page, trigger, mention) if sentence == at else FAR,
            abs(mention.head - trigger.i),
        )
        for party in referents(page, mention):
            number = page.identity.cluster(party)
            if number >= 0 and (number not in best or far < best[number][0]):
                best[number] = (far, mention)
    return [Candidate(number, mention) for number, (_, mention) in sorted(best.items())]


def _near(page: Page, at: int) -> Iterator[Mention]:
    """The mentions around a sentence, then those of the report's main parties wherever they stand."""
    for sentence in range(max(0, at - BACK), at + AHEAD + 1):
        yield from page.mentions_in.get(sentence, ())
    yield from main(page)


def main(page: Page) -> list[Mention]:
    """The mentions of the parties that a report mentions most often."""
    found: list[Mention] | None = page.kept.get("main parties")
    if found is None:
        by: dict[int, list[Mention]] = {}
        for mention in page.mentions:
            by.setdefault(page.identity.cluster(mention), []).append(mention)
        often = [(number, own) for number, own in by.items() if number >= 0 and len(own) >= OFTEN]
        often.sort(key=lambda item: (-len(item[1]), item[0]))
        found = [mention for _, own in often[:MAIN] for mention in own]
        page.kept["main parties"] = found
    return found


def args_of(page: Page, i: int) -> dict[int, str]:
    """What grammar gives the token `i` as its arguments (see `arguments`), worked out once."""
    key = ("arguments", i)
    found: dict[int, str] | None = page.kept.get(key)
    if found is None:
        found = page.kept[key] = arguments(page.doc[i], page.lang)
    return found


def steps(page: Page, trigger: Trigger, mention: Mention) -> int:
    """How far a mention of the same sentence hangs from the trigger in the tree."""
    between = path(page.doc[trigger.i], page.doc[mention.head])
    return FAR if between is None else between.count(" ") + 1


def referents(page: Page, mention: Mention) -> tuple[Mention, ...]:
    """Whom a mention stands for: itself, or the parties that "les deux pays" gathers."""
    if mention.kind == "plural_anaphor":
        return page.identity.antecedents(mention) or (mention,)
    return (mention,)


def sentences_apart(page: Page, trigger: Trigger, mention: Mention) -> int:
    """Sentences from the trigger's to the mention's, no more than four counted."""
    return max(-4, min(4, page.sentence_of[mention.head] - page.sentence_of[trigger.i]))


def first_types(page: Page) -> dict[int, str]:
    """Token index of every word that a rule takes for an event -> the type of its heaviest rule."""
    found: dict[int, str] | None = page.kept.get("first types")
    if found is None:
        found = {}
        for hit in page.hits:
            if not hit.blocked:
                found.setdefault(hit.i, hit.type)
        page.kept["first types"] = found
    return found

"""Who speaks, as the role decision sees it: is a party the claim's source, or the speaker of a trigger that tells?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sayso.extract.reach import Candidate
from sayso.extract.role_party import profile
from sayso.extract.syntax import grammar

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution, Source


def voice(
    page: Page, trigger: Trigger, candidate: Candidate, attribution: Attribution | None
) -> Iterator[str]:
    """Is the party the source of the claim, and does it stand inside or outside of what that source says?"""
    yield f"voice={attribution.stance if attribution else 'own'}"
    yield from _told(page, trigger, candidate)
    if attribution is None:
        return
    mention = candidate.mention
    yield f"in content={attribution.start <= mention.start < attribution.end}|{trigger.type}"
    if attribution.source is None:
        return
    source = attribution.source
    for member in profile(page, candidate.mention).members:
        if member.start < source.end and source.start < member.end:
            yield f"speaker|{attribution.stance}"
            yield f"speaker|{trigger.type}"
            first = any(
                t.lower_ in grammar(page.lang).words["first_person.words"] for t in page.sentence(trigger.i)
            )
            yield f"speaker|first person={first}"
            return


def _told(page: Page, trigger: Trigger, candidate: Candidate) -> Iterator[str]:
    """Of a trigger that is itself a word of saying (« … », a exhorté le président): is the party its speaker?"""
    members = profile(page, candidate.mention).members
    for a, source in _cued(page).get(trigger.i, ()):
        speaks = any(m.start < source.end and source.start < m.end for m in members)
        yield f"tells={speaks}|{trigger.type}"
        yield f"tells={speaks}|{a.rule}"
        yield f"told={a.start <= candidate.mention.start < a.end}|{trigger.type}"


def _cued(page: Page) -> dict[int, list[tuple[Attribution, Source]]]:
    """Token index of every word of a cue -> the attributions that it introduces, with their sources."""
    found: dict[int, list[tuple[Attribution, Source]]] | None = page.kept.get("cued")
    if found is None:
        found = page.kept["cued"] = {}
        for a in page.attributions:
            if a.cue is not None and a.source is not None:
                for token in page.tokens(a.cue.start, a.cue.end):
                    found.setdefault(token.i, []).append((a, a.source))
    return found

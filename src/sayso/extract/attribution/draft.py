"""An attribution while it is being made: token ranges, turned into records at the end."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.relays import relay
from sayso.extract.attribution.sources import make_source
from sayso.records import Attribution, Evidence, Source, Stance

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """Tokens `[first, stop)` under the word of `source` (a token range or nobody)."""

    first: int
    stop: int
    source: Span | None
    cue: Span | None
    stance: Stance
    rule: str
    certain: bool = True


def trim(page: Page, first: int, stop: int) -> Span:
    """Drop marks, spaces and conjunctions at both ends of a token range."""
    joined = False
    while first < stop:
        joined = joined or page.pos[first] == "CCONJ"
        mark = page.pos[first] in ("PUNCT", "SPACE", "CCONJ") or page.low[first] in ',;:."«»“”)('
        if not mark and not (joined and page.pos[first] == "SCONJ"):
            break
        first += 1
    while stop > first and (page.pos[stop - 1] in ("PUNCT", "SPACE") or page.low[stop - 1] in ',;:."«»“”('):
        stop -= 1
    return first, stop


def to_records(page: Page, grammar: Grammar, drafts: list[Draft]) -> list[Attribution]:
    """Attributions in text order, longest first where they start together, with their chains."""
    ordered = sorted(
        set(drafts), key=lambda d: (d.first, -d.stop, d.cue or (0, 0), d.rule, d.source or (0, 0))
    )
    return [_record(page, grammar, draft, _chain(page, grammar, draft, ordered)) for draft in ordered]


def _record(page: Page, grammar: Grammar, draft: Draft, chain: tuple[Source, ...]) -> Attribution:
    cue = None
    if draft.cue is not None:
        a, b = page.start[draft.cue[0]], page.end[draft.cue[1] - 1]
        cue = Evidence(start=a, end=b, text=page.text[a:b])
    source, via = relay(page, grammar, draft.source) if draft.source else (None, ())
    return Attribution(
        start=page.start[draft.first],
        end=page.end[draft.stop - 1],
        source=make_source(page, grammar, source) if source else None,
        cue=cue,
        stance=draft.stance,
        rule=draft.rule,
        certain=draft.certain,
        chain=(*chain, *(make_source(page, grammar, span) for span in via)),
    )


def _chain(page: Page, grammar: Grammar, draft: Draft, drafts: list[Draft]) -> tuple[Source, ...]:
    """The sources of the attributions that this one's cue stands in, outermost first."""
    if draft.cue is None:
        return ()
    at = draft.cue[0]
    outer = [
        d
        for d in drafts
        if d is not draft
        and d.source
        and d.source != draft.source
        and d.first <= at < d.stop
        and not (d.cue and d.cue[0] <= at < d.cue[1])
        and (d.first <= draft.first and draft.stop <= d.stop)
    ]
    outer.sort(key=lambda d: d.first - d.stop)
    spans = list(dict.fromkeys(d.source for d in outer if d.source))
    return tuple(make_source(page, grammar, span) for span in spans)

"""What all constructions share while one report is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.extract.attribution.draft import Draft, Span, trim
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.quotes import Quote, quote_at
from sayso.extract.attribution.rules import Rule
from sayso.extract.attribution.tellers import Teller
from sayso.records import Stance


@dataclass(slots=True)
class Reading:
    """A page with its cues and quotations, and the drafts made so far."""

    page: Page
    grammar: Grammar
    hits: list[Hit]
    tellers: dict[int, Teller]  # by the first token of a hit
    quotes: list[Quote]
    rules: tuple[Rule, ...]
    drafts: list[Draft] = field(default_factory=list)
    speakers: dict[int, Draft] = field(default_factory=dict)  # by the opening mark of a quotation
    used: set[int] = field(default_factory=set)  # first tokens of hits that carry a quotation

    def rule(self, construction: str) -> Rule:
        """The rule of a construction."""
        return next(rule for rule in self.rules if rule.construction == construction)

    def add(
        self,
        span: Span,
        source: Span | None,
        cue: Span | None,
        stance: Stance,
        construction: str | Rule,
        *,
        certain: bool = True,
    ) -> Draft | None:
        """Draft an attribution over a token range; nothing where the range is empty."""
        first, stop = trim(self.page, *span)
        if stop <= first or (
            source and not any(c.isalnum() for i in range(*source) for c in self.page.low[i])
        ):
            return None
        rule = self.rule(construction) if isinstance(construction, str) else construction
        draft = Draft(first, stop, source, cue, stance, rule.id, certain)
        self.drafts.append(draft)
        return draft

    def quote_at(self, i: int) -> Quote | None:
        """The quotation around a token."""
        return quote_at(self.quotes, i)

    def through_quotes(self, first: int, stop: int) -> Span:
        """Let a range that ends inside a quotation which it holds the beginning of run to its end."""
        quote = self.quote_at(stop - 1)
        if quote is not None and quote.open >= first - 1 and quote.close > stop:
            return first, quote.close
        return first, stop

    def next_cue(self, hit: Hit) -> int:
        """The first word of the next verb that is a cue (the text's end without one)."""
        return next(
            (h.first for h in self.hits if h.first > hit.last and h.cue.pos == "VERB"), len(self.page.low)
        )

    def cue_span(self, hit: Hit) -> Span:
        """The token range of a cue's words."""
        return hit.first, hit.last + 1

"""What reading one report gives: its claims, and everything they were made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sayso.records import Attribution, Cause, Claim, Figure, Post, Report, When, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report read.  All lists are in text order; claims are sorted by their trigger's start."""

    report: Report
    claims: tuple[Claim, ...] = ()
    times: tuple[When, ...] = ()  # every temporal expression, event-bound or not
    places: tuple[Where, ...] = ()
    attributions: tuple[Attribution, ...] = ()  # every one found, event-bound or not
    figures: tuple[Figure, ...] = ()
    posts: tuple[Post, ...] = ()
    causes: tuple[Cause, ...] = ()
    sentences: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The whole reading as plain JSON values (see `sayso schema`)."""
        from sayso.exchange.json import reading_to_dict

        return reading_to_dict(self)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The claims as plain JSON values, one dict a claim."""
        from sayso.exchange.json import claim_to_dict

        return [claim_to_dict(claim) for claim in self.claims]

    def _repr_html_(self) -> str:
        from sayso.exchange.html import fragment

        return fragment(self)

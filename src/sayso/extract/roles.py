"""Which party plays which role in an event: every party in reach of a trigger is weighed as actor and as recipient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.reach import Candidate, candidates, referents
from sayso.extract.role_features import table

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger
    from sayso.records import Attribution

__all__ = ["Candidate", "Cast", "candidates", "cast", "cast_all", "referents", "table"]

NONE, ACTOR, RECIPIENT = "NONE", "ACTOR", "RECIPIENT"


@dataclass(slots=True)  # not frozen: made by the hundred, and frozen ones take three times as long to make
class Cast:
    """A candidate with the probabilities of the two roles, and the features that gave them.

    `row` is what the first look saw, `second` what `recast` saw, once it has looked.
    """

    candidate: Candidate
    actor: float
    recipient: float
    row: tuple[str, ...] = ()
    second: tuple[str, ...] = ()

    def why(self, lang: str) -> tuple[str, ...]:
        """What weighed for the likelier role, by itself and then among its rivals."""
        role = ACTOR if self.actor >= self.recipient else RECIPIENT
        first = decide.load("role", lang).weighed(self.row, role)
        return first + decide.load("cast", lang).weighed(self.second, role, 3) if self.second else first


def cast(page: Page, trigger: Trigger, attribution: Attribution | None) -> list[Cast]:
    """Weigh every party in reach of a trigger."""
    return cast_all(page, [trigger], [attribution])[0]


def cast_all(
    page: Page, triggers: Sequence[Trigger], governing: Sequence[Attribution | None]
) -> list[list[Cast]]:
    """The same for many triggers with their attributions, one list a trigger."""
    found = [candidates(page, t) for t in triggers]
    rows = [table(page, t, c, a) for t, c, a in zip(triggers, found, governing, strict=True)]
    decider = decide.load("role", page.lang)
    actor, recipient = decider.classes.index(ACTOR), decider.classes.index(RECIPIENT)
    ps = iter(decider.probabilities([row for own in rows for row in own]).tolist())
    return [
        [Cast(c, p[actor], p[recipient], tuple(r)) for c, r, p in zip(those, own, ps, strict=False)]
        for those, own in zip(found, rows, strict=True)
    ]

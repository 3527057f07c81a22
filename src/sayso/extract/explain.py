"""How a claim came about: the steps of `Claim.why`, built only where somebody asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.records import Party, Step, When

if TYPE_CHECKING:
    from sayso.extract.events import Common
    from sayso.extract.governor import Governing
    from sayso.extract.modality import Modality
    from sayso.extract.roles import Cast
    from sayso.extract.trigger import Trigger


@dataclass(frozen=True, slots=True)
class Named:
    """A party of a claim, the candidate that it was, and the lexicon rows that gave its code."""

    party: Party
    cast: Cast
    rows: tuple[str, ...]


def steps(
    lang: str,
    t: Trigger,
    g: Governing,
    m: Modality,
    parties: Sequence[Named],
    common: Common,
    called: Sequence[str] = (),
) -> tuple[Step, ...]:
    """Every decision that made a claim, in order, with what weighed for it; `called`: how its source got its name."""
    made = [
        Step(stage="trigger", decision=f"{t.type}, p {t.p:.2f}, rule {t.rule}", because=t.why(lang)),
        Step(stage="attribution", decision=_whose(g), because=(*called, *g.why(lang))),
        Step(stage="factuality", decision=m.factuality, because=m.why_factuality),
        Step(stage="tense", decision=m.tense, because=m.why_tense),
    ]
    made += [_party(lang, named) for named in parties]
    for name, bound in (("when", common.when), ("where", common.where)):
        if bound:
            value = bound.thing.edtf if isinstance(bound.thing, When) else bound.thing.name
            decision = f"{value} ('{bound.thing.text}'), p {bound.p:.2f}"
            made.append(Step(stage=name, decision=decision, because=bound.why))
    return tuple(made)


def _party(lang: str, named: Named) -> Step:
    role, cast = str(named.party.role), named.cast
    p = cast.actor if role == "actor" else cast.recipient
    return Step(
        stage=role,
        decision=f"{named.party.name} = {named.party.code}, p {p:.2f}",
        because=(*cast.why(lang), *named.rows),
    )


def _whose(g: Governing) -> str:
    if g.attribution is None:
        return "the report's own voice"
    teller = g.attribution.source.text if g.attribution.source else "hearsay"
    return f"{teller} {g.attribution.stance}, rule {g.attribution.rule}, p {g.p:.2f}"

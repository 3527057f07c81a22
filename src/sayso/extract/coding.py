"""Which code a party has: what the rules of `party` say of it, weighed with all that the report says around it.

The two halves are decided apart: the sector among all sectors, the country among those that the party's own words
and the report name.  A party is coded once a report, in the light of all claims that it is part of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.extract import decide
from sayso.extract.code_features import Other, Subject, Use, sector_of, sector_row
from sayso.extract.country_features import country_rows
from sayso.extract.party.coder import BLOCS, UNTOLD, Coder, Coding

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention
    from sayso.extract.trigger import Trigger

YES, NO = "YES", "NO"
WEIGHED = 3  # features of either half that an explanation names


def uses(
    page: Page, t: Trigger, cast: Sequence[tuple[str, Mention]], where: str | None, when: str | None
) -> list[tuple[Mention, Use]]:
    """The parties of one claim, given as (role, mention), each with what it is in it."""
    lemma = page.doc[t.i].lemma_.lower()
    numbers = [(role, page.identity.cluster(m)) for role, m in cast]
    return [
        (m, Use(t.type, role, lemma, where, when, tuple(o for o in numbers if o != own)))
        for (role, m), own in zip(cast, numbers, strict=True)
    ]


def subjects(page: Page, found: Iterable[tuple[Mention, Use]]) -> dict[int, Subject]:
    """Parties to be coded by the numbers of their clusters; a mention of nobody known is left out."""
    full: dict[int, Mention] = {}
    doing: dict[int, list[Use]] = {}
    for mention, use in found:
        number = page.identity.cluster(mention)
        if number >= 0:
            full.setdefault(number, page.identity.fullest(mention))
            doing.setdefault(number, []).append(use)
    rules = {number: by_rule(page, mention) for number, mention in full.items()}
    return {
        number: Subject(
            _members(page, mention), rules[number], tuple(doing[number]), _beside(doing[number], rules)
        )
        for number, mention in full.items()
    }


def by_rule(page: Page, mention: Mention) -> Coding:
    """What the rules alone say."""
    return Coder().code(mention, page.identity, home=page.home, published=page.report.published)


def _members(page: Page, full: Mention) -> tuple[Mention, ...]:
    """The fullest mention, the others but pronouns, and the noun that introduces a list with it."""
    others = [m for m in page.identity.members(full) if m is not full and m.kind != "pronoun"]
    listed = page.identity.listed(full)
    return (full, *others, *([listed] if listed is not None else []))


def _beside(doing: Sequence[Use], rules: Mapping[int, Coding]) -> tuple[Other, ...]:
    met = [
        Other(use.role == role, rules[n].code, rules[n].country_by != UNTOLD)
        for use in doing
        for role, n in use.others
        if n in rules
    ]
    return tuple(dict.fromkeys(met))


def code_all(page: Page, parties: Mapping[int, Subject], *, explained: bool = False) -> dict[int, Coding]:
    """The code of every party, with the rows it rests on and, if `explained`, what weighed for either half."""
    rows = [sector_row(page, s) for s in parties.values()]
    sectors = decide.load("sector", page.lang).decide(rows)
    choices = [country_rows(page, s) for s in parties.values()]
    decided = iter(decide.load("country", page.lang).decide([row for own in choices for _, row in own]))
    out = {}
    for (number, s), row, sector, own in zip(parties.items(), rows, sectors, choices, strict=True):
        likely = [(next(decided).probabilities[YES], country, because) for country, because in own]
        _, country, because = max(likely, key=lambda x: x[0])
        why = s.rule.why
        if explained:
            for half, told, label in (("sector", row, sector.label), ("country", because, YES)):
                weighed = decide.load(half, page.lang).weighed(told, label, WEIGHED)
                why += tuple(f"{half}: {piece}" for piece in weighed)
        out[number] = Coding(join(s, sector.label, country), why, s.rule.sector_by, s.rule.country_by)
    return out


def join(s: Subject, sector: str, country: str) -> str:
    """The halves as a code; which organisation of states it is, the rules and the rows know."""
    if sector == "IGO":
        return s.rule.code if sector_of(s.rule.code) == "IGO" else f"IGO{_bloc(s)}"
    return sector if sector in {"NGO", "UNK"} else f"{country}{sector}"


def _bloc(s: Subject) -> str:
    entries = (e for m in s.members for e in (*m.entries[:1], *m.inside))
    return next((e.sector for e in entries if e.country == "IGO" and e.sector in BLOCS), "")

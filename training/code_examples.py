"""Rows for the two halves of a party's code: as the party is named in gold, and among gold's other parties."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus import Annotated, Gold
from examples import Rows, cast_labels, fits, names_of

from sayso.extract import coding, roles
from sayso.extract.code_features import Use, sector_of, sector_row
from sayso.extract.country_features import country_rows
from sayso.extract.party.mention import Mention
from sayso.extract.trigger import Trigger


def code_rows(item: Annotated) -> tuple[Rows, Rows]:
    """Rows for the sector of every gold party, and for its country: one for each that it may belong to.

    A party that gold codes in several ways has the code that it has most often.  Each is seen twice, in the roles that
    gold gives it and without any: on unseen reports every other role is wrong or missing.
    """
    page = item.page
    found: list[tuple[Mention, Use]] = []
    codes: dict[int, Counter[str]] = {}
    for gold, t in zip(item.gold, item.triggers, strict=True):
        cast = _gold_cast(item, gold, t)
        where, when = gold.get("where") or {}, gold.get("when") or {}
        pairs = [(role, m) for role, m, _ in cast]
        found += coding.uses(page, t, pairs, where.get("country"), when.get("edtf"))
        for _, m, code in cast:
            if code:
                codes.setdefault(page.identity.cluster(m), Counter())[code] += 1
    sectors, countries = Rows(), Rows()
    for number, subject in coding.subjects(page, found).items():
        if number not in codes:
            continue
        ((code, _),) = codes[number].most_common(1)
        for seen in (subject, replace(subject, uses=(), beside=())):
            sectors.add(sector_row(page, seen), sector_of(code))
            if sector_of(code) not in {"IGO", "NGO", "UNK"}:
                for country, row in country_rows(page, seen):
                    countries.add(row, coding.YES if country == code[:3] else coding.NO)
    return sectors, countries


def _gold_cast(item: Annotated, gold: Gold, t: Trigger) -> list[tuple[str, Mention, str]]:
    """The parties in reach of a trigger that gold names: role, mention and code; no code for one of several."""
    out = []
    candidates = roles.candidates(item.page, t)
    for c, label in zip(candidates, cast_labels(item, candidates, gold), strict=True):
        if label == roles.NONE:
            continue
        role = "actor" if label == roles.ACTOR else "recipient"
        own, full = names_of(item, c)
        _, code = max((fits(own, full, p["text"]), p["code"]) for p in gold[role])
        meant = roles.referents(item.page, c.mention)
        out += [(role, m, code if len(meant) == 1 else "") for m in meant]
    return out

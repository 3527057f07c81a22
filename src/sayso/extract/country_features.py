"""Which countries a party may belong to, and what is seen of each: the named features of that decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.extract.code_features import Subject, apposed, sector_of
from sayso.extract.party.coder import UNTOLD
from sayso.extract.spots import spots, tells
from sayso.extract.where.countries import by_iso2

if TYPE_CHECKING:
    from sayso.extract.page import Page

FIRST = 4  # of the countries of a report, those that every party may belong to
FAR = 3  # sentences between a party and a country, where there are too many to count
NOWHERE = frozenset({"INT", "UNK"})  # several countries, or none that is known
BODIES = frozenset({"IGO", "NGO"})  # no choice here: the sector says so
CLEAR = frozenset({"country", "demonym", "capital", "place"})


def country_rows(page: Page, s: Subject) -> list[tuple[str, list[str]]]:
    """The countries that a party may belong to, each with its named features."""
    choices, shape = _choices(page, s), _shape(s)
    return [(c, _row(page, s, c, sources, shape, len(choices))) for c, sources in choices.items()]


def _choices(page: Page, s: Subject) -> dict[str, list[str]]:
    """Country -> what makes it a choice."""
    found: dict[str, list[str]] = {}

    def add(country: str | None, source: str) -> None:
        if country and country not in BODIES and source not in found.setdefault(country, []):
            found[country].append(source)

    add(s.rule.code[:3], "rule")
    add(page.home, "home")
    seen = spots(page)
    for country in (*page.identity.countries[:FIRST], *seen.ranked[:FIRST]):
        add(country, "report")
    for member in s.members:
        for entry in (*member.entries[:1], *member.inside):
            for country in entry.country.split("|"):
                add(country, f"own {entry.kind}")
        for entry in apposed(page, member):
            add(entry.country if tells(entry) else None, "apposed")
        for spot in seen.all:
            if spot.sent == member.sent:
                add(spot.country, "sentence")
    for use in s.uses:
        add(_iso3(page, use.where), "where")
    for other in s.beside:
        add(other.code[:3], ("beside" if other.same else "against") + ("" if other.told else " untold"))
    add("INT", "int")
    add("UNK", "unk")
    return found


def _iso3(page: Page, iso2: str | None) -> str | None:
    place = by_iso2(page.lang).get(iso2 or "")
    return place.iso3 if place else None


def _untold(s: Subject) -> str:
    return f"untold={s.rule.country_by == UNTOLD}"


def _shape(s: Subject) -> list[str]:
    """What the party is like, whichever the country."""
    m, untold = s.mention, _untold(s)
    named = any(x.name for x in s.members)
    size = "many" if m.plural else "one"
    shape = [
        untold,
        f"{untold}|{s.sector}",
        f"{m.kind}|{size}|named={named}|{untold}",
        f"by={s.rule.country_by}",
    ]
    for member in s.members:
        if member.role is not None:
            shape.append(f"role={member.role.name}|{untold}")
        shape.append(f"definite={member.definite}|possessed={member.possessed}|{size}|{untold}")
    shape += [f"as={use.type}:{use.role}|{untold}" for use in s.uses]
    return list(dict.fromkeys(shape))


def _row(
    page: Page, s: Subject, country: str, sources: Sequence[str], shape: Sequence[str], choices: int
) -> list[str]:
    untold = _untold(s)
    what = country if country in NOWHERE else "home" if country == page.home else "other"
    rule, together = "rule" in sources, "+".join(sorted(sources))
    row = [f"{what}|{rule}|{x}" for x in shape]
    row += [f"source={x}" for x in sources]
    row += [f"source={x}|{untold}|{s.sector}" for x in sources]
    row += [f"sources={together}", f"sources={together}|{untold}"]
    row += [f"{what}|{rule}", f"choices={min(choices, 8)}|{what}"]
    if country not in NOWHERE:
        row += [f"is={country}", f"is={country}|{untold}"]
        row.extend(_company(page, s, country, untold))
        row.extend(_elsewhere(page, s, country, untold))
        row.extend(_nearness(page, s, country, untold))
        row.extend(_scene(page, s, country, untold))
        row.extend(_weight(page, country, untold, what))
    return list(dict.fromkeys(row))


def _company(page: Page, s: Subject, country: str, untold: str) -> Iterator[str]:
    """Is it the country of those whom the party acts with or against, or of the event's place?"""
    for o in s.beside:
        side = "beside" if o.same else "against"
        yield f"{side}={sector_of(o.code)}|told={o.told}|{s.sector}|{o.code[:3] == country}|{untold}"
    for use in s.uses:
        place = _iso3(page, use.where)
        if place is not None:
            yield f"where={place == country}|{use.type}:{use.role}|{untold}"
            yield f"where={place == country}|{s.sector}|{untold}"


def _elsewhere(page: Page, s: Subject, country: str, untold: str) -> Iterator[str]:
    """Is it the country of the report's other parties of that noun or sector, where they tell theirs?"""
    told = spots(page).told
    for role in (m.role for m in s.members if m.role is not None):
        for name, key in (("noun", role.name), ("sector", role.sector)):
            known = told.get(key)
            share = 4 * known[country] // known.total() if known else "-"
            yield f"same {name}={share}|{min(3, known.total()) if known else 0}|{untold}"
            if name == "sector":
                yield f"same {name}={share}|{key}|{untold}"


def _nearness(page: Page, s: Subject, country: str, untold: str) -> Iterator[str]:
    """How near the country is named to the party, and whether another is nearer."""
    seen, m = spots(page).all, s.mention
    mine = [x.sent for x in s.members]
    gap = min((abs(spot.sent - x) for spot in seen if spot.country == country for x in mine), default=FAR)
    rival = min((abs(spot.sent - x) for spot in seen if spot.country != country for x in mine), default=FAR)
    yield f"gap={min(gap, FAR)}|{untold}"
    yield f"gap={min(gap, FAR)}|rival={min(rival, FAR)}|{untold}"
    latest = max((spot.sent for spot in seen if spot.sent <= m.sent), default=None)
    last = {spot.country for spot in seen if spot.sent == latest}
    whose = f"{m.possessed}|{m.definite}|{untold}"
    yield f"last named={country in last}|{len(last) > 1}|{untold}"
    yield f"last named={country in last}|{whose}"
    before = [spot.country for spot in seen if spot.sent == m.sent and spot.start < m.start]
    just = before[-1] == country if before else "-"
    yield f"just named={just}|{whose}"
    yield f"just named={just}|{s.sector}|{untold}"


def _scene(page: Page, s: Subject, country: str, untold: str) -> Iterator[str]:
    """Is it the country where the report is at that point, or of its paragraph, or of its first words?"""
    found, m = spots(page), s.mention
    paragraph = page.paragraph_of[m.head]
    here = [spot.country for spot in found.all if spot.paragraph == paragraph]
    yield f"paragraph={here.count(country) * 3 // len(here) if here else '-'}|{untold}"
    latest = max((sent for sent, _ in found.scenes if sent <= m.sent), default=None)
    scene = any(sent == latest and c == country for sent, c in found.scenes)
    yield f"scene={scene}|{m.sent - latest < 2 if latest is not None else '-'}|{untold}"
    opening = found.all[0].sent if found.all else None
    yield f"opens={any(spot.sent == opening and spot.country == country for spot in found.all)}|{untold}"


def _weight(page: Page, country: str, untold: str, what: str) -> Iterator[str]:
    """How much of the report speaks of the country, and by what."""
    found = spots(page)
    kinds = found.kinds.get(country, "")
    rank = found.ranked.index(country) if country in found.share else len(found.ranked)
    yield f"told by={kinds}|{untold}|{what}"
    yield f"clear={bool(CLEAR & set(kinds.split('+')))}|{kinds.count('+')}|{untold}|{what}"
    yield f"share={int(found.share.get(country, 0.0) * 5)}|{untold}|{what}"
    yield f"rank={min(rank, 3)}|of={min(len(found.ranked), 4)}|{untold}|{what}"

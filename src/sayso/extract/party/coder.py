"""From a mention to its PLOVER code: whose country, which sector, and the rows that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.party.apposition import acronym
from sayso.extract.party.country import NOT_STATES
from sayso.extract.party.identity import Identity
from sayso.extract.party.lexicon import Entry
from sayso.extract.party.mention import Mention
from sayso.extract.party.terms import OUT_OF_OFFICE, in_office

BLOCS = frozenset({"UNO", "EEC", "OAU", "NAT", "ARL"})
WHOLE = re.compile(
    r"(?:[A-Z]{3}(?:GOV|MIL|REB|COP|SPY|JUD|LEG|PTY|OPP|CVL|MED|BUS|CRM|REL|EDU)"
    r"|IGO(?:UNO|EEC|OAU|NAT|ARL)?|NGO|UNK)\Z"
)
# sectors that a strong adjective overrules: "femmes jihadistes", "autorités kurdes"; a court stays a court
YIELDING = frozenset({"GOV", "MIL", "CVL", "OPP", "PTY", "LEG", "NGO", "BUS", ""})
UNIFORMED = frozenset({"MIL", "COP", "JUD"})
UNTOLD = "untold"  # what gives a country that no word of the party's own tells
NAMING = frozenset({"groups", "organisations"})


@dataclass(frozen=True, slots=True)
class Coding:
    """A code and why: rows as `groups.tsv:12 'Daech'`, rules in words.

    `sector_by` and `country_by` name the kind of row or the rule that each half rests on: "person", "role",
    "default"; a country is `UNTOLD` where no word of the party's own tells it.
    """

    code: str
    why: tuple[str, ...]
    sector_by: str = ""
    country_by: str = ""


@dataclass(frozen=True, slots=True)
class _Half:
    """A country or a sector with its reason; `by` is the table or the rule that gave it."""

    value: str
    why: str
    by: str = ""


class Coder:
    """Codes mentions.  It keeps nothing between reports."""

    def code(
        self, mention: Mention, identity: Identity, *, home: str | None, published: str | None
    ) -> Coding:
        """The code of a mention in its report.

        Args:
            mention: A mention of `identity`.
            identity: The report's clusters.
            home: ISO alpha-3 of the country that bare nouns belong to, None if unknown.
            published: EDTF of the report, any precision; people have offices from and until a month.
        """
        return _Case(identity, home, published).code(mention)


class _Case:
    """The coding of mentions of one report at one date."""

    def __init__(self, identity: Identity, home: str | None, published: str | None) -> None:
        self.identity = identity
        self.home = home
        self.published = published

    def code(self, mention: Mention) -> Coding:
        if mention.kind == "plural_anaphor":
            return self._several(mention)
        members = self._members(mention)
        sector, country = self._sector(members), self._country(members)
        if country.value in {"", "UNK"}:
            country = self._fallback(members)
        if country.value == self.home and mention.kind == "demonym" and mention.plural:
            sector = _Half("CVL", "the people at home", "people at home")
        why = tuple(dict.fromkeys(h.why for h in (sector, country) if h.why))
        return Coding(_join(country.value, sector.value, mention), why, sector.by, country.by)

    def _members(self, mention: Mention) -> list[Mention]:
        """The mention itself, then its cluster's others, names first; a pronoun speaks last."""
        others = [m for m in self.identity.members(mention) if m is not mention and m.kind != "pronoun"]
        others.sort(key=lambda m: (m.name is None, m.role is None, m.start))
        members = [*others, mention] if mention.kind == "pronoun" else [mention, *others]
        listed = self.identity.listed(mention)
        return [*members, listed] if listed is not None else members

    def _several(self, mention: Mention) -> Coding:
        """ "les deux pays": the code they share, else INT and the sector they share."""
        each = [self.code(m) for m in self.identity.antecedents(mention)]
        codes = list(dict.fromkeys(c.code for c in each))
        why = tuple(dict.fromkeys(w for c in each for w in c.why))
        if len(codes) == 1:
            return Coding(codes[0], why, "several", "several")
        sectors = {c[3:] for c in codes if len(c) == 6 and c[:3] not in NOT_STATES}
        if len(sectors) == 1:
            return Coding("INT" + sectors.pop(), why, "several", "several")
        own = mention.role.sector if mention.role is not None else ""
        if not codes and mention.role is not None and "country" not in mention.role.flags:
            halves = self._sector([mention]), self._country([mention])
            country = halves[1] if halves[1].value else self._fallback([mention])
            code = _join(country.value, halves[0].value, mention)
            return Coding(code, (halves[0].why, country.why), halves[0].by, country.by)
        return Coding(_join("INT", own or "GOV", mention), why or ("several",), "several", "several")

    def _sector(self, members: Sequence[Mention]) -> _Half:
        """The sector: people by the date, then what they are named, then what the report calls them."""
        first = members[0]
        if first.kind in {"country", "seat"} or (first.kind == "demonym" and first.plural):
            entry = first.entries[0]
            return _Half("GOV" if entry.sector in BLOCS else entry.sector, entry.why, first.kind)
        for member in members:
            found = self._of_person(member)
            if found is not None:
                return found
        for member in members:
            body = _organisation(member, self.home)
            if body is not None:
                return _Half("" if body.sector in BLOCS else body.sector, body.why, body.kind)
        rebel = [m for m in members if _strong(m)]
        for member in rebel[:1] or members:
            half = self._of_role(member)
            if half.value:
                return half
        if first.kind == "demonym" or (first.kind in {"name", "pronoun"} and first.role is None):
            return _Half("CVL", "default", "default")
        return _Half("GOV", "default", "default")

    def _of_person(self, member: Mention) -> _Half | None:
        people = [e for e in member.entries if e.table == "people"]
        if not people:
            return None
        entry, sector = in_office(people, self.published)
        if member.former and sector in OUT_OF_OFFICE and member.role is not None and not _dead(people):
            return _Half("PTY", f"{entry.why}, former", "former")
        return _Half(sector, entry.why, "people" if sector == entry.sector else "out of office")

    def _of_role(self, member: Mention) -> _Half:
        """The sector of a noun phrase by its head noun and, where that is open, its complements."""
        role = member.role
        if role is None:
            return _Half("", "")
        strong = next((e for e in member.inside if "strong" in e.flags), None)
        if strong is not None and role.sector in YIELDING and role.kind != "document":
            return _Half(strong.sector, strong.why, "strong")
        if role.sector == "CVL":  # "le médecin militaire"
            uniform = next((e for e in member.inside if e.kind == "modifier" and e.sector in UNIFORMED), None)
            if uniform is not None:
                return _Half(uniform.sector, f"{role.why}, {uniform.why}", "modifier")
        if "inherit" in role.flags:
            for entry in member.inside:
                if "soft" in entry.flags or entry.kind in {"country", "capital", "demonym", "marker"}:
                    continue
                sector = in_office([entry], self.published)[1] if entry.table == "people" else entry.sector
                if sector and sector not in BLOCS:
                    return _Half(sector, f"{role.why}, {entry.why}", "inherit")
                if entry.country in {"IGO", "NGO"}:
                    return _Half("", entry.why, "inherit")
        if member.former and role.sector in OUT_OF_OFFICE:
            return _Half("PTY", f"{role.why}, former", "former")
        return _Half(role.sector, role.why, "role")

    def _country(self, members: Sequence[Mention]) -> _Half:
        """The country: what names the party, then its adjectives and complements."""
        for member in members:
            organisation = _organisation(member, self.home)
            entries = (organisation,) if organisation is not None else self._at_date(member.entries)
            for entry in (*entries, *member.inside):
                if entry.country and "soft" not in entry.flags:
                    value = self._choose(entry)
                    bloc = value == "IGO" and entry.sector in BLOCS
                    return _Half(f"IGO{entry.sector}" if bloc else value, entry.why, entry.kind)
            vague = member.name is not None and member.role is not None and member.role.country == "INT"
            if member.role is not None and member.role.country and not vague:
                bloc = member.role.country == "IGO" and member.role.sector in BLOCS
                value = f"IGO{member.role.sector}" if bloc else self._choose(member.role)
                return _Half(value, member.role.why, "role")
        for member in members:
            if member.role is None or "portfolio" not in member.role.flags:
                soft = next((e for e in member.inside if e.country), None)
                if soft is not None:
                    return _Half(soft.country, soft.why, "soft")
        return _Half("", "")

    def _at_date(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The one row that holds at the report's date."""
        if entries and entries[0].table == "people":
            return (in_office(entries, self.published)[0],)
        return tuple(entries[:1])

    def _choose(self, entry: Entry) -> str:
        """The country of an entry; of several the one that the report speaks of most."""
        choices = entry.country.split("|")
        if "local" in entry.flags and self.home and entry.country not in self.identity.countries:
            return self.home  # the Senate of a report on Poland is not the French one
        if len(choices) == 1:
            return choices[0]
        return next((c for c in self.identity.countries if c in choices), choices[0])

    def _fallback(self, members: Sequence[Mention]) -> _Half:
        """No word of the party's own tells the country: the report's home, with the guide's exceptions."""
        role = members[0].role
        if role is not None and "unknown" in role.flags and not any(m.name is not None for m in members):
            return _Half("UNK", f"{role.why}: no country given", UNTOLD)
        if role is not None and "country" in role.flags and members[0].plural:
            return _Half("INT", f"{role.why}, several", UNTOLD)
        if any(m.role is not None and "envoy" in m.role.flags for m in members):
            sender = next((c for c in self.identity.countries if c != self.home), None)
            if sender:
                return _Half(sender, "an envoy of the other country of the report", UNTOLD)
        near = self.identity.likeliest(members[0].sent, self.home)
        return _Half(near or "UNK", "the country spoken of" if near else "no country known", UNTOLD)


def _organisation(member: Mention, home: str | None) -> Entry | None:
    """The row of an organisation's or group's name: of homonyms the one at home, or the acronym's."""
    rows = [e for e in member.entries if e.table in NAMING]
    if not rows:
        return None
    if acronym(member) and member.inside and member.inside[-1].table in NAMING:
        return member.inside[-1]
    return next((e for e in rows if e.country == home), rows[0])


def _strong(member: Mention) -> bool:
    """Is the party called a rebel, a jihadist … here?"""
    if member.role is not None and member.role.sector == "REB":
        return True
    return any("strong" in e.flags for e in member.inside) and (
        member.role is None or member.role.sector in YIELDING
    )


def _dead(people: Sequence[Entry]) -> bool:
    """Somebody with one open term is never out of office: "l'ancien dictateur"."""
    return len(people) == 1 and not people[0].cell("from") and not people[0].cell("until")


def _join(country: str, sector: str, mention: Mention) -> str:
    """Country and sector as a code of the guide."""
    if country.startswith("IGO"):
        role = mention.role
        if role is not None and mention.plural and role.sector == "GOV" and "inherit" not in role.flags:
            return "INTGOV"  # "les gouvernements de l'Union européenne"
        return country
    if "NGO" in (country, sector):
        return "NGO"
    code = f"{country or 'UNK'}{sector}"
    return code if WHOLE.match(code) else f"{country or 'UNK'}GOV"

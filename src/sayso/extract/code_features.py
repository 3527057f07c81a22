"""What is seen of a party that bears on its sector: how it is called, what is beside it, what it does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.extract.party.apposition import BETWEEN
from sayso.extract.party.coder import Coding
from sayso.extract.party.lexicon import lexicon
from sayso.extract.party.terms import standing
from sayso.extract.party.words import fold, split, words_of

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.lexicon import Entry
    from sayso.extract.party.mention import Mention

SHORTEST = 3  # letters of a word that is a feature
ENDING = 4  # letters of a word's end that are one
NEAR = 6  # words on either side of a party
LONGEST = 8  # words of an apposition
CLOSES = re.compile(r"[,;.:!?()«»\"]")
DESCRIBING = frozenset({"appos", "amod", "nmod", "acl", "acl:relcl", "flat:name"})


@dataclass(frozen=True, slots=True)
class Use:
    """What a party is in one claim: "actor" or "recipient", of which word and type, where and when, beside whom."""

    type: str
    role: str
    lemma: str = ""
    where: str | None = None  # ISO 3166-1 alpha-2
    when: str | None = None  # EDTF
    others: tuple[tuple[str, int], ...] = ()  # (role, number of the cluster)


@dataclass(frozen=True, slots=True)
class Other:
    """Another party of the same event: in the same role? Its code by the rules, and does it tell its country?"""

    same: bool
    code: str
    told: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A party to be coded: its mentions, the fullest first; what the rules say; what it does, and beside whom."""

    members: tuple[Mention, ...]
    rule: Coding
    uses: tuple[Use, ...] = ()
    beside: tuple[Other, ...] = ()

    @property
    def mention(self) -> Mention:
        """The fullest mention."""
        return self.members[0]

    @property
    def sector(self) -> str:
        """The sector that the rules give."""
        return sector_of(self.rule.code)


def sector_of(code: str) -> str:
    """The second half of a code; IGO, NGO, UNK for codes that have none."""
    return code[:3] if code.startswith("IGO") or len(code) == 3 else code[3:]


def sector_row(page: Page, s: Subject) -> list[str]:
    """Named features of a party that bear on its sector."""
    by, rule = s.rule.sector_by, s.sector
    named = any(m.name for m in s.members)
    row = [f"rule={rule}", f"by={by}", f"rule={rule}|by={by}", f"named={named}|{s.mention.kind}|{by}"]
    for member in s.members:
        row.extend(_wording(page, member, rule))
        row.extend(_grammar(page, member))
        row.extend(_surroundings(page, member))
        row.extend(_apposition(page, member, rule))
    for use in s.uses:
        row += [f"as={use.type}:{use.role}", f"as={use.type}:{use.role}|rule={rule}|by={by}"]
        row += [f"in={use.lemma}:{use.role}", f"in={use.lemma}:{use.role}|rule={rule}"]
        row.extend(_then(s, use))
    row += [f"beside={o.same}:{sector_of(o.code)}|rule={rule}" for o in s.beside]
    return list(dict.fromkeys(row))


def _then(s: Subject, use: Use) -> Iterator[str]:
    """What a person was when the event took place."""
    people = next((p for m in s.members if (p := [e for e in m.entries if e.table == "people"])), None)
    if people and use.when:
        yield f"office then={standing(people, use.when)}|{people[0].sector}|rule={s.sector}"


def _wording(page: Page, m: Mention, rule: str) -> Iterator[str]:
    """How the report calls the party in one place."""
    yield f"kind={m.kind}|{m.plural}"
    if m.role is not None:
        yield f"role={m.role.name}"
        yield f"role={m.role.name}|rule={rule}"
        yield f"role sector={m.role.sector}|former={m.former}|rule={rule}"
    people = [e for e in m.entries if e.table == "people"]
    if people:  # the title that the report gives may be truer than the row
        title = m.role.sector if m.role is not None else "-"
        yield f"office={standing(people, page.report.published)}|{people[0].sector}|title={title}|{m.former}"
    for entry in m.entries[:1]:
        yield f"entry={entry.name}"
        yield f"entry={entry.table}:{entry.kind}|{entry.sector}"
    for entry in m.inside:
        yield f"inside={entry.name}"
        yield f"inside={entry.kind}|{entry.sector}|rule={rule}"
    for word in split(m.text):
        folded = fold(word)
        if len(folded) >= SHORTEST:
            yield f"word={folded}"
        if len(folded) > ENDING:
            yield f"end={folded[-ENDING:]}"


def _grammar(page: Page, m: Mention) -> Iterator[str]:
    """What the party hangs on in one place, what describes it there, and what it is joined with."""
    head = page.doc[m.head]
    yield f"under={head.head.lemma_.lower()}>{head.dep_}"
    for child in head.children:
        if child.dep_ in DESCRIBING:
            yield f"child={child.dep_.split(':')[0]}:{child.lemma_.lower()}"
    joined = [c for c in head.children if c.dep_ == "conj"] + ([head.head] if head.dep_ == "conj" else [])
    for token in joined:
        if token.i in heads(page):
            yield f"joined={_plain_sector(heads(page)[token.i])}|{_sort(m)}"


def apposed(page: Page, m: Mention) -> list[Entry]:
    """The rows in an apposition without an article: "X, journaliste égyptien", "X, ancien ministre"; noun first."""
    words, lex = words_of(page.doc), lexicon(page.lang)
    at = bisect_left(words.start, m.end)
    if at >= len(words) or m.name is None or not BETWEEN.fullmatch(page.doc.text, m.end, words.start[at]):
        return []
    before = words.folded[at] in lex.set_of("former") | lex.set_of("indefinite")
    hits = lex.scan(words)
    noun = hits[at] or (hits[at + 1] if before and at + 1 < len(words) else None)
    if noun is None or noun.table != "roles":
        return []
    found, i = [noun.entry], noun.last
    while i < min(at + LONGEST, len(words)) and not CLOSES.search(words.gap[i]):
        hit = hits[i]
        found += [hit.entry] if hit is not None else []
        i = hit.last if hit is not None else i + 1
    return found


def _apposition(page: Page, m: Mention, rule: str) -> Iterator[str]:
    """What an apposition says of a name."""
    found = apposed(page, m)
    for n, entry in enumerate(found):
        yield f"{'apposed inside' if n else 'apposed'}={entry.kind}|{entry.sector}"
    for noun in found[:1]:
        yield f"apposed={noun.name}"
        yield f"apposed={noun.sector}|inherits={'inherit' in noun.flags}|rule={rule}"


def _surroundings(page: Page, m: Mention) -> Iterator[str]:
    """Of which sector the next party is on either side: "X, journaliste à Lyon"."""
    first, last = page.token_at.get(m.start, m.head), page.token_at.get(m.end - 1, m.head)
    comma = last + 1 < len(page.doc) and page.doc[last + 1].text in {",", "("}
    sides = {"after": range(last + 1, last + 1 + NEAR), "before": range(first - 1, first - 1 - NEAR, -1)}
    for side, reach in sides.items():
        other = next((heads(page)[i] for i in reach if i in heads(page)), None)
        if other is not None and other.sent == m.sent:
            yield f"{side}={_plain_sector(other)}|{_sort(m)}|{comma and side == 'after'}"


def _sort(m: Mention) -> str:
    return "named" if m.name else m.kind


def _plain_sector(m: Mention) -> str:
    """The sector that a mention shows by itself."""
    if m.role is not None:
        return m.role.sector
    return m.entries[0].sector if m.entries else "-"


def heads(page: Page) -> dict[int, Mention]:
    """The mentions of a report but pronouns, by the token of their head."""
    found: dict[int, Mention] | None = page.kept.get("heads")
    if found is None:
        found = page.kept["heads"] = {m.head: m for m in page.mentions if m.kind != "pronoun"}
    return found

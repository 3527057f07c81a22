"""Who held a post when: "le chef d'Africom" in one report is the person whom another of that time calls so.

A post is known by its head and each rarer word ("chef", "africom") and by the half-year around the report that
gives it to somebody.  Only where the reports of that time name one holder is a mention resolved.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sayso.link.days import of_edtf
from sayso.link.names import Who, alike, who
from sayso.link.words import rarity
from sayso.reading import Reading
from sayso.records import Post

MONTHS = 6  # a post is taken to be held this long before and after a report that says so
_RARE = 2.0  # nats; commoner words do not tell posts apart
_MONTH = 30.44  # days


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """A report's word that somebody holds a post, as far as resolving needs it."""

    key: str
    month: int  # months of 30.44 days since 0001-01-01, of the report
    name: str  # folded key of the person
    shown: str  # as printed
    country: str  # first three letters of the person's code, UNK where unknown
    post: str  # the words of the post


def month_of(published: str | None) -> int | None:
    """The month of a report's date; None where it is not known to the month or so."""
    days = of_edtf(published)
    return int(days.lo / _MONTH) if days is not None and days.hi - days.lo < 2 * _MONTH else None


def keys(mention: Who) -> Iterator[str]:
    """The keys of a mention that is a post: its head with each word that is not too common."""
    if mention.post is not None:
        yield from (f"{mention.post}|{word}" for word in sorted(_telling_words(mention)))


def _telling_words(mention: Who) -> set[str]:
    return {word for word in mention.stems if word != mention.post and rarity(word) > _RARE}


def held(reading: Reading) -> tuple[Held, ...]:
    """What a reading says about who holds which post, sorted."""
    month = month_of(reading.report.published)
    if month is None:
        return ()
    lang = reading.report.language or "fr"
    codes = [(who(p.name, p.code, lang), p.code) for c in reading.claims for p in (*c.actor, *c.recipient)]
    found = {(one.key, one.name): one for post in reading.posts for one in _of_post(post, month, codes, lang)}
    return tuple(sorted(found.values()))


def _of_post(post: Post, month: int, codes: Iterable[tuple[Who, str]], lang: str) -> Iterator[Held]:
    person = who(post.name, "UNK", lang)
    if person.last is None:
        return
    country = next((code[:3] for other, code in codes if alike(other, person) >= 0.9), "UNK")
    for key in keys(who(post.post, "UNK", lang)):
        yield Held(key, month, person.key, post.name, country, post.post)


def resolve(reading: Reading, known: Mapping[str, Iterable[Held]]) -> dict[str, str]:
    """The holders of the posts that a reading mentions without a name: mention -> name as printed.

    Args:
        reading: The reading.
        known: Key -> what reports say about it, of any time.
    """
    found = {}
    for use in uses(reading):
        if (holder := holder_of(use, known)) is not None:
            found[use.mention] = holder
    return found


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A post that a report mentions without a name."""

    mention: str
    country: str
    month: int
    keys: tuple[str, ...]


def uses(reading: Reading) -> tuple[Use, ...]:
    """The posts that a reading mentions without a name, sorted."""
    month = month_of(reading.report.published)
    if month is None:
        return ()
    lang = reading.report.language or "fr"
    parties = {(p.name, p.code) for c in reading.claims for p in (*c.actor, *c.recipient)}
    found = {(name, code[:3]): tuple(keys(who(name, code, lang))) for name, code in parties}
    return tuple(
        Use(name, country, month, found[name, country])
        for name, country in sorted(found)
        if found[name, country]
    )


def holder_of(use: Use, known: Mapping[str, Iterable[Held]]) -> str | None:
    """Who holds a post by the reports of the half-year around it; None unless they name one person."""
    holders: dict[str, str] = {}
    for key in use.keys:
        for one in sorted(known.get(key, ())):
            near = abs(one.month - use.month) <= MONTHS and _one_post(one.post, use.mention)
            if near and (one.country == use.country or "UNK" in (one.country, use.country)):
                holders.setdefault(one.name, one.shown)
    return next(iter(holders.values())) if len(holders) == 1 else None


@functools.lru_cache(maxsize=50_000)
def _one_post(post: str, mention: str) -> bool:
    """Does one say no other than the other?  "chef d'Africom" and "chef du commandement …, Africom" do not."""
    a, b = _telling_words(who(post)), _telling_words(who(mention))
    return a <= b or b <= a

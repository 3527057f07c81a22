"""Who is meant, as far as a name tells: the proper name inside a mention, and how alike two mentions are.

"le maréchal Haftar" has the proper name "Haftar", "le chef d'Africom" a post ("chef") at "Africom".  What a
table of the language knows under several names (ONU, Nations unies) has one key.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from sayso import resources
from sayso.link.words import content, fold, rarity, stem

_TOKEN = re.compile(r"[,;(]|[^\W_]+(?:[-.][^\W_]+)*\.?(?=['’])|[^\W_]+(?:[-.'’][^\W_]+)*")
_INNER = frozenset(
    {"l", "de", "du", "des", "d", "la", "le", "el", "al", "bin", "ben", "von", "van", "der", "di", "da"}
)
_LINKS = _INNER | {"a", "au", "aux", "pour", "en", "sur", "contre", "chez"}  # "chef de …": not his own name
_ARTICLES = frozenset({"l", "le", "la", "les", "un", "une"})
_ONE = frozenset({"un", "une"})  # begin a mention, not a name: "Un Boeing"
_SMALL = _INNER | _ARTICLES
_ELISION = re.compile(r"^(?:[ldnsmtcjLDNSMTCJ]|[Qq]u)['’]")
_COMMON = 1.6  # nats; words of a fifth of all reports and more
_TABLES = ("people", "organisations", "groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A party or source as it is compared."""

    name: str  # as printed
    key: str  # folded canonical name, or the folded words where no name is known
    last: str | None  # folded last word of the proper name
    proper: frozenset[str]  # folded words of the proper name
    stems: frozenset[str]  # stems of all words
    code: str  # country + sector, UNK where unknown
    person: bool
    listed: bool  # the tables know it
    post: str | None = (
        None  # stem of the noun that heads a mention of somebody by another name ("chef d'Africom")
    )


@functools.lru_cache(maxsize=100_000)
def who(name: str, code: str = "UNK", lang: str = "fr") -> Who:
    """Take a mention apart.

    Args:
        name: The mention, title and post included.
        code: Its country and sector.
        lang: ISO 639-1, for tables, titles and stems.
    """
    run, before = _run(name, lang)
    shown = " ".join(run)
    whole = _known(lang).get(fold(_bare(name)))
    of = bool(run) and not whole and fold(before) in _LINKS  # "l'administration de Donald Trump"
    row = whole or (None if of else _known(lang).get(fold(shown)))
    canonical = fold(row) if row else None
    tokens = tuple(fold(t) for t in _tokens(row if row else shown))
    inner = tuple(t for t in tokens if t not in _INNER) or tokens
    person = (
        bool(shown)
        and not of
        and (
            (row is not None and row in _people(lang))
            or (row is None and len(inner) > 1 and inner[0] in _first_names(lang))
            or (row is None and len(inner) > 1 and _post(name, lang) is not None)
        )
    )
    post = None if person or whole else _post(name, lang) or (_head(name, lang) if of else None)
    key = canonical or (" ".join(tokens) if tokens else fold(_bare(name)))
    if post is not None:
        key = f"{post} {key}" if tokens else key
    return Who(
        name=name,
        key=key,
        last=inner[-1] if inner else None,
        proper=frozenset(inner),
        stems=frozenset(content(name, lang)),
        code=code,
        person=person,
        listed=row is not None and post is None,
        post=post,
    )


def proper_name(name: str, lang: str = "fr") -> str:
    """The proper name inside a mention: from a first name on, else the last run of capitals; "" without one.

    Source: house rule, read off the mentions of press reports.  Known failure: a two-word office in capitals
    ("Premier Ministre X") counts as part of the name where the tables do not know the office.
    """
    return " ".join(_run(name, lang)[0])


def listed(name: str, lang: str = "fr") -> bool:
    """Do the tables know a mention as it stands, but for its article?"""
    return fold(_bare(name)) in _known(lang)


def nothing_else(name: str, lang: str = "fr") -> bool:
    """Is a mention a name and nothing else, but for an article and titles before it?"""
    if listed(name, lang):
        return True
    tokens = [t for t in _tokens(_bare(name)) if not _is_role(t, lang)]
    return bool(tokens) and " ".join(tokens) == proper_name(name, lang)


def _run(name: str, lang: str) -> tuple[list[str], str]:
    """The words of the proper name, and the word before it."""
    run: list[str] = []
    best: list[str] = []
    before = lead = led = ""
    for token in [*_tokens(name), ""]:
        capital = token[:1].isupper() and not _is_role(token, lang) and not _is_common(token, lang)
        capital = capital and (bool(run) or fold(token) not in _ONE)
        if capital or (run and fold(token) in _INNER):
            if capital and fold(token) in _first_names(lang) and run and fold(led) in _LINKS:
                run = []  # "ministre de l'Intérieur Christophe Castaner": the name starts at the first name
                before = ""
            led = led if run else before
            run.append(token)
        else:
            while run and fold(run[-1]) in _INNER and not run[-1][:1].isupper():
                run.pop()
            if any(fold(t) not in _SMALL for t in run):  # "La police", "Un homme" have none
                best, lead = run, led
            run = []
        if fold(token) not in _ARTICLES:
            before = token
    return best, lead


def _post(name: str, lang: str) -> str | None:
    """The role that a mention starts with: "chef" of "le chef d'Africom"."""
    first = next(iter(_tokens(_bare(name))), "")
    return stem(first, lang) if fold(first) in _roles(lang, "role") else None


def _head(name: str, lang: str) -> str | None:
    """The stem of a mention's first word."""
    first = next(iter(_tokens(_bare(name))), None)
    return stem(first, lang) if first else None


def _tokens(name: str) -> list[str]:
    """The words; an elided article or preposition is a word of its own ("d'Africom": d, Africom)."""
    return [part for t in _TOKEN.findall(name) for part in _ELISION.sub(_parted, t).split(" ") if part]


def _parted(match: re.Match[str]) -> str:
    return match.group()[:-1] + " "


def _bare(name: str) -> str:
    """A mention without its article."""
    return re.sub(
        r"^(?:l['’]|d['’]|(?:le|la|les|un|une|des|du|de)\s+)", "", name.strip(), flags=re.IGNORECASE
    )


@functools.cache
def _known(lang: str) -> dict[str, str]:
    """Folded name or alias -> the name that the tables list it under; an alias of two rows is left out."""
    found: dict[str, set[str]] = {}
    for table in _TABLES:
        for row in resources.table(f"lang/{lang}/{table}.tsv"):
            for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
                found.setdefault(fold(alias), set()).add(row["name"])
    for row in resources.table(f"lang/{lang}/countries.tsv"):
        names = [row["name"], *row["aliases"].split("|"), *row["seats"].split("|"), row["capital"]]
        for alias in filter(None, names):
            found.setdefault(fold(alias), set()).add(row["name"])
    return {alias: next(iter(names)) for alias, names in found.items() if len(names) == 1}


@functools.cache
def _people(lang: str) -> frozenset[str]:
    return frozenset(row["name"] for row in resources.table(f"lang/{lang}/people.tsv"))


@functools.cache
def _first_names(lang: str) -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in resources.table(f"lang/{lang}/first_names.tsv"))


@functools.cache
def _roles(lang: str, kind: str | None = None) -> frozenset[str]:
    rows = [*resources.table(f"lang/{lang}/roles.tsv"), *resources.table(f"lang/{lang}/titles.tsv")]
    rows = [row for row in rows if kind is None or row["kind"] == kind]
    forms = ("form", "plural", "feminine", "feminine_plural")
    return frozenset(
        fold(word) for row in rows for f in forms for word in row[f].split("|") if word and " " not in word
    )


def _is_common(token: str, lang: str) -> bool:
    """A word so common that a capital makes it no name: "Des", "Plusieurs"."""
    return rarity(stem(token, lang), lang) < _COMMON and fold(token) not in _known(lang)


def _is_role(token: str, lang: str) -> bool:
    return fold(token.rstrip(".")) in _roles(lang)


def alike(a: Who, b: Who) -> float:
    """How alike two mentions are: 1 the same, 0 no word either way, -1 two different names.

    A last name alone may be the full name's; two persons with one last name and different first names are
    two.  Descriptions are compared by their words and by their code.
    """
    if a.key == b.key:
        return 1.0
    if a.listed and b.listed:
        return -1.0 if a.code[:3] != b.code[:3] or (a.person and b.person) else -0.3
    if a.proper and b.proper and a.post is None and b.post is None:
        return _names_alike(a, b)
    return _words_alike(a, b)


def _names_alike(a: Who, b: Who) -> float:
    if a.proper.isdisjoint(b.proper):  # most pairs
        return -1.0 if (a.person and b.person) or a.code[:3] != b.code[:3] else -0.5
    if a.proper <= b.proper or b.proper <= a.proper:
        return 0.9 if a.last == b.last else 0.6
    if a.last == b.last and a.last is not None:
        return -0.7 if a.person and b.person else 0.4
    return 0.3


def _words_alike(a: Who, b: Who) -> float:
    """A description against a name or another description."""
    union = a.stems | b.stems
    shared = len(a.stems & b.stems) / len(union) if union else 0.0
    if a.code == b.code and not a.code.startswith("UNK"):
        return max(0.3, shared)
    if a.code[:3] != b.code[:3] and "UNK" not in (a.code[:3], b.code[:3]) and shared < 0.5:
        return -0.4
    return shared * 0.8

"""The party tables of a language, row by row, as forms of the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from sayso import resources
from sayso.errors import DataError
from sayso.extract.party.lexicon import Entry, Form, Row, spellings
from sayso.extract.party.words import accented, fold, split

# gender and number of the columns that hold inflected forms
INFLECTED = (
    ("form", "", False),
    ("plural", "", True),
    ("feminine", "f", False),
    ("feminine_plural", "f", True),
)


def forms_of(table: str, lang: str, settings: dict[str, Any]) -> Iterator[Form]:
    """All forms of one table.

    Raises:
        DataError: R002, a column is missing or a code is malformed.
    """
    read = {
        "countries": _countries,
        "roles": _inflected,
        "modifiers": _inflected,
        "titles": _inflected,
        "markers": _markers,
    }.get(table, _named)
    for row in resources.table(f"lang/{lang}/{table}.tsv"):
        try:
            yield from read(table, row)
        except KeyError as error:
            raise DataError("R002", row["_at"], what=f"the column {error} is missing") from error


def _entry(table: str, row: Row, name: str, *, kind: str, country: str, sector: str) -> Entry:
    flags = frozenset(row.get("flags", "").split())
    at = row["_at"].rsplit("/", 1)[-1]
    return Entry(table, at, name, kind, country, sector, flags, MappingProxyType(row))


def _form(
    phrase: str,
    entry: Entry,
    *,
    gender: str = "",
    plural: bool = False,
    any_case: bool = False,
    noun: bool = False,
) -> Iterator[Form]:
    written = tuple(split(phrase))
    if not written:
        return
    letters = "".join(written)
    # two capitals are a word of their own ("PS", "LR"); a longer acronym may be written "Otan"
    exact = written if letters.isupper() and len(letters) <= 3 else None
    cap = -1 if any_case else max((i for i, w in enumerate(written) if w[0].isupper()), default=-1)
    strict = tuple(accented(w) for w in written) if noun else None
    yield Form(tuple(fold(w) for w in written), cap, exact, entry, strict, gender, plural)


def _named(table: str, row: Row) -> Iterator[Form]:
    """People, groups, organisations: a name, its aliases, a code."""
    code = row["code"]
    if code not in {"NGO", "IGO", "UNK"} and not (len(code) == 6 and code.isalpha() and code.isupper()):
        raise DataError("R002", row["_at"], what=f"'{code}' is no country and sector")
    kind = row.get("kind") or {"people": "person", "groups": "group"}.get(table, "organisation")
    entry = _entry(table, row, row["name"], kind=kind, country=code[:3], sector=code[3:])
    seen = set()
    for phrase in (row["name"], *spellings(row["aliases"])):
        if phrase not in seen:
            seen.add(phrase)
            yield from _form(phrase, entry)


def _inflected(table: str, row: Row) -> Iterator[Form]:
    """Nouns and adjectives: a form, its plural and its feminine forms."""
    entry = _entry(
        table,
        row,
        row["form"],
        kind=row.get("kind") or table[:-1],
        country=row.get("country", ""),
        sector=row.get("sector", ""),
    )
    only = "plural" in entry.flags  # "les autorités": no singular of that sense
    own = row.get("gender", "").replace("e", "")
    for column, gender, plural in INFLECTED:
        for phrase in spellings(row.get(column, "")):
            yield from _form(phrase, entry, gender=gender or own, plural=plural or only, noun=True)


def _countries(table: str, row: Row) -> Iterator[Form]:
    """Countries: names, demonyms (noun or adjective), the capital and the seats of power."""
    iso3 = row["iso3"]
    kinds = (
        ("country", (row["name"], *spellings(row["aliases"]))),
        ("seat", tuple(spellings(row["seats"]))),
        ("capital", tuple(spellings(row["capital"]))),
        ("demonym", tuple(spellings(row["demonyms"]))),
    )
    for kind, phrases in kinds:
        entry = _entry(table, row, row["name"], kind=kind, country=iso3, sector="GOV")
        for phrase in dict.fromkeys(phrases):
            yield from _form(phrase, entry, any_case=kind == "demonym")


def _markers(table: str, row: Row) -> Iterator[Form]:
    """Places and institutions that only tell which country a report is about."""
    entry = _entry(table, row, row["name"], kind="marker", country=row["country"], sector="")
    yield from _form(row["name"], entry)

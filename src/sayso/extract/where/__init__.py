"""Places in a report: every mention found, resolved with what the report says, and its relation read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.where.adjective import adjectival, quarters
from sayso.extract.where.countries import Country, countries, find_country
from sayso.extract.where.evidence import gather
from sayso.extract.where.gazetteer import Gazetteer, Place, gazetteer
from sayso.extract.where.judge import Judge
from sayso.extract.where.lexicon import lexicon
from sayso.extract.where.mention import country_of, is_locative
from sayso.extract.where.mention import records as _records
from sayso.extract.where.scan import Scanner
from sayso.extract.where.words import Words
from sayso.records import Where

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

__all__ = [
    "Country",
    "Gazetteer",
    "Place",
    "countries",
    "country_of",
    "find_country",
    "find_places",
    "gazetteer",
    "is_locative",
]


def find_places(doc: Doc, *, lang: str = "fr", home: str | None = None) -> list[Where]:
    """Every mention of a place in a report, in order, without overlap.

    Args:
        doc: The report's text; tags are used where there are any, a parse is not needed.
        lang: ISO 639-1 code of a language with `where.toml` and its tables.
        home: ISO 3166-1 alpha-2 code of the country where an unplaced name is sought first; None = the
            language's own (`home` in `where.toml`).
    Raises:
        DataError: R010 for a language without data.
    Known failures: a person known by surname alone who shares a town's name; towns with fewer than 500
        people that no noun ("le village de") introduces.
    """
    words, cues, atlas = Words(doc), lexicon(lang), gazetteer(lang)
    evidence = gather(words, atlas, cues.shared)
    judge = Judge(words, evidence, atlas, cues, home or cues.home)
    verdicts = judge.decide(list(Scanner(words, atlas, cues).spans()))
    found = _records(words, verdicts, atlas, cues)
    taken = [(where.start, where.end) for where in found]
    extra = [
        where
        for where in (*adjectival(words, atlas, cues), *quarters(words, atlas, cues))
        if all(where.end <= start or end <= where.start for start, end in taken)
    ]
    return sorted([*found, *extra], key=lambda where: where.start)

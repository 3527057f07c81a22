"""Which country a report is about: its countries, peoples, capitals, people and places, weighed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sayso.extract.party.lexicon import Entry, lexicon
from sayso.extract.party.words import words_of

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

NOT_STATES = frozenset({"IGO", "NGO", "INT", "UNK", ""})
UNWEIGHED = frozenset({"local", "global"})  # a Senate, a network that everybody uses


def weigh_countries(doc: Doc, *, lang: str = "fr") -> dict[str, float]:
    """ISO alpha-3 codes with how much of the report speaks of them, heaviest first.

    Words of the first sentences weigh more; a row's own weight by its kind stands in `party.toml`.
    """
    words = words_of(doc)
    hits = lexicon(lang).scan(words)
    return weigh([(hit.entry, words.sent[hit.first]) for hit in hits if hit], lang=lang)


def weigh(found: list[tuple[Entry, int]], *, lang: str = "fr") -> dict[str, float]:
    """The same from entries and the sentences they stand in."""
    settings = lexicon(lang).settings["home"]
    by_kind, lead, more = settings["weights"], settings["lead_sentences"], settings["lead_weight"]
    total: Counter[str] = Counter()
    for entry, sentence in found:
        if entry.country in NOT_STATES or "|" in entry.country or UNWEIGHED & entry.flags:
            continue
        weight = by_kind.get(entry.kind, by_kind.get(entry.table, 0.0))
        total[entry.country] += weight * (more if sentence < lead else 1.0)
    outlet = settings["outlet"]
    if outlet in total:
        total[outlet] += settings["outlet_weight"]
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def home_country(doc: Doc, *, lang: str = "fr") -> str | None:
    """The country (ISO alpha-3) that bare nouns like "la police" belong to; None if nothing tells."""
    weights = weigh_countries(doc, lang=lang)
    return next((code for code, weight in weights.items() if weight > 0), None)

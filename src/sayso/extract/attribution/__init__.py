"""Attribution: which stretch of a report stands under whose word.

`find_attributions` reads a Doc; `governing` says whose word covers an offset.  The words are in
`lang/<iso>/cues.tsv`, the constructions with their examples in `lang/<iso>/attribution/*.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.attribution.adpositions import read_adpositions
from sayso.extract.attribution.carry import read_continued_quotes
from sayso.extract.attribution.clausal import read_clauses
from sayso.extract.attribution.draft import to_records
from sayso.extract.attribution.grammar import grammar
from sayso.extract.attribution.hearsay import read_hearsay
from sayso.extract.attribution.hits import find_hits
from sayso.extract.attribution.inversion import read_inversions
from sayso.extract.attribution.leads import read_leads
from sayso.extract.attribution.lexicon import lexicon
from sayso.extract.attribution.page import lay_out
from sayso.extract.attribution.quotations import read_fragments, read_quotations
from sayso.extract.attribution.quotes import find_quotes
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.refine import (
    read_duties,
    read_own_denials,
    read_own_plans,
    resolve_first_person,
)
from sayso.extract.attribution.rules import rules
from sayso.extract.attribution.stories import read_stories
from sayso.extract.attribution.tellers import find_teller
from sayso.records import Attribution

if TYPE_CHECKING:
    from sayso.annotate.doc import Doc

__all__ = ["find_attributions", "governing"]


def find_attributions(doc: Doc, *, lang: str = "fr") -> list[Attribution]:
    """Every stretch of a report that somebody else than the report answers for.

    Args:
        doc: The whole report with sentence boundaries; of an unparsed sentence only the surface is read.
        lang: ISO 639-1 code of a language with attribution data.
    Returns:
        Attributions sorted by start, the longer first; contents may nest, and one cue may have several
        (a quotation that its cue interrupts).  `source` is the mention at the cue, a pronoun as it stands;
        its `name` repeats the mention until actors are linked.
    Raises:
        DataError: R010 for a language without data, R001 or R002 for data that is not sound.
    """
    words = grammar(lang)
    page = lay_out(doc)
    hits = find_hits(page, words, lexicon(lang))
    reading = Reading(
        page=page,
        grammar=words,
        hits=hits,
        tellers={hit.first: find_teller(page, words, hit) for hit in hits},
        quotes=find_quotes(page),
        rules=rules(lang),
    )
    read_quotations(reading)
    read_inversions(reading)
    read_adpositions(reading)
    read_clauses(reading)
    read_leads(reading)
    read_fragments(reading)
    read_continued_quotes(reading)
    read_hearsay(reading)
    read_stories(reading)
    resolve_first_person(reading)
    read_own_plans(reading)
    read_own_denials(reading)
    read_duties(reading)
    return to_records(page, words, reading.drafts)


def governing(attributions: list[Attribution], offset: int) -> Attribution | None:
    """The innermost attribution whose content covers an offset; None is the report's own voice.

    A word that is itself a cue is not inside its own content, nor inside its speaker's other words: in
    "« Nous condamnons l'attaque », a dit X" the condemning is X's act, not something that X reports.
    """
    here = [a for a in attributions if a.start <= offset < a.end]
    acts = [a for a in attributions if a.cue is not None and a.cue.start <= offset < a.cue.end]
    open_ = [a for a in here if not any(_same_teller(a, act) for act in acts)]
    return min(open_, key=lambda a: (a.end - a.start, -a.start), default=None)


def _same_teller(a: Attribution, act: Attribution) -> bool:
    if a.cue == act.cue:
        return True
    if a.source is None or act.source is None or a.stance in ("announces", "believes"):
        return False  # an act that is only planned or wished for is part of the plan
    return a.source.start == act.source.start

"""The first look at a report: parse what is worth it and let every single-purpose finder speak."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from sayso.annotate import annotate, plain
from sayso.extract.attribution import find_attributions
from sayso.extract.event.lexicon import could_hold_claim
from sayso.extract.event.rules import match
from sayso.extract.figure import find_figures
from sayso.extract.page import Page
from sayso.extract.party.country import home_country
from sayso.extract.party.identity import Identity
from sayso.extract.party.mentions import mentions
from sayso.extract.when import find_times
from sayso.extract.where import find_places
from sayso.read.head import body_start
from sayso.records import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc


def survey(report: Report, parsed: Doc | None = None) -> Page:
    """Everything that can be seen on a report before events are decided.

    Args:
        report: The report; its language must have data.
        parsed: Its parse, if there is one already.
    """
    lang = report.language or "fr"
    if parsed is None:
        parsed = annotate(report.text, lang, gate=functools.partial(could_hold_claim, lang=lang))
    doc = plain(parsed)
    start = body_start(report.text)
    found = mentions(doc, lang=lang)
    attributions = [a for a in find_attributions(doc, lang=lang) if a.end > start]
    return Page(
        report=report,
        lang=lang,
        doc=doc,
        hits=[hit for hit in match(doc, lang=lang) if hit.start >= start],
        times=[t for t in find_times(doc, published=report.published, lang=lang) if t.start >= start],
        places=[p for p in find_places(doc, lang=lang) if p.start >= start],
        attributions=attributions,
        figures=[f for f in find_figures(doc, lang=lang) if f.start >= start],
        mentions=found,
        identity=Identity(doc, found, lang=lang, attributions=attributions),
        home=home_country(doc, lang=lang),
    )

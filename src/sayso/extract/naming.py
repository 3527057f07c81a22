"""From a stretch of text or a mention to the records Party and Source, under the fullest name in the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.extract import stand_ins
from sayso.extract.coding import by_rule
from sayso.extract.coreference import teller_over
from sayso.extract.party.source import source_kind
from sayso.records import Attribution, Party, Source, SourceKind

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.coder import Coding
    from sayso.extract.party.mention import Mention

# who stands in for a source that names nobody, the surest first; the last only behind what somebody speaks
WAYS = (
    ("the source cited before", stand_ins.cited_before),
    ("a pronoun of nobody known: the last speaker, or the first person named", stand_ins.likely),
    ("words for nobody known: the last speaker", stand_ins.described),
)
SPEECH = ("quote_inversion", "continued_quote", "quote_lead")  # constructions that only somebody speaks in


def party(
    page: Page, mention: Mention, role: str, codes: Mapping[int, Coding]
) -> tuple[Party, tuple[str, ...]]:
    """The party that a mention stands for, and what gave its code: that of its cluster, or that of the rules."""
    full = page.identity.fullest(mention)
    coding = codes.get(page.identity.cluster(mention)) or by_rule(page, mention)
    made = Party(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        name=full.text,
        name_start=full.start,
        name_end=full.end,
        code=coding.code,
        role=role,
    )
    return made, coding.why


def teller_at(page: Page, source: Source) -> Mention | None:
    """The mention that a source is."""
    return teller_over(page.doc, page.mentions, source.start, source.end)


def resolved(page: Page, attribution: Attribution) -> Attribution:
    """The attribution with its source under the fullest name and with its kind."""
    if attribution.source is None:
        return attribution
    chain = tuple(_named(page, source) for source in attribution.chain)
    speech = attribution.rule.endswith(SPEECH)
    return replace(attribution, source=_named(page, attribution.source, speech=speech), chain=chain)


def _named(page: Page, source: Source, *, speech: bool = False) -> Source:
    name, kind, _ = _name(page, source, speech)
    return replace(source, name=name, kind=kind)


def how(page: Page, attribution: Attribution) -> tuple[str, ...]:
    """Where the name of a source comes from that the report calls otherwise there; nothing to say of others."""
    source = attribution.source
    if source is None:
        return ()
    name, _, reason = _name(page, source, attribution.rule.endswith(SPEECH))
    return (f"'{source.text}' is {name}: {reason}",) if name != source.text else ()


def _name(page: Page, source: Source, speech: bool) -> tuple[str, SourceKind, str]:
    """Name, kind, and what gave the name."""
    key = "named", source.start, source.end, speech
    if key not in page.kept:
        stand_in, reason = _stand_in(page, source, speech)
        found = _resolve(page, stand_in)
        page.kept[key] = found.name, found.kind, reason
    made: tuple[str, SourceKind, str] = page.kept[key]
    return made


def _stand_in(page: Page, source: Source, speech: bool) -> tuple[Source, str]:
    for reason, find in WAYS if speech else WAYS[:-1]:
        if (found := find(page, source)) is not None:
            return found, reason
    return source, "one party in the report"


def _resolve(page: Page, source: Source) -> Source:
    mention = teller_at(page, source)
    if mention is None:
        return source
    full = page.identity.fullest(mention)
    covers = mention.start <= source.start and mention.end >= source.end
    longer = len(full.text) > len(source.text) or mention.kind == "pronoun"
    name = full.text if longer or (covers and full is not mention) else source.text
    return replace(source, name=name, kind=source_kind(mention, page.identity))

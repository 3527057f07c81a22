"""Who stands in for a source that names nobody: "cette même source", a pronoun that nothing was found for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.extract.coreference import teller_over
from sayso.extract.party.lexicon import lexicon
from sayso.extract.party.words import fold, split
from sayso.records import Source

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.party.identity import Cluster
    from sayso.extract.party.mention import Mention

FAR = 1200  # characters back to the source that "cette même source" means
LEAD = 300  # characters on to the name of whom a headline or a first sentence calls "elle"
NEAR = 1500  # characters back to a speaker that a description takes up


def cited_before(page: Page, source: Source) -> Source | None:
    """The source last cited before "cette source", "la même source"; None for any other text."""
    words = [fold(w) for w in split(source.text)]
    known = lexicon(page.lang).set_of("same_source")
    if not 2 <= len(words) <= 3 or not set(words) <= known or not set(words) & _pointing(page.lang):
        return None
    cited = [a.source for a in page.attributions if a.source and a.source.end < source.start]
    near = [s for s in cited if source.start - s.end < FAR and not {fold(w) for w in split(s.text)} <= known]
    return max(near, key=lambda s: s.start, default=None)


def _pointing(lang: str) -> frozenset[str]:
    return lexicon(lang).set_of("demonstrative") | lexicon(lang).set_of("same")


def described(page: Page, source: Source) -> Source | None:
    """The last named speaker, for words behind a quotation that describe nobody known: "la septuagénaire"."""
    words = [fold(w) for w in split(source.text)[:2]]
    stand_ins = lexicon(page.lang).settings["stand_ins"]
    articles = stand_ins["articles"]
    first = words[0] if len(words) > 1 and words[1] not in stand_ins["somebody"] else ""
    points = first in lexicon(page.lang).set_of("demonstrative")  # "cette cadre du Parti X"
    capital = any(c.isupper() for c in source.text)
    if first not in articles or source.kind in ("document", "outlet") or (capital and not points):
        return None
    if teller_over(page.doc, page.mentions, source.start, source.end) is not None:
        return None
    last = _spoke(page, source, articles[first], sure=True)
    return last if last is not None and source.start - last.end < NEAR else None


def likely(page: Page, source: Source) -> Source | None:
    """Who "il" or "elle" may be that refers to nobody known: the last speaker, else the first person named so far."""
    gender = lexicon(page.lang).settings["stand_ins"]["pronouns"].get(fold(source.text))
    if gender is None:
        return None
    mention = teller_over(page.doc, page.mentions, source.start, source.end)
    if mention is not None and page.identity.cluster(mention) >= 0 and not _nameless(page, mention):
        return None
    last = _spoke(page, source, gender)
    if last is not None:
        return last
    named = [c for c in page.identity.clusters if c.members[0].start < source.end + LEAD and _fits(c, gender)]
    first = min(named, key=lambda c: c.members[0].start, default=None)
    return _at(first.members[0]) if first is not None else None


def _spoke(page: Page, source: Source, gender: str, *, sure: bool = False) -> Source | None:
    """The last speaker with a name before a source; `sure`: with that gender and no unknown one."""
    spoke = [a.source for a in page.attributions if a.source and a.source.end < source.start]
    for other in sorted(spoke, key=lambda s: -s.start):
        found = teller_over(page.doc, page.mentions, other.start, other.end)
        cluster = page.identity.whose(found) if found is not None else None
        known = cluster is not None and (not sure or not gender or cluster.gender == gender)
        if found is not None and cluster is not None and known and _fits(cluster, gender):
            return _at(found)
    return None


def _nameless(page: Page, mention: Mention) -> bool:
    """Is a pronoun among pronouns only?"""
    return all(m.kind == "pronoun" for m in page.identity.members(mention))


def _fits(cluster: Cluster, gender: str) -> bool:
    return (
        cluster.sort == "person"
        and bool(cluster.names)
        and not cluster.plural
        and (not gender or cluster.gender in (None, gender))
    )


def _at(mention: Mention) -> Source:
    return Source(start=mention.start, end=mention.end, text=mention.text, name=mention.text, kind="named")

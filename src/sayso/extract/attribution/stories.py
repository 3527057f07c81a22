"""A plan that goes on without a new cue: "Selon X, une base sera ouverte. Deux cents soldats y seront envoyés."

Two constructions.  `story` proposes that further plans of the paragraph rest on the same source, which is weighed.
`told_on` is an outlet's story, or one that the report holds at a distance ("à en croire"), opened by the source at
the head of its sentence: what is planned in the sentences after it is that source's without being weighed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.attribution.draft import Draft
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import kind_of

WEIGHED, FIRM = "story", "told_on"
OPENERS = frozenset({"according", "that_clause", "inversion", "noun_phrase"})
BEFORE = 2  # words that may stand before a source at the head of its sentence


@dataclass(frozen=True, slots=True)
class Story:
    """The attribution that opened a story, and the construction under which it goes on."""

    draft: Draft
    construction: str


def read_stories(reading: Reading) -> None:
    """After a sentence about a plan, further sentences of its paragraph about plans rest on its source."""
    page = reading.page
    story: Story | None = None
    for number, (begin, stop) in enumerate(page.sents):
        if number and page.para[begin] != page.para[page.sents[number - 1][0]]:
            story = None
        own = [d for d in reading.drafts if d.cue and begin <= d.cue[0] < stop]
        if story is not None and story.construction == FIRM:
            own = [d for d in own if d.source is not None]  # hearsay of nobody is the story's
        if own:
            story = _opens(reading, own, begin)
            continue
        plan = None if story is None or _quotes(reading, begin, stop) else _plan(reading, begin, stop)
        if story is None or plan is None or ":" in page.low[begin:plan]:  # "Sommet : ce qui va changer"
            story = None
            continue
        span = _clause(page, plan) if story.construction == FIRM else (begin, stop)
        d = story.draft
        reading.add(span, d.source, d.cue, d.stance, story.construction)


def _quotes(reading: Reading, begin: int, stop: int) -> bool:
    return any(q.open < stop and q.close > begin for q in reading.quotes)


def _opens(reading: Reading, own: list[Draft], begin: int) -> Story | None:
    """The sentence's own source if it is the only one and answers for what is to come."""
    draft = own[-1]
    if len({d.source for d in own}) != 1 or draft.source is None:
        return None
    if draft.stance not in ("reports", "announces"):
        return None
    made = {r.id: r.construction for r in reading.rules}[draft.rule]
    if made not in OPENERS:
        return None
    if _plan(reading, draft.first, draft.stop) is None:
        return None
    return Story(draft, FIRM if _leads(reading, draft, begin, made) else WEIGHED)


def _leads(reading: Reading, draft: Draft, begin: int, made: str) -> bool:
    """Does an outlet, or a source that is held at a distance, stand at the head of the sentence?"""
    page = reading.page
    if made != "according" or draft.cue is None or draft.source is None or draft.cue[0] - begin > BEFORE:
        return False
    distant = any(page.lemma[i] in reading.grammar.story["distant"] for i in range(*draft.cue))
    return distant or kind_of(page, reading.grammar, draft.source) == "outlet"


def _plan(reading: Reading, begin: int, stop: int) -> int | None:
    """The first finite verb outside of relative clauses, if it is a future, a conditional or a modal in the present."""
    page, grammar = reading.page, reading.grammar
    for i in range(begin, stop):
        feats = page.feats(i) if page.pos[i] in ("VERB", "AUX") and page.parsed[i] else {}
        aside = "acl:relcl" in (page.dep[i], page.dep[page.head[i]])  # "qui s'appuie sur deux députés"
        if feats.get("VerbForm") == "Fin" and not aside:
            modal = page.lemma[i] in grammar.story["modal"] and feats.get("Tense") == "Pres"
            return i if modal or grammar.future(page, i) or grammar.conditional(page, i) else None
    return None


def _clause(page: Page, i: int) -> tuple[int, int]:
    """The clause of a finite verb or of the verb that it is an auxiliary of; a main clause is the sentence."""
    verb = page.head[i] if page.dep[i].startswith("aux") or page.dep[i] == "cop" else i
    return page.bounds(verb) if page.head[verb] == verb else (page.left[verb], page.right[verb] + 1)

"""The noun phrase right before a verb with its auxiliaries, clitics and asides: its subject, whatever parsed."""

from __future__ import annotations

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.sources import is_teller, mention

Span = tuple[int, int]


def adjacent(page: Page, grammar: Grammar, verb: int) -> Span | None:
    """A noun phrase that stands right before a finite verb, whatever the parser hangs it on.

    "…, l'ancien ministre affirme que": the noun is no complement, and no verb without a subject precedes it.
    """
    begin = page.bounds(verb)[0]
    j = _before_chain(page, grammar, verb)
    if j > begin and page.low[j] == "," and page.pos[j - 1] == "PROPN":
        j -= 1  # "le responsable local, X, a lui aussi appelé"
    if j < begin or page.pos[j] not in ("NOUN", "PROPN", "ADJ"):
        return None
    top = j
    while begin <= page.head[top] < top and page.pos[page.head[top]] in ("NOUN", "PROPN"):
        if page.dep[top] in ("appos", "nmod") and page.low[page.left[top] - 1] == ",":
            break  # "avant le débat, X avait dit": no apposition of the debate
        top = page.head[top]
    if (
        page.dep[top] == "conj"
        and page.head[top] < top
        and page.low[page.left[top]] not in grammar.words["and"]
    ):
        return None
    span = mention(page, grammar, top)
    first = span[0]
    if not first <= j < span[1] or page.pos[top] not in ("NOUN", "PROPN") or grammar.is_(page, top, "time"):
        return None
    if any(page.dep[k] == "case" for k in page.kids[top]):
        return None
    opens = (
        first == begin
        or page.low[first - 1] in grammar.words["and"] | grammar.words["contrast"] | {","}
        or page.pos[first - 1] in ("SPACE", "SCONJ")
    )
    return (first, j + 1) if opens and _speaks(page, grammar, span, top) else None


def _before_chain(page: Page, grammar: Grammar, verb: int) -> int:
    """The token before a verb's auxiliaries, clitics and asides: "a par ailleurs", "a lui aussi", "s'est"."""
    begin = page.bounds(verb)[0]
    j = verb - 1
    while j > begin:
        emphatic = page.low[j] in grammar.teller["pronouns"] or page.low[j].endswith(
            grammar.endings["emphatic"]
        )
        small = (
            page.pos[j] in ("AUX", "ADV")
            or grammar.is_(page, j, "reflexive")
            or grammar.is_(page, j, "clitic_object")
            or (emphatic and page.low[j - 1] in grammar.words["auxiliary"])
        )
        if grammar.is_(page, j, "asides") and page.pos[j] != "PROPN":
            lead = next((k for k in (j - 1, j - 2) if k > begin and page.pos[k] == "ADP"), None)
            if lead is None:
                break
            j = lead
        elif not small or page.low[j] in grammar.words["contrast"]:
            break
        j -= 1
    return j


def _speaks(page: Page, grammar: Grammar, span: Span, head: int) -> bool:
    known = (
        grammar.kind["document"] | grammar.kind["outlet"] | grammar.kind["unnamed"] | grammar.teller["lemmas"]
    )
    return page.pos[head] == "PROPN" or page.lemma[head] in known


def right_before(page: Page, grammar: Grammar, top: int, noun: int) -> int | None:
    """In "comparer X à celle du président, qui a dit", "entre X et Y, qui appelait" the nearest noun tells."""
    whole = mention(page, grammar, noun)
    if is_teller(page, grammar, whole) and not any(grammar.is_(page, i, "and") for i in range(*whole)):
        return None
    if page.feats(top).get("Number") == "Plur":
        return None
    mark = next((j for j in range(top, noun, -1) if grammar.is_(page, j, "relative")), None)
    if mark is None or mark - 1 <= noun or page.low[mark - 1] != ",":
        return None
    for j in range(mark - 2, noun, -1):
        if page.pos[j] in ("VERB", "AUX", "PUNCT"):
            return None
        names = page.dep[j] in ("flat:name", "appos", "amod")
        if page.pos[j] in ("NOUN", "PROPN") and not names and is_teller(page, grammar, (j, j + 1)):
            return j
    return None

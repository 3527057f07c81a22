"""Where a reported clause ends, whatever the parser broke off."""

from __future__ import annotations

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page


def clause_end(page: Page, grammar: Grammar, mark: int, verb: int) -> int:
    """Where the clause that `mark` opens ends (one that the parser broke off: with the sentence)."""
    stop = page.bounds(mark)[1]
    if page.head[mark] == mark or verb <= mark:
        return stop
    end = page.right[verb] + 1
    if not _has_verb(page, mark, end):  # "craint que ce texte, comme le précédent, | n'empêche …"
        top = verb
        while page.head[top] > top:
            top = page.head[top]
        return stop if top == verb else min(page.right[top] + 1, stop)
    while end + 1 < stop:  # "… que A et que B"
        at = end
        while at < stop and (page.low[at] == "," or page.low[at] in grammar.words["and"]):
            at += 1
        if at == end or at >= stop or page.low[at] not in grammar.words["that"]:
            break
        new = page.right[page.head[at]] + 1 if page.head[at] > at else stop
        if new <= end:
            break
        end = new
    return min(end, stop)


def _has_verb(page: Page, mark: int, stop: int) -> bool:
    """Has a clause a finite verb?  No noun or adjective may stand for it, as in "que cet accord | ne tienne"."""
    words = range(mark + 1, stop)
    if any(page.pos[i] in ("VERB", "AUX") and page.feats(i).get("VerbForm") != "Inf" for i in words):
        return True
    return page.pos[mark + 1] == "ADP" or page.pos[page.head[mark]] not in ("NOUN", "PROPN", "ADJ")


def further(page: Page, grammar: Grammar, end: int) -> int:
    """Where a content ends that the parser cut off before a condition or a further infinitive.

    "… de fermer sa frontière | si la trêve est rompue", "… de suspendre son offensive | et d'y mettre fin".
    """
    while end < len(page.low):
        at = _past_marks(page, grammar, end)
        stop = page.bounds(at)[1] if at < len(page.low) else 0
        if at >= stop or page.sent[at] != page.sent[max(end - 1, 0)]:
            return end
        new = _condition(page, grammar, at) or (_joined(page, grammar, at) if at > end else 0)
        if new <= end:
            return end
        end = min(new, stop)
    return end


def _past_marks(page: Page, grammar: Grammar, at: int) -> int:
    """Over a closing quotation mark, a comma and a conjunction."""
    while at < len(page.low) and (
        page.low[at] in '"»”,' or grammar.is_(page, at, "and") or page.pos[at] == "SPACE"
    ):
        at += 1
    return at


def _condition(page: Page, grammar: Grammar, at: int) -> int:
    """The end of the condition that begins at token `at`; 0 for anything else."""
    pronoun = at + 1 < len(page.low) and page.low[at + 1] in grammar.words["third_person"]  # "s'ils"
    verb = page.head[at + 1] if pronoun else page.head[at]
    if not grammar.is_(page, at, "if") or (page.dep[at] != "mark" and not pronoun) or verb <= at:
        return 0
    return page.right[verb] + 1


def _joined(page: Page, grammar: Grammar, at: int) -> int:
    """The end of a further infinitive with its preposition ("et d'y mettre fin"); 0 for anything else."""
    if page.low[at] not in grammar.prepositions["de"] | grammar.prepositions["à"]:
        return 0
    j = at + 1
    while j < len(page.low) and small(page, grammar, j):
        j += 1
    if j >= len(page.low) or page.feats(j).get("VerbForm") != "Inf":
        return 0
    verb = page.head[j] if page.dep[j].startswith("aux") else j
    return max(page.right[verb], j) + 1


def small(page: Page, grammar: Grammar, i: int) -> bool:
    """Clitics, adverbs, negators and quotation marks between a preposition and its infinitive."""
    words = grammar.words["negators"] | grammar.words["clitic_object"]
    return page.pos[i] in ("PRON", "ADV") or page.low[i] in '"«“' or page.low[i] in words


def within(page: Page, grammar: Grammar, noun: int, stop: int) -> int:
    """Where the reported noun ends with what it happens in: "annonce la mort de X | lors du raid".

    The parser hangs such a complement on the reporting verb.  A place or an occasion of speech ("lors d'un point
    de presse", "sur les réseaux sociaux") is none.
    """
    verb = page.head[noun]
    while stop < len(page.low):
        at = stop
        while at < len(page.low) and page.low[at] in '"»”':
            at += 1
        if at >= page.bounds(noun)[1] or not grammar.is_(page, at, "goes_on"):
            return stop
        head = page.head[at]
        if page.pos[at] == "ADV":  # "lors de"
            head = next((k for k in page.kids[at] if page.pos[k] == "NOUN"), at)
        hangs = page.head[head] in (verb, at, noun)
        if head <= at or not hangs or page.pos[head] != "NOUN" or grammar.is_(page, head, "time"):
            return stop
        if any(
            page.low[k] in grammar.kind["indefinite"] - grammar.prepositions["de"] for k in page.kids[head]
        ):
            return stop  # "lors d'un déplacement", "dans un pays"
        if page.lemma[head] in grammar.words["occasion"] | grammar.kind["outlet"] | grammar.kind["document"]:
            return stop
        stop = page.right[head] + 1
    return stop

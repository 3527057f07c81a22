"""Who says it: the mention that a cue has as its source, its extent and what kind of source it is."""

from __future__ import annotations

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.page import Page
from sayso.records import Source, SourceKind

CLOSERS = {")": "(", '"': '"', "»": "«"}
LONGEST = 30  # words that a mention may have


def mention(page: Page, grammar: Grammar, head: int) -> tuple[int, int]:
    """Token range of the noun phrase around `head`: titles, complements, appositions, no relative clause."""
    if grammar.is_(page, head, "deictic") and head > 0:  # "celui-ci" in two tokens
        return head - 1, head + 1
    if page.pos[head] == "PRON" and not grammar.kids(page, head, "noun_complement"):
        return head, head + 1 + (head + 1 < len(page.low) and grammar.is_(page, head + 1, "deictic"))
    keep = [head]
    stack = [k for k in page.kids[head] if _belongs(page, grammar, head, k) and not _in_front(page, head, k)]
    while stack:
        at = stack.pop()
        keep.append(at)
        stack.extend(k for k in page.kids[at] if _belongs(page, grammar, at, k))
    first, last = min(keep), max(keep)
    first, last = _unbroken(page, keep, head, first, last)
    first, last = _whole_name(page, grammar, first, last)
    while first < head and grammar.is_(page, first, "time"):
        first += 1
    return first, min(last + 1, first + LONGEST)


def _whole_name(page: Page, grammar: Grammar, first: int, last: int) -> tuple[int, int]:
    """A name that the parser cut in two ("Emmanuel | Macron") is put together again."""
    begin, stop = page.bounds(first)
    while last + 1 < stop and _name(page, last) and _name(page, last + 1):
        last += 1
    while last + 2 < stop and page.low[last + 1] == "-" and page.end[last] + 1 == page.start[last + 2]:
        last += 2  # "Ouest-France" in three tokens
    if last + 1 < stop and _name(page, last) and page.pos[last + 1] == "NUM" and len(page.low[last + 1]) <= 2:
        last += 1  # "Europe 1"
    while first - 1 > begin and page.low[first - 1] == "-" and page.end[first - 1] == page.start[first]:
        first -= 2  # "état-major" in three tokens
        first -= first > begin and page.pos[first - 1] == "DET"
    while first > begin and _name(page, first) and (_name(page, first - 1) or page.pos[first - 1] == "DET"):
        if page.low[first - 1] in grammar.kind["outlet_name"]:
            break  # "a déclaré à l'AFP Jean Dupont"
        first -= 1
    return first, last


def _name(page: Page, i: int) -> bool:
    return page.pos[i] == "PROPN" and page.text[page.start[i]].isupper()


def _in_front(page: Page, head: int, kid: int) -> bool:
    """The mention's own preposition or adverb is not part of it."""
    return kid < head and page.dep[kid] in ("case", "advmod")


def is_teller(page: Page, grammar: Grammar, span: tuple[int, int]) -> bool:
    """Can the mention be somebody who speaks: a name, a pronoun, or a noun for persons and bodies?"""
    head = next((i for i in range(*span) if page.pos[i] in ("NOUN", "PROPN", "PRON", "X")), span[0])
    if not page.parsed[span[0]]:
        return any(
            page.low[i] in grammar.teller["lemmas"] or page.text[page.start[i]].isupper()
            for i in range(span[0], min(span[0] + 3, span[1]))
        )
    if page.low[head] in grammar.teller["pronouns"] or page.lemma[head] in grammar.teller["lemmas"]:
        return True
    third = page.low[head] in grammar.words["third_person"] | grammar.words["clitic_subject"]
    return page.pos[head] == "PROPN" or third


def _belongs(page: Page, grammar: Grammar, head: int, kid: int) -> bool:
    dep = page.dep[kid]
    if dep in (
        "acl:relcl",
        "advcl",
        "parataxis",
        "ccomp",
        "xcomp",
        "mark",
        "cop",
        "nsubj",
        "nsubj:pass",
        "expl:subj",
    ):
        return False
    if dep == "acl":
        return not page.kids[kid]
    return True


def _unbroken(page: Page, keep: list[int], head: int, first: int, last: int) -> tuple[int, int]:
    """Stop at the first gap, colon or sentence mark on either side of the head; drop commas at the ends."""
    kept = set(keep)
    a = b = head
    while a - 1 >= first and (a - 1 in kept or page.pos[a - 1] == "PUNCT") and page.low[a - 1] not in ":.!?;":
        a -= 1
    while b + 1 <= last and (b + 1 in kept or page.pos[b + 1] == "PUNCT") and page.low[b + 1] not in ":.!?;":
        b += 1
    while a < head and (page.pos[a] in ("PUNCT", "CCONJ") or page.dep[a] in ("cc", "punct")):
        a += 1
    while b > head and (page.pos[b] in ("PUNCT", "CCONJ", "SPACE") or page.dep[b] in ("cc", "punct")):
        opener = CLOSERS.get(page.low[b])
        if opener is not None and opener in page.low[a:b]:
            break
        b -= 1
    return a, b


def make_source(page: Page, grammar: Grammar, span: tuple[int, int]) -> Source:
    """A record of the mention in a token range."""
    start, end = page.start[span[0]], page.end[span[1] - 1]
    if page.low[span[0]] in grammar.words["clitic_subject"]:  # "dit-il", "a t-il dit"
        linkers = sorted(grammar.words["linker"], key=len, reverse=True)
        start += next((len(n) for n in linkers if page.low[span[0]].startswith(n)), 0)
    text = page.text[start:end]
    return Source(start=start, end=end, text=text, name=text, kind=kind_of(page, grammar, span))


def kind_of(page: Page, grammar: Grammar, span: tuple[int, int]) -> SourceKind:
    """document, outlet, unnamed or named, by the mention's first noun, its determiner and its names."""
    words = range(*span)
    head = next((i for i in words if page.pos[i] in ("NOUN", "PRON", "ADJ", "X", "PROPN", "")), span[0])
    lemma, kinds = page.lemma[head], grammar.kind
    if lemma in kinds["document"]:
        return "document"
    if lemma in kinds["unnamed_always"]:
        return "unnamed"
    names = [
        i for i in words if page.text[page.start[i]].isupper() and not _behind_preposition(page, i, span[0])
    ]
    if lemma in kinds["outlet"] or any(page.low[i] in kinds["outlet_name"] for i in names[:3]):
        return "outlet"
    plural = page.feats(head).get("Number") == "Plur" and lemma in kinds["unnamed"]
    indefinite = page.low[span[0]] in kinds["indefinite"] or page.low[head] in kinds["indefinite"]
    proper = [i for i in names if page.pos[i] == "PROPN" and i != span[0]]
    return "unnamed" if (plural or indefinite) and not proper else "named"


def _behind_preposition(page: Page, i: int, first: int) -> bool:
    """A name that only places or belongs to the source ("un responsable de CNN", "sur BFM")."""
    top = i
    for _ in range(3):
        if any(page.dep[k] == "case" and first <= k < top for k in page.kids[top]):
            return True
        if page.dep[top] not in ("flat:name", "nmod", "appos"):
            return False
        top = page.head[top]
    return False

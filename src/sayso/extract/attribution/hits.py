"""Where a report uses a reporting word: each use with its form (finite, participle, negated …)."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.lexicon import Cue, Lexicon
from sayso.extract.attribution.page import Page

REACH = 6  # words between the parts of a phrase, or from a verb back to its reflexive
NOMINAL = ("DET", "ADP", "NUM")
CLOSED = frozenset(',"»”')


@dataclass(frozen=True, slots=True)
class Hit:
    """One use of a cue.  `first` and `last` are the tokens of its first and last word."""

    cue: Cue
    first: int
    last: int
    parts: tuple[int, ...]
    negated: bool
    form: (
        str  # finite, participle (past, without auxiliary), present (participle), infinitive, noun, adjective
    )

    def covers(self, i: int) -> bool:
        """Does token `i` stand between the cue's words?"""
        return self.first <= i <= self.last


def find_hits(page: Page, grammar: Grammar, lexicon: Lexicon) -> list[Hit]:
    """Every use of a cue in text order; the longest phrase wins at a word."""
    found: list[Hit] = []
    taken = -1
    for i, low in enumerate(page.low):
        lemmas = [page.lemma[i]] if page.lemma[i] in lexicon.by_lemma else []
        lemmas += [name for name in lexicon.forms.get(low, ()) if name not in lemmas]
        if not lemmas or i <= taken:
            continue
        hits = [
            hit for name in lemmas for cue in lexicon.by_lemma[name] if (hit := _use(page, grammar, cue, i))
        ]
        if not hits:
            continue
        longest = max(len(hit.parts) for hit in hits)
        best = [hit for hit in hits if len(hit.parts) == longest][:1]
        found.extend(best)
        taken = max(hit.last for hit in best)
    return found


def _use(page: Page, grammar: Grammar, cue: Cue, i: int) -> Hit | None:
    if not _plausible(page, grammar, cue, i):
        return None
    parts = _phrase(page, cue, i)
    if parts is None:
        return None
    if cue.pos != "VERB":
        form = "noun" if cue.pos == "NOUN" else "adjective"
        return Hit(cue, i, parts[-1], parts, False, form)
    if _reflexive(page, grammar, i) != cue.reflexive:
        return None
    return Hit(cue, i, parts[-1], parts, grammar.negated(page, i), verb_form(page, grammar, i))


def _plausible(page: Page, grammar: Grammar, cue: Cue, i: int) -> bool:
    """Can token `i` be this word?  The tagger decides, unless it calls a verb's form something else."""
    pos = page.pos[i]
    if cue.pos == "NOUN":
        return pos in ("NOUN", "PROPN") and page.lemma[i] == cue.words[0] and not _verb_like(page, grammar, i)
    if cue.pos == "ADJ":
        return pos in ("ADJ", "VERB") and page.lemma[i] == cue.words[0]
    if pos in ("VERB", "AUX") or (pos in ("NOUN", "ADJ") and _verb_like(page, grammar, i)):
        return True
    if i and page.pos[i - 1] in NOMINAL:
        return False
    if i and page.low[i - 1] in grammar.words["negators"]:
        return True
    after = page.low[i + 1] if i + 1 < len(page.low) else ""
    if after in grammar.words["that"] or after in grammar.words["clitic_subject"]:
        return True
    if i + 1 < len(page.low) and page.feats(i + 1).get("VerbForm") == "Inf":
        return True
    if i and _has_before(page, grammar, i) and pos in ("X", "NOUN", "ADJ"):
        return True
    if pos in ("X", "NOUN", "ADJ", "ADV") and _closes(page, grammar, i):
        return True
    if (
        pos in ("ADJ", "NOUN", "ADV", "X")
        and page.pos[i - 1] in ("NOUN", "PROPN", "ADJ")
        and not _finite(page, i)
    ):
        ahead = [page.feats(j).get("VerbForm") for j in range(i + 1, min(i + 3, len(page.low)))]
        return i + 1 < len(page.low) and (page.pos[i + 1] == "DET" or "Inf" in ahead)
    if pos == "":  # unparsed: the form behind an auxiliary or before a mention is all there is
        return page.start[i] != page.end[i] and not page.doc[i].is_title
    return False


def _closes(page: Page, grammar: Grammar, i: int) -> bool:
    """ "…, raconte France Bleu": behind a comma or quotation, and before a name or an article."""
    if not i or page.low[i - 1] not in CLOSED or i + 1 >= len(page.low) or page.sent[i] != page.sent[i + 1]:
        return False
    capital = page.text[page.start[i + 1]].isupper()
    return (
        capital
        or page.low[i + 1] in grammar.words["article"]
        or page.low[i + 1] in grammar.kind["outlet_name"]
    )


def _verb_like(page: Page, grammar: Grammar, i: int) -> bool:
    """A "noun" with a subject of its own and no determiner is a verb ("La Turquie menace de fermer …")."""
    kids = page.kids[i]
    return any(grammar.dep(page, k, "subject") and k < i for k in kids) and not any(
        grammar.dep(page, k, "determiner") or page.dep[k] == "cop" for k in kids
    )


def _finite(page: Page, i: int) -> bool:
    """Has the sentence of `i` any finite verb?"""
    verbs = [j for j in range(*page.bounds(i)) if page.pos[j] in ("VERB", "AUX")]
    return any(page.feats(j).get("VerbForm") == "Fin" for j in verbs)


def _phrase(page: Page, cue: Cue, i: int) -> tuple[int, ...] | None:
    """The tokens of a phrase that starts at `i`, with little words allowed between."""
    parts, at = [i], i
    stop = page.bounds(i)[1]
    for word in cue.words[1:]:
        for j in range(at + 1, min(at + 1 + REACH, stop)):
            if word in (page.low[j], page.lemma[j]):
                parts.append(j)
                at = j
                break
            if page.pos[j] in ("NOUN", "PROPN", "PUNCT", "SCONJ", "CCONJ") or page.pos[j] == "":
                return None
        else:
            return None
    return tuple(parts)


def _reflexive(page: Page, grammar: Grammar, i: int) -> bool:
    first = page.bounds(i)[0]
    for j in range(i - 1, max(first, i - REACH) - 1, -1):
        if grammar.is_(page, j, "reflexive"):
            return True
        small = page.pos[j] in ("AUX", "ADV", "PRON") or page.low[j].startswith("-")
        small = small or (not page.parsed[j] and page.low[j] in grammar.words["auxiliary"])
        if not small or page.low[j] in grammar.words["relative"]:
            return False
    return False


def _has_before(page: Page, grammar: Grammar, i: int) -> bool:
    """An auxiliary in front that the parser did not link ("a d'ores et déjà déclaré")."""
    for j in range(i - 1, max(page.bounds(i)[0], i - 6) - 1, -1):
        if page.lemma[j] in grammar.words["have"] and page.pos[j] in ("AUX", "VERB", "X"):
            return True
        if page.lemma[j] in grammar.words["asides"]:
            continue
        if page.pos[j] in ("NOUN", "PROPN", "PUNCT", "VERB", "SCONJ"):
            return False
    return False


def verb_form(page: Page, grammar: Grammar, i: int) -> str:
    """finite, participle, present or infinitive, from the morphology and the auxiliaries."""
    feats = page.feats(i)
    kind = feats.get("VerbForm", "")
    if kind == "Inf" or (page.low[i].endswith(grammar.endings["infinitive"]) and kind != "Fin"):
        return "infinitive"
    if page.low[i].endswith(grammar.endings["present"]) and (kind == "Part" or page.pos[i] != "VERB"):
        return "present"
    if kind == "Part" and not page.low[i].endswith(grammar.endings["participle"]):
        return "finite"
    if kind == "Part" and any(grammar.dep(page, k, "subject") and k < i for k in page.kids[i]):
        return "finite"  # "le témoin dit avoir vu"
    if kind == "Part":
        helped = any(page.dep[k].startswith("aux") for k in page.kids[i])
        return "finite" if helped or _has_before(page, grammar, i) or _shares(page, i) else "participle"
    return "finite"


def _shares(page: Page, i: int) -> bool:
    """ "a changé de version et accusé son frère": a coordinated participle shares the auxiliary."""
    above = page.head[i]
    if page.dep[i] != "conj" or above >= i or page.pos[above] != "VERB":
        return False
    helpers = {page.dep[k] for k in page.kids[above] if page.dep[k].startswith("aux")}
    return bool(helpers) and "aux:pass" not in helpers

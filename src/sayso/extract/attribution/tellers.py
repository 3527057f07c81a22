"""Which words of the sentence are the teller of a cue: its subject, agent, antecedent or complement."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.attribution.adjacent import adjacent, right_before
from sayso.extract.attribution.clitics import clitic_of
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.hits import Hit, verb_form
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.sources import mention
from sayso.extract.attribution.surface import words_before, words_behind

Span = tuple[int, int]
MAX_STEPS = 6  # how far up the tree a subject is inherited


@dataclass(frozen=True, slots=True)
class Teller:
    """How the source of a cue was found: `span` in tokens (None: told by nobody), `how` names the way."""

    span: Span | None
    how: str  # subject, inverted, agent, cleft, relative, shared, participle, noun, impersonal, none


NOBODY = Teller(None, "none")


def find_teller(page: Page, grammar: Grammar, hit: Hit) -> Teller:
    """The teller of a verb or noun cue; `NOBODY` where the sentence names none."""
    if hit.form == "noun":
        return _of_noun(page, grammar, hit)
    if not page.parsed[hit.first]:
        clitic = clitic_of(page, grammar, hit.first)
        return (
            Teller((clitic, clitic + 1), "inverted")
            if clitic is not None
            else _on_the_surface(page, grammar, hit)
        )
    has_subject = any(grammar.dep(page, k, "subject") for k in page.kids[hit.first])
    if (
        page.pos[hit.first] not in ("VERB", "AUX")
        and hit.form not in ("noun", "adjective")
        and not has_subject
    ):
        return _mistagged(page, grammar, hit)
    if hit.form == "adjective":
        subject = _own_subject(page, grammar, page.head[hit.first], ()) or _own_subject(
            page, grammar, hit.first, ()
        )
        return Teller(subject, "subject") if subject else NOBODY
    if is_passive(page, grammar, hit):
        return _agent(page, grammar, hit)
    found = _subject(page, grammar, hit.first, hit.parts, 0)
    if hit.form == "finite" and found.how in ("none", "shared"):
        near = adjacent(page, grammar, hit.first)
        if near is not None:
            return Teller(near, "subject")
    if found.how == "none" and hit.form == "finite" and page.dep[hit.first] in ("amod", "nmod", "appos"):
        return _mistagged(page, grammar, hit)
    return found


def _on_the_surface(page: Page, grammar: Grammar, hit: Hit) -> Teller:
    """Without a parse: the words behind the cue, or those before it where a complement follows."""
    behind = words_behind(page, grammar, hit.first, hit.last)
    if behind is not None:
        return Teller(behind, "inverted")
    before = words_before(page, grammar, hit.first)
    return Teller(before, "subject") if before is not None else NOBODY


def _mistagged(page: Page, grammar: Grammar, hit: Hit) -> Teller:
    """A verb that the tagger took for something else: the noun that it hangs on, or that verb's subject."""
    clitic = clitic_of(page, grammar, hit.first)
    if clitic is not None:
        return Teller((clitic, clitic + 1), "inverted")
    above = page.head[hit.first]
    while page.pos[above] in ("ADV", "ADJ") and page.head[above] != above:
        above = page.head[above]
    if grammar.is_(page, above, "impersonal"):
        return Teller(None, "impersonal")
    if page.pos[above] not in ("NOUN", "PROPN", "PRON") or above > hit.first:
        subject = _subject_token(page, grammar, above, ())
        if subject is None or subject > hit.first or page.low[subject] in grammar.words["relative"]:
            return NOBODY
        above = subject
    a, b = mention(page, grammar, above)
    return Teller((a, min(b, hit.first)), "subject") if a < hit.first else NOBODY


def is_passive(page: Page, grammar: Grammar, hit: Hit) -> bool:
    """A past participle with the passive auxiliary, or without any."""
    if hit.cue.reflexive:
        return False
    if hit.form == "participle":
        return True
    return (
        any(page.dep[k] == "aux:pass" and page.pos[k] == "AUX" for k in page.kids[hit.first])
        and page.feats(hit.first).get("VerbForm") == "Part"
    )


def _by_agent(page: Page, grammar: Grammar, verb: int) -> Teller | None:
    """Who is behind "par" at a passive verb ("L'annonce du retrait a été faite par X")."""
    for k in page.kids[verb]:
        by = any(grammar.is_(page, c, "by") for c in page.kids[k])
        if (grammar.dep(page, k, "agent") or by) and page.pos[k] in ("NOUN", "PROPN", "PRON", "X"):
            return Teller(mention(page, grammar, k), "agent")
    return None


def _agent(page: Page, grammar: Grammar, hit: Hit) -> Teller:
    found = _by_agent(page, grammar, hit.first)
    if found is not None:
        return found
    if any(page.low[k] in grammar.words["expletive"] for k in page.kids[hit.first] if k < hit.first):
        return Teller(None, "impersonal")
    return NOBODY


def _subject(page: Page, grammar: Grammar, verb: int, parts: tuple[int, ...], steps: int) -> Teller:
    if steps > MAX_STEPS:
        return NOBODY
    clitic = clitic_of(page, grammar, verb)
    if clitic is not None:
        if grammar.is_(page, clitic, "impersonal"):
            return Teller(None, "impersonal")
        return Teller((clitic, clitic + 1), "inverted")
    head = _subject_token(page, grammar, verb, parts)
    if head is not None:
        return _from_subject(page, grammar, verb, head, steps)
    return _inherited(page, grammar, verb, steps)


def _from_subject(page: Page, grammar: Grammar, verb: int, head: int, steps: int) -> Teller:
    if page.lemma[verb] in grammar.words["impersonal_verb"]:
        return NOBODY
    if grammar.is_(page, head, "relative"):
        return _antecedent(page, grammar, verb)
    if grammar.is_(page, head, "impersonal"):
        return Teller(None, "impersonal")
    if page.low[head] in grammar.words["other_subject"]:
        return NOBODY
    how = "subject" if head < verb else "inverted"
    topic = _topic(page, grammar, head)
    if topic is not None:
        return Teller(mention(page, grammar, topic), how if steps == 0 else "shared")
    head = _behind_adjunct(page, grammar, head)
    return Teller(mention(page, grammar, head), how if steps == 0 else "shared")


def _topic(page: Page, grammar: Grammar, head: int) -> int | None:
    """Whom "il" takes up in "Quant au chef du parti, il a estimé que …"."""
    begin = page.bounds(head)[0]
    if not grammar.is_(page, begin, "topic") or not grammar.is_(page, head, "third_person"):
        return None
    nouns = [j for j in range(begin + 1, head) if page.pos[j] in ("NOUN", "PROPN")]
    plain = all(page.pos[j] not in ("VERB", "AUX") for j in range(begin, head)) and page.low[head - 1] == ","
    return nouns[0] if nouns and plain else None


def _behind_adjunct(page: Page, grammar: Grammar, head: int) -> int:
    """ "Dans un entretien à la radio, Paul Rivet a dit": the name that the parser hangs on "entretien" tells."""
    if not any(page.dep[k] == "case" and k < head for k in page.kids[head]):
        return head
    names = [k for k in page.kids[head] if page.dep[k] == "appos" and page.pos[k] in ("PROPN", "NOUN")]
    return next((k for k in names if page.low[page.left[k] - 1] == ","), head)


def _subject_token(page: Page, grammar: Grammar, verb: int, parts: tuple[int, ...]) -> int | None:
    """The subject's head among the children of the cue's words, nearest to the verb."""
    found = [k for p in (verb, *parts) for k in grammar.kids(page, p, "subject", "passive_subject")]
    found += [
        k
        for p in (verb, *parts)
        for a in page.kids[p]
        if page.dep[a].startswith("aux") or page.dep[a] == "cop"
        for k in grammar.kids(page, a, "subject", "passive_subject")
    ]
    found = [
        k for k in found if page.pos[k] not in ("VERB", "PUNCT", "SPACE") and not page.low[k].startswith("-t")
    ]
    found = found or [
        k for k in page.kids[verb] if page.dep[k] == "expl:subj" and grammar.is_(page, k, "third_person")
    ]
    return min(found, key=lambda k: abs(k - verb)) if found else None


def _own_subject(page: Page, grammar: Grammar, at: int, parts: tuple[int, ...]) -> Span | None:
    head = _subject_token(page, grammar, at, parts)
    if head is None or page.low[head] in grammar.words["expletive"] | grammar.words["other_subject"]:
        return None
    return mention(page, grammar, head)


def _antecedent(page: Page, grammar: Grammar, verb: int) -> Teller:
    """The noun before "qui"; in "c'est X qui" a cleft."""
    top = verb
    for _ in range(MAX_STEPS):
        if page.dep[top] in grammar.labels["relative"] or page.head[top] == top:
            break
        top = page.head[top]
    noun = page.head[top]
    if noun == top or page.pos[noun] not in ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM"):
        return NOBODY
    cleft = any(page.dep[k] == "cop" for k in page.kids[noun])
    near = None if cleft else right_before(page, grammar, top, noun)
    if near is None and grammar.is_(page, noun, "other_subject"):
        return NOBODY  # "ce qui montre que"
    return Teller(mention(page, grammar, noun if near is None else near), "cleft" if cleft else "relative")


def _inherited(page: Page, grammar: Grammar, verb: int, steps: int) -> Teller:
    """No subject of its own: a coordinated verb, an infinitive or participle takes that of the verb above."""
    above, dep = page.head[verb], page.dep[verb]
    if above == verb:
        return NOBODY
    if dep in grammar.labels["participle"] or dep in grammar.labels["relative"]:
        if verb_form(page, grammar, verb) == "finite":
            return _nearest_subject(page, grammar, verb)
        if page.pos[above] in ("NOUN", "PROPN"):
            return Teller(mention(page, grammar, above), "participle")
        return NOBODY
    if page.pos[above] in ("VERB", "AUX", "ADJ", "NOUN") and dep in (
        "conj",
        "xcomp",
        "advcl",
        "ccomp",
        "parataxis",
        "obl:mod",
        "obl:arg",
        "dep",
    ):
        near = _left_neighbour(page, verb) if dep == "conj" else None
        if near is not None:
            return Teller(mention(page, grammar, near), "subject")
        found = _subject(page, grammar, above, (), steps + 1)
        return Teller(found.span, "shared") if found.span else found
    return NOBODY


def aimed(page: Page, grammar: Grammar, noun: int) -> Teller:
    """Who speaks in "X a organisé une marche pour exiger …": the subject of the verb whose object it is."""
    if not grammar.dep(page, noun, "object"):
        return NOBODY  # "une marche pour exiger …": those who march, whoever they are
    found = _subject(page, grammar, page.head[noun], (), 1)
    return Teller(found.span, "shared") if found.span else NOBODY


def _left_neighbour(page: Page, verb: int) -> int | None:
    """A name right before a coordinated verb is its subject, whatever the parser says."""
    j = verb - 1
    while j > page.bounds(verb)[0] and page.pos[j] in ("AUX", "PRON", "ADV"):
        j -= 1
    return j if page.pos[j] == "PROPN" and page.head[j] != verb and page.head[j] > page.head[verb] else None


def _nearest_subject(page: Page, grammar: Grammar, verb: int) -> Teller:
    """The last subject before a verb whose auxiliary the parser lost ("a de son côté dénoncé")."""
    for j in range(verb - 1, page.bounds(verb)[0] - 1, -1):
        if grammar.dep(page, j, "subject", "passive_subject") and page.pos[j] in ("NOUN", "PROPN", "PRON"):
            return (
                _from_subject(page, grammar, verb, j, 1)
                if page.low[j] not in grammar.words["relative"]
                else NOBODY
            )
    return NOBODY


def _of_noun(page: Page, grammar: Grammar, hit: Hit) -> Teller:
    """ "les déclarations du ministre", "sa demande": the complement, or whoever the possessive means."""
    lent = _lent(page, grammar, hit)
    if lent is not None:
        return lent
    for k in page.kids[hit.last]:
        marks = {page.low[c] for c in page.kids[k]} & (grammar.prepositions["de"] | grammar.words["by"])
        if (
            k > hit.last
            and marks
            and page.pos[k] in ("NOUN", "PROPN", "X")
            and grammar.dep(page, k, "noun_complement", "oblique", "agent")
        ):
            return Teller(mention(page, grammar, k), "noun")
    return NOBODY


def _lent(page: Page, grammar: Grammar, hit: Hit) -> Teller | None:
    """ "X a réitéré ses accusations", "X a exprimé le souhait de …": the subject of the verb speaks."""
    own = any(grammar.is_(page, k, "possessive") for k in page.kids[hit.first])
    verb = page.head[hit.first]
    lends = page.lemma[verb] in grammar.words["lending"] and grammar.dep(page, hit.first, "object")
    told = page.lemma[verb] in grammar.words["lending"] and grammar.dep(page, hit.first, "passive_subject")
    if told and not own:
        return _by_agent(page, grammar, verb)
    if not own and not lends:
        return None
    head = _subject_token(page, grammar, verb, ())
    if head is not None and head != hit.first and page.pos[head] in ("NOUN", "PROPN", "PRON"):
        return _from_subject(page, grammar, verb, head, 1)
    near = adjacent(page, grammar, verb) if lends and verb_form(page, grammar, verb) == "finite" else None
    return Teller(near, "shared") if near is not None else (NOBODY if own else None)

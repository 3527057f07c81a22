"""What a cue reports: the clause, infinitive or noun phrase that its frame asks for, as token ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.extract.attribution.clause_ends import clause_end, further, small, within
from sayso.extract.attribution.grammar import Grammar
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.page import Page
from sayso.extract.attribution.sources import mention
from sayso.extract.attribution.tellers import is_passive

FAR = 16  # words between a cue and the "que" that belongs to it
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "obj", "obl:arg", "obl:mod", "parataxis", "conj", "dep", "nmod")


@dataclass(frozen=True, slots=True)
class Content:
    """Tokens `[first, stop)` that a cue reports, and the frame that found them."""

    first: int
    stop: int
    frame: str


def find_contents(page: Page, grammar: Grammar, hit: Hit, before: int) -> list[Content]:
    """The contents of a parsed cue by its frames, before the next cue; quotations are found elsewhere."""
    found: list[Content] = []
    for frame in ("que", "si", "selon_lequel", "pour_que"):
        if hit.cue.takes(frame):
            found += _clause(page, grammar, hit, frame, before)
            if found:
                return found
    frames = [name for name, _ in hit.cue.frames]
    infinitives = [f for f in frames if f.endswith("inf")]
    if infinitives:
        found += _infinitive(page, grammar, hit, infinitives)
    if not found:
        found += _nouns(page, grammar, hit, frames)
    return found


def _clause(page: Page, grammar: Grammar, hit: Hit, frame: str, before: int) -> list[Content]:
    mark = _mark(page, grammar, hit, frame, before)
    if mark is None:
        return []
    opens = mark if mark > hit.last else mark + 1  # a question word right behind the cue opens its own clause
    stop = further(page, grammar, clause_end(page, grammar, opens, page.head[opens]))
    return [Content(mark + 1, stop, frame)] if stop > mark + 1 else []


def _mark(page: Page, grammar: Grammar, hit: Hit, frame: str, before: int) -> int | None:
    """The "que", "si" or "selon laquelle" that belongs to the cue."""
    stop = min(page.bounds(hit.last)[1], before)
    commas = 0
    for j in range(hit.last + 1, min(hit.last + 1 + FAR, stop)):
        low = page.low[j]
        if frame == "selon_lequel":
            if low in grammar.words["which"] and page.low[j - 1] in grammar.words["according"]:
                return j
        elif frame == "si" and hit.negated and j <= hit.last + 3 and _asks(page, grammar, hit, j):
            return j - 1
        elif low in grammar.words["whether" if frame == "si" else "that"]:
            if not _subordinate(page, grammar, j) or grammar.is_(page, j - 1, "subjunction"):
                continue
            if frame == "pour_que" and page.low[j - 1] not in grammar.prepositions["pour"]:
                return None
            linked = page.head[page.head[j]] in hit.parts or page.head[page.head[j]] == hit.first
            if linked or j - hit.last <= 2 or commas in (0, 2):
                return j
            return None
        if low in ".!?;:" or page.pos[j] == "VERB":
            return None
        commas += low == ","
    return None


def _asks(page: Page, grammar: Grammar, hit: Hit, j: int) -> bool:
    """ "n'a pas précisé à quelle date …": a question word right behind a cue, or behind its preposition."""
    near = all(page.pos[k] in ("ADP", "ADV") for k in range(hit.last + 1, j))
    return near and grammar.is_(page, j, "question")


def _subordinate(page: Page, grammar: Grammar, j: int) -> bool:
    """A conjunction, not a relative pronoun, "ne … que" or the "que" of a comparison."""
    if page.dep[j] == "fixed":
        return False  # "alors que"
    if page.dep[j] == "mark" or page.pos[j] == "SCONJ" or page.dep[j] == "unparsed":
        return True
    above = page.head[page.head[j]]  # "affirment, eux, qu'il …" read as a relative clause
    return page.pos[above] == "PRON" and above < j


def _infinitive(page: Page, grammar: Grammar, hit: Hit, frames: list[str]) -> list[Content]:
    stop = page.bounds(hit.last)[1]
    for j in range(hit.last + 1, min(hit.last + 1 + FAR, stop)):
        if page.low[j] in ".!?;:" or (page.low[j] in grammar.words["that"] and page.dep[j] == "mark"):
            return []
        if page.pos[j] not in ("VERB", "AUX") or page.feats(j).get("VerbForm") != "Inf":
            if page.pos[j] == "VERB" and page.feats(j).get("VerbForm") == "Fin":
                return []
            continue
        verb = page.head[j] if page.dep[j].startswith("aux") or page.dep[j] == "cop" else j
        frame = _inf_frame(page, grammar, hit, (j, verb), frames)
        if frame is None:
            return []
        first = j
        while first - 1 > hit.last and page.head[first - 1] in (j, verb) and page.pos[first - 1] == "PRON":
            first -= 1  # "appelle à se retirer"
        end = max(page.right[verb] + 1, j + 1)
        return [Content(first, further(page, grammar, end), frame)]
    return []


def _inf_frame(page: Page, grammar: Grammar, hit: Hit, at: tuple[int, int], frames: list[str]) -> str | None:
    """Which infinitive frame fits the preposition before the infinitive (its first word and its verb)."""
    j, verb = at
    before = j - 1
    while before > hit.last and (small(page, grammar, before)):
        before -= 1
    if before == hit.last:
        return "inf" if "inf" in frames else None
    if "inf" in frames and page.pos[before] in ("NOUN", "PROPN", "ADJ", "SCONJ"):
        past = j != verb and page.dep[j].startswith("aux")
        if page.head[verb] in hit.parts or past:
            return "inf"  # "a confié aux juges avoir …", "a annoncé samedi sur le site avoir …"
    for name, words in grammar.prepositions.items():
        if page.low[before] in words:
            for frame in (f"{name}_inf", f"obj_{name}_inf"):
                if frame in frames and (before - hit.last <= 3 or _linked(page, j, hit)):
                    return frame
    return None


def _linked(page: Page, j: int, hit: Hit) -> bool:
    """Is token `j` below the cue within three steps?"""
    at = j
    for _ in range(3):
        at = page.head[at]
        if at in hit.parts:
            return True
    return False


def _nouns(page: Page, grammar: Grammar, hit: Hit, frames: list[str]) -> list[Content]:
    found: list[Content] = []
    if "np" in frames:
        found += _object(page, grammar, hit)
    else:
        found += _told(page, grammar, hit, frames)
    for frame in frames:
        if not frame.endswith("_np"):
            continue
        words = grammar.prepositions[frame.removeprefix("obj_").removesuffix("_np")]
        for part in hit.parts:
            for k in page.kids[part]:
                case = [c for c in page.kids[k] if c < k and page.low[c] in words]
                if k > hit.last and case and page.pos[k] in ("NOUN", "PROPN"):
                    found.append(_phrase(page, grammar, k, frame, case[0] + 1))
    return found


def _object(page: Page, grammar: Grammar, hit: Hit) -> list[Content]:
    """The object; of a passive its subject, of a participle the noun that it stands by."""
    if is_passive(page, grammar, hit):
        if hit.form == "participle":
            noun = page.head[hit.first]
            if page.dep[hit.first] in grammar.labels["participle"] and page.pos[noun] == "NOUN":
                return [_phrase(page, grammar, noun, "np")]
            before = _behind_comma(page, hit)
            return [_phrase(page, grammar, before, "np")] if before is not None else []
        return [
            _phrase(page, grammar, k, "np") for k in _subjects(page, grammar, hit) if page.pos[k] == "NOUN"
        ]
    objects = [
        k
        for part in hit.parts
        for k in page.kids[part]
        if k > hit.last and grammar.dep(page, k, "object") and page.pos[k] in ("NOUN", "PROPN", "ADJ", "X")
    ]
    objects = [k for k in objects if not grammar.is_(page, k, "time")] or _plain_noun(page, grammar, hit)
    return [_phrase(page, grammar, k, "np") for k in objects[:1]]


def _behind_comma(page: Page, hit: Hit) -> int | None:
    """The noun that a participle behind a comma stands by, hung elsewhere by the parser ("…, revendiqué par X")."""
    begin, noun = page.bounds(hit.first)[0], hit.first - 2
    if noun <= begin or page.low[noun + 1] != ",":
        return None
    while begin <= page.head[noun] < noun and page.pos[page.head[noun]] in ("NOUN", "PROPN"):
        noun = page.head[noun]
    number = page.feats(hit.first).get("Number"), page.feats(noun).get("Number")
    return noun if page.pos[noun] == "NOUN" and number[0] == number[1] else None


def _told(page: Page, grammar: Grammar, hit: Hit, frames: list[str]) -> list[Content]:
    """The object of a verb of telling: what it puts in quotation marks, and what it tells of for the first time."""
    found: list[Content] = []
    if hit.form == "participle" or hit.cue.kind == "believe":
        return found
    for c in _object(page, grammar, hit):
        if "quote" in frames and _quoted(page, c):  # "évoque un « précieux soutien »"
            found.append(replace(c, frame="quote"))
        elif "new" in frames and hit.form in ("finite", "present") and _new(page, grammar, c):
            found.append(replace(c, frame="new"))
    return found


def _new(page: Page, grammar: Grammar, content: Content) -> bool:
    """ "raconte une agression" tells of it; "évoque l'agression" speaks of what is known."""
    return page.low[content.first] in grammar.kind["indefinite"]


def _quoted(page: Page, content: Content) -> bool:
    return any(page.low[i] in '"«“' for i in range(content.first, content.stop))


def _plain_noun(page: Page, grammar: Grammar, hit: Hit) -> list[int]:
    """The first noun behind the cue without a preposition ("annonce lundi 3 mai l'ouverture")."""
    stop = page.bounds(hit.last)[1]
    determined = False
    inside = hit.last
    for j in range(hit.last + 1, min(hit.last + 12, stop)):
        if j <= inside:
            continue
        if page.pos[j] == "ADP" and grammar.is_(page, j, "channel") and page.head[j] > j:
            inside = page.head[j]  # "annonce par un communiqué l'ouverture …"
            continue
        if page.low[j] in grammar.words["more"] and j + 2 < stop and page.pos[j + 2] == "NOUN":
            return [j + 2]  # "réclame plus de moyens"
        again = page.pos[j] == "ADP" and page.pos[j + 1] == "ADJ"  # "demande à nouveau la démission"
        if (
            page.pos[j] in ("VERB", "SCONJ", "ADP", "PUNCT", "CCONJ")
            and page.low[j] not in '"«“'
            and not again
        ):
            return []
        determined = determined or page.pos[j] == "DET"
        if page.pos[j] == "NOUN" and determined and not grammar.is_(page, j, "time"):
            return [j]
    return []


def _subjects(page: Page, grammar: Grammar, hit: Hit) -> list[int]:
    found = []
    for k in grammar.kids(page, hit.first, "passive_subject", "subject"):
        if grammar.is_(page, k, "relative") and page.dep[hit.first] in grammar.labels["relative"]:
            found.append(page.head[hit.first])
        else:
            found.append(k)
    return found


def _phrase(page: Page, grammar: Grammar, noun: int, frame: str, least: int = 0) -> Content:
    """A noun phrase with its complements, without what stands in a relative clause after a comma."""
    first, stop = mention(page, grammar, noun)
    for k in page.kids[noun]:  # "son intention de rouvrir …", "les pressions sur ceux qui s'opposent …"
        if (
            k > noun
            and page.pos[k] == "VERB"
            and page.low[page.left[k] - 1] not in grammar.words["clause_marks"]
        ):
            stop = max(stop, page.right[k] + 1)
    stop = max(stop, noun + 1)
    return Content(max(first, least), within(page, grammar, noun, stop), frame)

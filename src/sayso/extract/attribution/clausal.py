"""Cues with a clause, an infinitive or a noun phrase: "assure que …", "dit avoir vu …", "annonce la …"."""

from __future__ import annotations

from sayso.extract.attribution.adjacent import adjacent
from sayso.extract.attribution.contents import Content, find_contents
from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.hits import Hit
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import is_teller, kind_of, mention
from sayso.extract.attribution.tellers import Teller, aimed
from sayso.records import Stance

CLAUSES = ("que", "si", "selon_lequel", "pour_que")
_CLOSES = frozenset('"»”')


def read_clauses(reading: Reading) -> None:
    """Draft every attribution that follows from a cue's own complement."""
    for hit in reading.hits:
        if not reading.page.parsed[hit.first] or (hit.form == "adjective" and not hit.cue.takes("que")):
            continue
        teller = _carried(reading, hit)
        for content in find_contents(reading.page, reading.grammar, hit, reading.next_cue(hit)):
            _draft(reading, hit, teller, content)


def _carried(reading: Reading, hit: Hit) -> Teller:
    """A participle or a coordinated verb behind another cue of the sentence has that cue's teller.

    The parse often hangs it on a verb of what was said: "« … », a dit X, ajoutant que …".
    """
    own = reading.tellers[hit.first]
    page, grammar = reading.page, reading.grammar
    if hit.form == "infinitive" and own.how == "participle" and own.span:
        return own if _may_speak(reading, own.span) else aimed(page, grammar, page.head[hit.first])
    told = narrated(reading, hit) or _ahead(reading, hit)
    if told is not None:
        return told
    speaks = own.how == "participle" and own.span is not None and _may_speak(reading, own.span)
    if (hit.form != "present" and own.how not in ("none", "shared")) or speaks:
        return own
    first = page.bounds(hit.first)[0]
    for other in reversed([h for h in reading.hits if first <= h.first < hit.first and h.cue.pos == "VERB"]):
        known = reading.tellers[other.first]
        main = other.form == "finite" and known.how in ("subject", "inverted", "cleft", "relative")
        if (
            main
            and known.span
            and (hit.form == "present" or (page.dep[hit.first] == "conj" and other.first in reading.used))
        ):
            return Teller(known.span, "shared")
    return own


def _may_speak(reading: Reading, span: Span) -> bool:
    """Not "les frappes de la coalition, appelant à …": a noun that says something, or one with a name."""
    page, grammar = reading.page, reading.grammar
    head = next((i for i in range(*span) if page.pos[i] in ("NOUN", "PROPN", "PRON")), span[0])
    known = grammar.kind["document"] | grammar.kind["outlet"] | grammar.kind["unnamed"]
    return page.lemma[head] in known or is_teller(page, grammar, span)


def _ahead(reading: Reading, hit: Hit) -> Teller | None:
    """ "Rappelant que …, X a dit", "En annonçant que …, X …": the subject behind the comma tells."""
    page, grammar = reading.page, reading.grammar
    begin, stop = page.bounds(hit.first)
    while begin < hit.first and (page.pos[begin] in ("PUNCT", "SPACE") or page.low[begin] in _CLOSES):
        begin += 1
    opens = hit.first == begin or (hit.first == begin + 1 and page.low[begin] in grammar.words["goal"])
    if hit.form != "present" or not opens:
        return None
    for j in range(hit.last + 1, stop):
        plain = page.pos[j] in ("NOUN", "PROPN", "PRON") and grammar.dep(
            page, j, "subject", "passive_subject"
        )
        if plain and page.low[page.left[j] - 1] == "," and reading.quote_at(j) is None:
            span = mention(page, grammar, j)
            return Teller(span, "subject") if is_teller(page, grammar, span) else None
    main = next((j for j in range(hit.last + 1, stop) if page.head[j] == j and page.pos[j] == "VERB"), None)
    near = adjacent(page, grammar, main) if main is not None else None
    return Teller(near, "subject") if near is not None and page.low[near[0] - 1] == "," else None


def narrated(reading: Reading, hit: Hit) -> Teller | None:
    """ "Et d'ajouter : …": an infinitive that tells on takes the last speaker before its sentence."""
    page, grammar = reading.page, reading.grammar
    first = page.bounds(hit.first)[0]
    while first < hit.first and (page.pos[first] in ("PUNCT", "SPACE") or page.low[first] in '"»”.!?'):
        first += 1
    opens = (
        grammar.is_(page, first, "narrating")
        and page.low[min(first + 1, hit.first)] in grammar.prepositions["de"]
    )
    if not opens or hit.form != "infinitive" or hit.first - first > 3:
        return None
    for other in reversed([h for h in reading.hits if h.first < first and h.cue.pos == "VERB"]):
        known = reading.tellers[other.first]
        if known.span and known.how in ("subject", "inverted", "cleft") and not reading.quote_at(other.first):
            return Teller(known.span, "subject")
    return None


def stance_of(hit: Hit, frame: str) -> Stance | None:
    """The stance of a use: the frame's, or when negated the word's negated one; None is no attribution."""
    if not hit.cue.takes(frame):
        return None
    return hit.cue.negated if hit.negated else hit.cue.stance(frame)


def _draft(reading: Reading, hit: Hit, teller: Teller, content: Content) -> None:
    stance = stance_of(hit, content.frame)
    if teller.how == "impersonal":
        teller = _behind(reading, content.first, teller)
    if stance is None or not _told(reading, hit, teller, content) or _controlled(reading, hit):
        return
    first, stop = reading.through_quotes(content.first, content.stop)
    stance = _fits(reading, hit, teller, stance)
    stop = _before_inverted(reading, hit, first, stop)
    if first <= hit.first < stop:  # "la rencontre confirmée par X": only the words before the cue
        stop = hit.first if hit.first > first else stop
    construction = _construction(hit, teller, content, stance)
    reading.add((first, stop), teller.span, reading.cue_span(hit), stance, construction)


def _controlled(reading: Reading, hit: Hit) -> bool:
    """ "accusé de vouloir …", "appelle à espérer …": the wish is not that of the accuser."""
    if hit.form != "infinitive" or hit.cue.kind not in ("believe", "announce"):
        return False
    above = reading.page.head[hit.first]
    return any(above in other.parts and other.cue.kind in ("allege", "ask") for other in reading.hits)


def _fits(reading: Reading, hit: Hit, teller: Teller, stance: Stance) -> Stance:
    """An outlet that announces reports; a wish that its holder states ("dit vouloir …") is announced."""
    page, grammar = reading.page, reading.grammar
    if stance == "announces" and teller.span and kind_of(page, grammar, teller.span) == "outlet":
        return "reports"
    above = page.head[hit.first]
    states = any(
        above in o.parts and o.cue.kind in ("say", "announce", "confirm")
        for o in reading.hits
        if o is not hit
    )
    if (
        stance == "believes"
        and hit.form == "infinitive"
        and hit.cue.takes("inf")
        and states
        and page.dep[hit.first] == "xcomp"
    ):
        return "announces"
    return stance


def _before_inverted(reading: Reading, hit: Hit, first: int, stop: int) -> int:
    """What is said ends where an inverted cue of somebody else begins ("…, révèle France Inter")."""
    for other in reading.hits:
        if first < other.first < stop and other.first in reading.used and other.first > hit.last:
            comma = next((j for j in range(other.first, first, -1) if reading.page.low[j] == ","), None)
            if comma is not None and reading.quote_at(other.first) is None:
                return comma
    return stop


def _behind(reading: Reading, first: int, teller: Teller) -> Teller:
    """ "De source militaire, on indique que …": the phrase in front says who "on" is."""
    over = [d for d in reading.drafts if d.first <= first < d.stop and d.source]
    return Teller(over[-1].source, "shared") if over else teller


def _told(reading: Reading, hit: Hit, teller: Teller, content: Content) -> bool:
    """Somebody tells it, or it is told impersonally in a clause."""
    if hit.cue.source_role == "nobody" and teller.how != "impersonal":
        return False  # who learns something does not say it
    if hit.cue.kind == "show" and teller.span is not None and not _may_speak(reading, teller.span):
        return False  # "tout laisse penser que …": nobody says it
    speech = content.frame == "que" and hit.cue.takes(
        "quote"
    )  # "ce revenant a expliqué que": nothing else can
    if teller.span is not None and not speech and _is_event(reading, teller):
        return False
    if teller.span is not None:
        if hit.cue.kind == "say" and hit.form == "participle" and content.frame == "np":
            return False  # "décrit par X comme …"
        return not (teller.span[0] <= content.first < teller.span[1])
    if content.frame == "selon_lequel":
        return True
    return teller.how == "impersonal" and content.frame in CLAUSES


def _is_event(reading: Reading, teller: Teller) -> bool:
    """ "Cette rencontre annonce un retour": an event pointed back to is no teller."""
    page, grammar = reading.page, reading.grammar
    if teller.span is None or page.low[teller.span[0]] not in grammar.words["demonstrative"]:
        return False
    head = next((i for i in range(*teller.span) if page.pos[i] == "NOUN"), None)
    known = grammar.kind["document"] | grammar.kind["outlet"] | grammar.kind["unnamed"]
    return head is not None and page.lemma[head] not in known | grammar.teller["lemmas"]


def _construction(hit: Hit, teller: Teller, content: Content, stance: Stance) -> str:
    if stance == "no_comment":
        return "unknown" if teller.span is None else "silence"
    if hit.form == "noun":
        return "nominal"
    if teller.how == "impersonal":
        return "impersonal"
    if teller.how == "cleft":
        return "cleft"
    if teller.how == "agent":
        return "passive"
    if hit.form == "present":
        return "gerund"
    if hit.cue.kind == "allege" and content.frame.startswith("obj_"):
        return "accusation"
    if content.frame in CLAUSES:
        return "that_clause"
    return "infinitive" if content.frame.endswith("inf") else "noun_phrase"

"""A verb with its subject behind it: "a déclaré le ministre", "dit-il", "a-t-on appris de source sûre"."""

from __future__ import annotations

from sayso.extract.attribution.clausal import stance_of
from sayso.extract.attribution.clitics import is_clitic
from sayso.extract.attribution.closings import closing
from sayso.extract.attribution.draft import Span
from sayso.extract.attribution.hits import Hit, verb_form
from sayso.extract.attribution.quotes import is_speech
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import is_teller, mention
from sayso.extract.attribution.tellers import Teller
from sayso.records import Stance

SMALL = ("AUX", "ADV", "PRON")


def inverted_cue(reading: Reading, at: int) -> tuple[Span, Teller, Stance] | None:
    """A verb with its subject behind it that begins at token `at` ("a déclaré X", "dit-il")."""
    if _topic(reading, at) or _addresses(reading, at):
        return None
    closes = closing(reading, at)
    stance = stance_of(closes[0], "quote") if closes is not None else None
    if closes is None or stance is None:
        return _by_parse(reading, at)
    parsed = None if _names(reading, closes[1]) else _by_parse(reading, at)
    if (
        parsed is not None
        and parsed[1].span
        and parsed[1].span[0] > closes[0].last
        and _names(reading, parsed[1].span)
    ):
        return parsed  # "sa femme à l'AFP, X": the parse sees the name
    return reading.cue_span(closes[0]), Teller(closes[1], "inverted"), stance


def _topic(reading: Reading, at: int) -> bool:
    """ "La Russie, elle, a repris ses prisonniers": the subject stands in front, twice."""
    page = reading.page
    stressed = at > 2 and page.low[at - 1] == "," == page.low[at - 3]
    return stressed and page.low[at - 2] in reading.grammar.teller["pronouns"]


def _addresses(reading: Reading, at: int) -> bool:
    """ "Appelez les gendarmes": an order has no subject behind it."""
    page = reading.page
    known = at < len(page.low) and page.low[at].endswith(reading.grammar.endings["address"])
    clitic = at + 1 < len(page.low) and is_clitic(page, reading.grammar, at + 1)
    return known and page.pos[at] in ("VERB", "AUX") and not clitic


def _names(reading: Reading, span: Span) -> bool:
    page = reading.page
    return any(page.pos[i] == "PROPN" and page.text[page.start[i]].isupper() for i in range(*span))


def _by_parse(reading: Reading, at: int) -> tuple[Span, Teller, Stance] | None:
    page = reading.page
    if page.low[min(at, len(page.low) - 1)] in reading.grammar.words["other_subject"]:
        return None  # "c'est-à-dire", "c'est ce que dit X"
    verb = at
    while verb < len(page.low) and verb - at < 9 and _small(reading, verb, at):
        if page.pos[verb] == "AUX" and _hit_at(reading, verb):
            break
        verb += 1
    if verb >= len(page.low) or page.low[at] in reading.grammar.words["relative"]:
        return None
    hit = _hit_at(reading, verb)
    if _subject_before(reading, at, verb, hit):
        return None
    if hit is None and at < verb:
        later = next((h for k in range(verb + 1, verb + 4) if (h := _hit_at(reading, k))), None)
        if later is not None and later.form == "infinitive" and later.cue.takes("quote"):
            span = next_noun(reading, later.last + 1)  # "a commencé par dire X"
            teller = Teller(span, "inverted") if span and span[0] <= later.last + 2 else None
            return (reading.cue_span(later), teller, "reports") if teller else None
    if hit is None and (page.pos[verb] not in ("VERB", "NOUN", "ADJ") or not page.parsed[verb]):
        return None
    teller = _teller_after(reading, at, verb, hit)
    if teller is None:
        return None
    if hit is None:
        first_ok = page.pos[at] in ("AUX", "VERB") or reading.grammar.is_(page, at, "reflexive")
        return ((verb, verb + 1), teller, "reports") if page.pos[verb] == "VERB" and first_ok else None
    stance = stance_of(hit, "quote") or (None if hit.negated else "reports")
    return (reading.cue_span(hit), teller, stance) if stance else None


def _small(reading: Reading, i: int, at: int) -> bool:
    """Auxiliaries, clitics, adverbs, and asides such as "pour sa part" between comma and verb."""
    page, words = reading.page, reading.grammar.words
    helper = page.lemma[i] in words["have"] or (
        not page.parsed[i] and page.low[i] in words["auxiliary"] | words["reflexive"] | words["clitic_object"]
    )
    if page.pos[i] in SMALL or page.low[i].startswith("-") or helper or page.low[i] in words["euphonic"]:
        return True
    if i == at:
        return False
    aside = any(page.low[j] in reading.grammar.words["asides"] for j in range(i, min(i + 3, len(page.low))))
    return page.pos[i] in ("ADP", "DET", "NOUN", "ADJ") and aside


def _subject_before(reading: Reading, at: int, verb: int, hit: Hit | None) -> bool:
    """A subject pronoun in front ("on confirme"), or the subject further left: no inversion."""
    page, grammar = reading.page, reading.grammar
    plain = grammar.words["third_person"] | grammar.words["impersonal"] | grammar.words["first_person"]
    for j in range(at, verb):
        if page.low[j] in plain and page.dep[j] != "iobj" and page.low[j] != "nous" and page.low[j][0] != "-":
            return True
    subjects = grammar.kids(page, verb, "subject", "passive_subject")
    if any(page.low[k] in grammar.words["relative"] for k in subjects):
        return True
    if any(k > at for k in subjects) or (hit is not None and _told_aside(reading, hit)):
        return False
    return any(
        reading.quote_at(k) is None
        and page.low[k][0] != "-"
        and not (hit and _finite_between(reading, k, at))
        for k in subjects
    )


def _told_aside(reading: Reading, hit: Hit) -> bool:
    """ "Le convoi, a précisé le colonel, partira": an "object" of a verb that takes none is the subject."""
    page, grammar = reading.page, reading.grammar
    for k in page.kids[hit.first]:
        if k > hit.last and grammar.dep(page, k, "object") and page.pos[k] in ("NOUN", "PROPN"):
            stop = mention(page, grammar, k)[1]
            return not hit.cue.takes("np") and stop < len(page.low) and page.low[stop] == ","
    return False


def _finite_between(reading: Reading, first: int, stop: int) -> bool:
    """A finite verb between a supposed subject and the cue: the subject is that verb's."""
    page = reading.page
    verbs = [j for j in range(first, stop) if page.pos[j] in ("VERB", "AUX")]
    return any(page.feats(j).get("VerbForm") == "Fin" for j in verbs if not _in_relative(reading, j, first))


def _in_relative(reading: Reading, j: int, first: int) -> bool:
    page = reading.page
    return any(page.low[k] in reading.grammar.words["relative"] for k in range(max(first, j - 6), j))


def _hit_at(reading: Reading, i: int) -> Hit | None:
    return next((hit for hit in reading.hits if hit.first == i and hit.cue.pos == "VERB"), None)


def _teller_after(reading: Reading, at: int, verb: int, hit: Hit | None) -> Teller | None:
    """The subject that follows the verb, as a clitic or a noun."""
    page, grammar = reading.page, reading.grammar
    for j in range(at, min(verb + 4, len(page.low))):
        if is_clitic(page, grammar, j) and (j < verb + 3 or page.low[j - 1] == "-"):
            if grammar.is_(page, j, "impersonal"):
                return _from_whom(reading, verb) if hit else None
            return Teller((j, j + 1), "inverted")
    if page.parsed[verb] and verb_form(page, grammar, verb) in ("infinitive", "present"):
        return None
    behind = any(k > verb and grammar.dep(page, k, "subject") for k in page.kids[verb])
    if page.parsed[verb] and verb_form(page, grammar, verb) == "participle" and not behind:
        return None
    known = reading.tellers.get(verb) if hit else None
    if known and known.how == "inverted" and known.span:
        return Teller(_without_addressee(reading, known.span), "inverted")
    heads = [k for k in page.kids[verb] if k > verb and page.pos[k] in ("NOUN", "PROPN", "PRON", "X", "ADJ")]
    heads = [k for k in heads if not grammar.is_(page, k, "time")]
    subjects = [k for k in heads if grammar.dep(page, k, "subject", "passive_subject")]
    if hit is not None:
        subjects += [k for k in heads if grammar.dep(page, k, "object") and _may_speak(reading, k)]
    if subjects and page.parsed[verb]:
        return Teller(_without_addressee(reading, mention(page, grammar, subjects[0])), "inverted")
    if hit is not None:
        span = next_noun(reading, hit.last + 1)
        return Teller(span, "inverted") if span else None
    return None


def _without_addressee(reading: Reading, span: Span) -> Span:
    """ "a confié le président aux journalistes", "a dit X à Paul Rivet": to whom is no part of who."""
    page, grammar = reading.page, reading.grammar
    for j in range(span[0] + 1, span[1] - 1):
        if page.low[j] not in grammar.prepositions["à"]:
            continue
        noun = page.head[j] if j < page.head[j] < span[1] else j + 1
        person = page.pos[noun] == "PROPN" and any(page.dep[k] == "flat:name" for k in page.kids[noun])
        if (
            person
            or page.low[noun] in grammar.kind["outlet_name"]
            or page.lemma[noun] in grammar.kind["outlet"]
        ):
            return span[0], j
    return span


def _may_speak(reading: Reading, noun: int) -> bool:
    """A noun that the parse calls an object speaks if it is definite, a name, or a kind of teller."""
    page, grammar = reading.page, reading.grammar
    span = mention(page, grammar, noun)
    known = grammar.kind["document"] | grammar.kind["outlet"] | grammar.kind["unnamed"]
    definite = page.low[span[0]] not in grammar.kind["indefinite"]
    return definite or page.lemma[noun] in known or is_teller(page, grammar, span)


def next_noun(reading: Reading, at: int) -> Span | None:
    """The first mention after a token that stands without preposition, up to the next mark."""
    page, grammar = reading.page, reading.grammar
    stop = page.bounds(at - 1)[1]
    for j in range(at, min(at + 10, stop)):
        verbal = page.pos[j] in ("VERB", "AUX") or page.low[j] in ".!?;:"
        if verbal or (page.low[j] in '"«»“”' and not _title(reading, j)):
            return None
        if page.pos[j] in ("NOUN", "PROPN", "X") and not any(page.dep[k] == "case" for k in page.kids[j]):
            inside = page.dep[j] in ("nmod", "flat:name") or (
                page.dep[j] == "appos" and page.low[j - 1] == ","
            )
            if (at <= page.head[j] < j and inside) or grammar.is_(page, j, "time"):
                continue
            return mention(page, grammar, j)
    return None


def _title(reading: Reading, mark: int) -> bool:
    """A quotation mark around a name ("La Dépêche du Midi"), not around speech."""
    quote = next((q for q in reading.quotes if mark in (q.open, q.close)), None)
    return quote is not None and not is_speech(reading.page, quote)


def _from_whom(reading: Reading, verb: int) -> Teller:
    """ "a-t-on appris de source militaire", "… auprès du ministère": the complement is the teller."""
    page, grammar = reading.page, reading.grammar
    stop = page.bounds(verb)[1]
    for j in range(verb + 1, min(verb + 8, stop)):
        if page.low[j] in ",.;:":
            break
        if page.pos[j] in ("NOUN", "PROPN", "X") and not grammar.is_(page, j, "time"):
            return Teller(mention(page, grammar, j), "subject")
    return Teller(None, "impersonal")

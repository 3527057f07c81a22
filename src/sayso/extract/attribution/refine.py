"""Who "je" and "nous" are in a quotation, and the speaker's own plan in what is reported."""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.attribution.draft import Draft, Span, trim
from sayso.extract.attribution.reading import Reading
from sayso.extract.attribution.sources import kind_of
from sayso.records import Stance


def resolve_first_person(reading: Reading) -> None:
    """In a quotation "je" and "nous" are its speaker: "« Nous craignons une attaque », dit X" is X's fear."""
    for number, draft in enumerate(reading.drafts):
        if (
            draft.source is None
            or reading.page.low[draft.source[0]] not in reading.grammar.words["first_person"]
        ):
            continue
        quote = reading.quote_at(draft.source[0])
        speaker = reading.speakers.get(quote.open) if quote else None
        if speaker is None:
            speaker = _around(reading, draft)
        if speaker is not None and speaker.source != draft.source:
            reading.drafts[number] = replace(draft, source=speaker.source)


def _around(reading: Reading, draft: Draft) -> Draft | None:
    at = draft.source[0] if draft.source else draft.first
    outer = [d for d in reading.drafts if d is not draft and d.first <= at < d.stop and d.source]
    return min(outer, key=lambda d: d.stop - d.first) if outer else None


def read_own_plans(reading: Reading) -> None:
    """A future act of the speaker's own inside what he says is announced, not just reported."""
    page, grammar = reading.page, reading.grammar
    behind = {rule.id for rule in reading.rules if rule.construction == "according"}
    for draft in [d for d in reading.drafts if d.source and d.stance == "reports" and d.rule not in behind]:
        for i in range(draft.first, draft.stop):
            if page.pos[i] not in ("VERB", "AUX") or not page.parsed[i]:
                continue
            if not _future(reading, i) and not _under_way(reading, draft, i):
                continue
            verb = page.head[i] if page.dep[i].startswith("aux") or page.dep[i] == "cop" else i
            subjects = [k for k in grammar.kids(page, verb, "subject") if k < verb]
            if subjects and _is_speaker(reading, subjects[0], draft):
                first, stop = page.left[verb], page.right[verb] + 1
                _restate(
                    reading, draft, (max(first, draft.first), min(stop, draft.stop)), "announces", "own_plan"
                )


def _under_way(reading: Reading, draft: Draft, i: int) -> bool:
    """ "X a annoncé qu'il renonçait": what the speaker sets about, first thing in the clause, is announced too."""
    page, at = reading.page, draft.cue[0] if draft.cue else -1
    cues = [hit.cue for hit in reading.hits if hit.first == at]
    if draft.rule != reading.rule("that_clause").id or page.head[draft.first] != i:
        return False
    feats = page.feats(i)
    simple = (
        page.pos[i] == "VERB" and feats.get("Tense") in ("Pres", "Imp") and feats.get("VerbForm") == "Fin"
    )
    lasts = page.lemma[i] in reading.grammar.words["states"]  # "qu'il détenait un otage" is no plan
    return simple and not lasts and any(cue.kind == "announce" and cue.takes("np") for cue in cues)


def _never_did(reading: Reading) -> None:
    """ "X assure n'avoir jamais versé d'argent": a past infinitive that is negated is denied."""
    page, grammar = reading.page, reading.grammar
    for number, draft in enumerate(reading.drafts):
        infinitive = draft.rule == reading.rule("infinitive").id and draft.stance == "reports"
        if not infinitive or draft.cue is None or page.pos[draft.first] != "AUX":
            continue
        act = page.head[draft.first]
        if act + 1 < draft.stop and page.low[act + 1] in grammar.words["that"]:
            continue  # "n'avoir arrêté que trois hommes": he says that he did
        if any(page.low[i] in grammar.words["negators"] for i in range(draft.cue[1], draft.first)):
            reading.drafts[number] = replace(draft, stance="denies")


def read_own_denials(reading: Reading) -> None:
    """What the speaker says that he did not do is denied: "Je n'ai commis aucun crime", dit X."""
    _never_did(reading)
    page, grammar = reading.page, reading.grammar
    for draft in [d for d in reading.drafts if d.source and d.stance == "reports"]:
        for i in range(draft.first, draft.stop):
            if page.low[i] not in grammar.words["negators"] or not page.parsed[i]:
                continue
            verb = page.head[i]
            subjects = [k for k in grammar.kids(page, verb, "subject", "passive_subject") if k < verb]
            past = page.feats(verb).get("VerbForm") == "Part" or any(
                page.dep[k] == "cop" for k in page.kids[verb]
            )
            if past and subjects and _is_speaker(reading, subjects[0], draft):
                span = (max(page.left[verb], draft.first), min(page.right[verb] + 1, draft.stop))
                _restate(reading, draft, span, "denies", "own_denial")


def read_duties(reading: Reading) -> None:
    """What a speaker says must be done is what he asks for: "il faut relancer le processus", dit X."""
    page, must = reading.page, reading.grammar.duty["must"]
    for draft in [d for d in reading.drafts if d.source and d.stance in ("reports", "believes", "alleges")]:
        for i in range(draft.first, draft.stop):
            if page.lemma[i] not in must or page.pos[i] not in ("VERB", "AUX") or not page.parsed[i]:
                continue
            if not _obliges(reading, draft, i):
                continue
            asked = [
                k
                for k in page.kids[i]
                if k > i and page.dep[k] in ("xcomp", "ccomp", "obj") and page.pos[k] == "VERB"
            ]
            for k in asked:
                span = (max(i + 1, page.left[k]), min(page.right[k] + 1, draft.stop))
                reading.add(span, draft.source, (i, i + 1), "believes", "duty")


def _obliges(reading: Reading, draft: Draft, i: int) -> bool:
    """A present "il faut", or a "doit" in quoted or reported speech; the innermost speaker asks."""
    page, grammar = reading.page, reading.grammar
    inner = [
        d
        for d in reading.drafts
        if d.source and d.first <= i < d.stop and d.stop - d.first < draft.stop - draft.first
    ]
    if any(d.source != draft.source for d in inner):
        return False
    if page.lemma[i] not in grammar.duty["stated"]:
        return page.feats(i).get("Tense") == "Pres" or grammar.conditional(page, i) or grammar.future(page, i)
    stated = reading.quote_at(i) is not None or draft.rule == reading.rule("that_clause").id
    return stated and page.feats(i).get("Tense") == "Pres" and not grammar.conditional(page, i)


def _restate(reading: Reading, draft: Draft, span: Span, stance: Stance, construction: str) -> None:
    """Give a part of what is said another stance; the whole of it takes that stance itself."""
    if trim(reading.page, *span) == (draft.first, draft.stop) and draft in reading.drafts:
        at = reading.drafts.index(draft)
        reading.drafts[at] = replace(draft, stance=stance)
    else:
        reading.add(span, draft.source, draft.cue, stance, construction)


def _future(reading: Reading, i: int) -> bool:
    """A future tense, or "aller" before an infinitive."""
    page = reading.page
    feats, grammar = page.feats(i), reading.grammar
    if grammar.future(page, i):
        return True
    plain = page.pos[i] == "VERB" and page.lemma[i] not in grammar.hearsay["modal"]
    if plain and grammar.conditional(page, i) and not page.dep[i].startswith("aux"):
        return True
    going = page.lemma[i] == "aller" and feats.get("VerbForm") == "Fin"
    return going and any(
        page.feats(k).get("VerbForm") == "Inf" for k in page.kids[i] if page.pos[k] == "VERB"
    )


def _is_speaker(reading: Reading, subject: int, draft: Draft) -> bool:
    """ "je", "nous"; "il" where the source is the nearest third person; or the source's own name again."""
    page, grammar = reading.page, reading.grammar
    if grammar.is_(page, subject, "first_person"):
        return True
    if draft.source is None:
        return False
    if any(grammar.is_(page, k, "possessive") for k in page.kids[subject]) and page.pos[subject] == "NOUN":
        return page.lemma[subject] in grammar.teller["own"]  # "son parti voterait contre"
    if grammar.is_(page, subject, "third_person"):
        if kind_of(page, grammar, draft.source) in ("outlet", "document"):
            return False
        return reading.quote_at(subject) is None and page.sent[subject] == page.sent[draft.source[0]]
    nouns = [i for i in range(*draft.source) if page.pos[i] in ("PROPN", "NOUN")]
    return bool(nouns) and page.low[nouns[0]] == page.low[subject]

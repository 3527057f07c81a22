"""The conditional of hearsay: "douze soldats auraient été tués" is told by nobody that the report names."""

from __future__ import annotations

from sayso.extract.attribution.draft import Draft, Span
from sayso.extract.attribution.reading import Reading


def read_hearsay(reading: Reading) -> None:
    """Draft every bare conditional outside a source's words; behind an open source it continues that one."""
    page = reading.page
    for i in range(len(page.low)):
        if (
            page.pos[i] not in ("VERB", "AUX")
            or not page.parsed[i]
            or not reading.grammar.conditional(page, i)
        ):
            continue
        verb = page.head[i] if page.dep[i].startswith("aux") or page.dep[i] == "cop" else i
        if _is_hearsay(reading, i, verb):
            _draft(reading, i, verb)


def _is_hearsay(reading: Reading, i: int, verb: int) -> bool:
    page, grammar = reading.page, reading.grammar
    begin, stop = page.bounds(i)
    if page.lemma[i] in grammar.hearsay["modal"] or page.lemma[verb] in grammar.hearsay["modal"]:
        return False
    if any(page.low[j] in grammar.hearsay["hypothesis"] for j in range(begin, stop)):
        return False
    if any(grammar.is_(page, k, "first_person") for k in page.kids[verb]):
        return False
    marks = [k for k in page.kids[verb] if page.dep[k] == "mark"]
    if any(page.low[k] in grammar.hearsay["future_in_past"] for k in marks):
        return False
    if any(d.first <= i < d.stop for d in reading.drafts):
        return False
    return reading.quote_at(i) is None


def _draft(reading: Reading, i: int, verb: int) -> None:
    span = _clause(reading, verb)
    teller = _open_source(reading, i)
    if teller is not None:
        reading.add(span, teller.source, teller.cue, teller.stance, "hearsay_continued")
    else:
        reading.add(span, None, (i, i + 1), "reports", "hearsay_conditional", certain=False)


def _clause(reading: Reading, verb: int) -> Span:
    """The verb's clause; a main clause is the sentence."""
    page = reading.page
    if page.head[verb] == verb:
        return page.bounds(verb)
    return page.left[verb], page.right[verb] + 1


def _open_source(reading: Reading, i: int) -> Draft | None:
    """The named source of the sentence just before, in the same paragraph."""
    page = reading.page
    number = page.sent[i]
    if number == 0:
        return None
    begin, stop = page.sents[number - 1]
    if page.para[begin] != page.para[i]:
        return None
    spoken = [
        d
        for d in reading.drafts
        if d.source and d.cue and begin <= d.cue[0] < stop and d.stance == "reports" and (d.stop >= stop - 2)
    ]
    return spoken[-1] if spoken else None

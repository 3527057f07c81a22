"""Report -> Reading: the stages in order, each one function of what came before.

survey     what can be seen: parse, rule hits, dates, places, who says what, parties
trigger    which words name an event, and of which type
governor   under whose word
modality   how sure, and when seen from the report's date
roles      who does it to whom          binding   its date and place
sameness   which claims are one event   recast    who does it to whom, seen over all claims
agree      date and tense made to fit each other
events     what the claims of an event share
coding     which code each party has
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso import resources
from sayso.annotate.garbage import uncollected
from sayso.extract import (
    agree,
    binding,
    coding,
    events,
    explain,
    governor,
    modality,
    naming,
    recast,
    roles,
    sameness,
    trigger,
)
from sayso.extract.causes import find_causes
from sayso.extract.check_model import types
from sayso.extract.contexts import contexts_of
from sayso.extract.page import Page
from sayso.extract.party.posts import posts
from sayso.extract.printed import as_printed
from sayso.extract.sides import each_once
from sayso.extract.survey import survey
from sayso.extract.together import groups, parse
from sayso.reading import Reading
from sayso.records import Claim, Evidence, MadeBy, Report, Step, When, Where

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from sayso.extract.code_features import Use
    from sayso.extract.events import Common
    from sayso.extract.governor import Governing
    from sayso.extract.modality import Modality
    from sayso.extract.party.coder import Coding
    from sayso.extract.party.mention import Mention
    from sayso.extract.roles import Cast
    from sayso.extract.trigger import Trigger


def read_report(report: Report, doc: Doc | None = None, *, explained: bool = False) -> Reading:
    """Read one report.

    Args:
        report: The report.
        doc: The parse of its text, in ordinary writing, by the language's pipeline, if there is one already.
        explained: Say for each claim how it came about (`Claim.why`).
    Raises:
        DataError: R010, the report's language has no data.
        ModelError: the parser or the weights are missing.
    """
    with uncollected():
        page = survey(report, doc)
        reading = _read(page, explained)
        page.doc.take_apart()
    return reading


def _read(page: Page, explained: bool) -> Reading:
    triggers = trigger.find(page)
    claims = assemble(page, triggers, explained=explained)
    reading = Reading(
        report=page.report,
        claims=claims,
        times=tuple(page.times),
        places=tuple(page.places),
        attributions=tuple(naming.resolved(page, a) for a in page.attributions),
        figures=tuple(page.figures),
        posts=tuple(posts(page.doc, page.identity, page.report.published)),
        causes=tuple(find_causes(page, triggers, [c.event for c in claims])),
        sentences=tuple((s.start_char, s.end_char) for s in page.sentences),
    )
    return as_printed(reading, page.doc.text)


def read_reports(reports: Iterable[Report], *, explained: bool = False) -> Iterator[Reading]:
    """`read_report` over many, in order; some are parsed together, which is faster than one by one."""
    for group in groups(reports):
        for report, doc in zip(group, parse(group), strict=True):
            yield read_report(report, doc, explained=explained)


def assemble(page: Page, triggers: list[Trigger], *, explained: bool = False) -> tuple[Claim, ...]:
    """From triggers to claims: attribution, modality, parties, date, place, and which are one event."""
    governing = [governor.govern(page, t) for t in triggers]
    moods = modality.judge(page, triggers, [g.attribution for g in governing])
    casts = roles.cast_all(page, triggers, [g.attribution for g in governing])
    whens = binding.bind_all(page, triggers, "when")
    wheres = binding.bind_all(page, triggers, "where")
    views = [
        view(c, w, p, g.attribution.source.text if g.attribution and g.attribution.source else None)
        for c, w, p, g in zip(casts, whens, wheres, governing, strict=True)
    ]
    numbers = sameness.gather(page, triggers, views)
    casts = recast.recast(page, triggers, casts, numbers)
    whens = [agree.dates(w, m, page.report.published) for w, m in zip(whens, moods, strict=True)]
    commons: dict[int, Common] = {}
    for n in sorted(set(numbers)):
        group = [i for i, m in enumerate(numbers) if m == n]
        commons[n] = events.common(
            [casts[i] for i in group],
            [whens[i] for i in group],
            [wheres[i] for i in group],
            shared=triggers[group[0]].type in types_that("shared"),
        )
    codes = _codes(page, triggers, [commons[n] for n in numbers], explained)
    return tuple(
        _claim(page, t, n, commons[n], g, m, codes, explained)
        for t, n, g, m in zip(triggers, numbers, governing, moods, strict=True)
    )


def _codes(
    page: Page, triggers: Sequence[Trigger], commons: Sequence[Common], explained: bool
) -> dict[int, Coding]:
    """The codes of all parties of all claims, by the number of their cluster."""
    found: list[tuple[Mention, Use]] = []
    for t, common in zip(triggers, commons, strict=True):
        cast = [
            (role, mention)
            for role, own in (("actor", common.actors), ("recipient", common.recipients))
            for c in own
            for mention in roles.referents(page, c.candidate.mention)
        ]
        where = common.where.thing.country if common.where and isinstance(common.where.thing, Where) else None
        when = common.when.thing.edtf if common.when and isinstance(common.when.thing, When) else None
        found += coding.uses(page, t, cast, where, when)
    return coding.code_all(page, coding.subjects(page, found), explained=explained)


def view(
    casts: list[Cast], whens: list[binding.Bound], wheres: list[binding.Bound], source: str | None
) -> sameness.View:
    """What a single claim looks like before claims are gathered into events."""
    actors, recipients = events.parties([casts], shared=False)
    when = max((b for b in whens if b.p > events.SURE_WHEN), key=lambda b: b.p, default=None)
    where = max((b for b in wheres if b.p > events.SEEN_WHERE), key=lambda b: b.p, default=None)
    return sameness.View(
        actors=frozenset(c.candidate.cluster for c in actors),
        recipients=frozenset(c.candidate.cluster for c in recipients),
        when=when.thing.edtf if when and isinstance(when.thing, When) else None,
        where=where.thing.name if where and isinstance(where.thing, Where) else None,
        source=source,
    )


@functools.cache
def types_that(are: str) -> frozenset[str]:
    """The event types whose actors are "shared" (all parties act) or "spoken" (done in words), by model data."""
    return frozenset(name for name, t in types().items() if t["roles"]["actor"].get(are))


def _own_act(page: Page, t: Trigger, common: Common, g: Governing) -> bool:
    """Is a spoken act (an accusation, a demand) done in its own actor's words?  Then he is no source of it."""
    if g.attribution is None or g.attribution.source is None or t.type not in types_that("spoken"):
        return False
    if not governor.performed(page, g.attribution):
        return False
    speaker = naming.teller_at(page, g.attribution.source)
    if speaker is None:
        return False
    number = page.identity.cluster(speaker)
    return any(number >= 0 and c.candidate.cluster == number for c in common.actors)


def _claim(
    page: Page,
    t: Trigger,
    event: int,
    common: Common,
    g: Governing,
    m: Modality,
    codes: Mapping[int, Coding],
    explained: bool,
) -> Claim:
    sentence = page.sentence(t.i)
    report = page.report
    if _own_act(page, t, common, g):
        g = replace(g, attribution=None, own_act=True)
    m = agree.tense(m, common.when, report.published)
    actors = _parties(page, common.actors, "actor", codes)
    if t.type in types_that("shared"):
        actors = each_once(page, actors)
    recipients = _parties(page, common.recipients, "recipient", codes)
    key = f"{report.id}\x1f{t.start}\x1f{t.end}\x1f{t.rule}"
    return Claim(
        id="c" + hashlib.sha256(key.encode()).hexdigest()[:12],
        report=report.id,
        start=sentence.start_char,
        end=sentence.end_char,
        trigger=Evidence(start=t.start, end=t.end, text=report.text[t.start : t.end]),
        type=t.type,
        mode=t.mode,
        contexts=contexts_of(sentence, page.lang),
        event=event,
        factuality=m.factuality,
        tense=m.tense,
        actor=tuple(named.party for named in actors),
        recipient=tuple(named.party for named in recipients),
        when=common.when.thing if common.when and isinstance(common.when.thing, When) else None,
        where=common.where.thing if common.where and isinstance(common.where.thing, Where) else None,
        figures=tuple(
            f
            for f in page.figures
            if sentence.start_char <= f.start < sentence.end_char and f.kind != "money"
        ),
        attribution=naming.resolved(page, g.attribution) if g.attribution else None,
        confidence=round(t.p, 4),
        made_by=MadeBy(rule=t.rule, data=resources.digest(), model=_model(page.lang)),
        why=_why(page, t, common, g, m, actors + recipients) if explained else (),
    )


def _why(
    page: Page, t: Trigger, common: Common, g: Governing, m: Modality, parties: list[explain.Named]
) -> tuple[Step, ...]:
    called = naming.how(page, g.attribution) if g.attribution else ()
    return explain.steps(page.lang, t, g, m, parties, common, called)


def _parties(
    page: Page, casts: tuple[Cast, ...], role: str, codes: Mapping[int, Coding]
) -> list[explain.Named]:
    out: list[explain.Named] = []
    for item in casts:
        for mention in roles.referents(page, item.candidate.mention):
            made, rows = naming.party(page, mention, role, codes)
            if all(named.party.name != made.name for named in out):
                out.append(explain.Named(made, item, rows))
    return out


@functools.cache
def _model(lang: str) -> str:
    from sayso.annotate import pipeline

    meta = pipeline(lang).meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"

"""A reading made by hand: no model, every kind of field filled, words that try to break the formats."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from sayso.reading import Reading
from sayso.records import (
    Attribution,
    Cause,
    Claim,
    Evidence,
    Failure,
    Figure,
    MadeBy,
    Party,
    Post,
    Region,
    Report,
    Source,
    Step,
    When,
    Where,
)

# Machines are shared: how long an example takes says nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

TEXT = (
    "Selon une source diplomatique, le ministre <Zarif> & son homologue irakien se sont rencontrés "
    "mardi à Genève.\n\n"
    "L'armée syrienne dément avoir bombardé un hôpital à l'est d'Idleb, où une vingtaine de civils ont été "
    'tués : "=SOMME(1)", \x1b[31mselon\x1b[0m Ankara.'
)
MADE_BY = MadeBy(rule="fr.made.1", data="0123456789ab", model="none")


def span(piece: str) -> dict[str, Any]:
    """start, end and text of the first occurrence of a piece."""
    start = TEXT.index(piece)
    return {"start": start, "end": start + len(piece), "text": piece}


def party(piece: str, code: str, name: str | None = None) -> Party:
    full = span(name or piece)
    return Party(
        **span(piece),
        name=full["text"],
        name_start=full["start"],
        name_end=full["end"],
        code=code,
        role="subject",
    )


def source(piece: str, kind: Any) -> Source:
    return Source(**span(piece), name=piece, kind=kind)


def claim(number: int, trigger: str, **fields: Any) -> Claim:
    at = span(trigger)
    start = 0 if at["start"] < TEXT.index("\n") else TEXT.index("L'armée")
    end = TEXT.index("\n") if start == 0 else len(TEXT)
    return Claim(
        id=f"c{number:015x}",
        report="r0123456789abcdef",
        start=start,
        end=end,
        trigger=Evidence(**at),
        made_by=MADE_BY,
        **fields,
    )


MEETING = claim(
    1,
    "rencontrés",
    type="CONSULT",
    event=1,
    factuality="CT+",
    tense="past",
    actor=(party("le ministre <Zarif>", "IRNGOV"), party("son homologue irakien", "IRQGOV")),
    when=When(
        **span("mardi"), edtf="2017-07-11", earliest="2017-07-11", latest="2017-07-11", rule="fr.weekday"
    ),
    where=Where(
        **span("Genève"),
        country="CH",
        name="Genève",
        geonameid=2660646,
        region=Region(lat=46.2, lon=6.15, radius_km=8.0),
        precision="city",
    ),
    attribution=Attribution(
        start=31,
        end=TEXT.index("\n"),
        source=source("une source diplomatique", "unnamed"),
        cue=Evidence(**span("Selon")),
        stance="reports",
        rule="fr.selon",
    ),
    why=(Step(stage="event", decision="CONSULT", because=("lemma rencontrer",)),),
)
STRIKE = claim(
    2,
    "bombardé",
    type="ASSAULT",
    event=2,
    factuality="CT-",
    tense="past",
    mode="airstrike",
    contexts=("military",),
    actor=(party("L'armée syrienne", "SYRMIL"),),
    recipient=(party("un hôpital", "SYRCVL"),),
    where=Where(**span("Idleb"), country="SY", name="Idleb", relation="east_of"),
    attribution=Attribution(
        start=TEXT.index("avoir"),
        end=TEXT.index(","),
        source=source("L'armée syrienne", "named"),
        cue=Evidence(**span("dément")),
        stance="denies",
        rule="fr.cue",
        chain=(source("Ankara", "named"),),
    ),
    confidence=0.75,
)
TOLL = claim(
    3,
    "tués",
    type="ASSAULT",
    event=2,
    factuality="PR+",
    tense="past",
    recipient=(party("une vingtaine de civils", "SYRCVL"),),
    figures=(Figure(**span("une vingtaine de civils"), kind="killed", value=20.0, low=18.0, high=25.0),),
    attribution=Attribution(
        start=120, end=200, source=None, cue=None, stance="reports", rule="fr.hearsay", certain=False
    ),
)


@pytest.fixture
def made() -> Reading:
    """The reading, three claims in two paragraphs."""
    return Reading(
        report=Report(
            id="r0123456789abcdef",
            text=TEXT,
            published="2017-07-12",
            outlet="L'Écho & fils",
            title='=HYPERLINK("x") <b>Genève</b>',
            language="fr",
            url="https://example.org/a?b=1&c=2",
            origin="made.jsonl:1",
            key="made-1",
        ),
        claims=(MEETING, STRIKE, TOLL),
        times=(MEETING.when,) if MEETING.when else (),
        places=tuple(c.where for c in (MEETING, STRIKE) if c.where),
        attributions=tuple(c.attribution for c in (MEETING, STRIKE) if c.attribution),
        figures=TOLL.figures,
        posts=(Post(start=31, end=50, name="Zarif", post="ministre", as_of="2017-07-12"),),
        causes=(Cause(effect=2, cause=1, cue=Evidence(**span("où"))),),
        sentences=((0, TEXT.index("\n")), (TEXT.index("L'armée"), len(TEXT))),
    )


@pytest.fixture
def bare() -> Reading:
    """A reading without a claim, a title or a date."""
    return Reading(report=Report(id="rffffffffffffffff", text="Il pleut sur Nantes."))


@pytest.fixture
def failure() -> Failure:
    """A report that could not be read."""
    return Failure(
        origin="made.jsonl:2",
        stage="read",
        code="D002",
        message="[D002] made.jsonl:2: the report is empty. Give a file with text in it.",
        key="made-2",
    )

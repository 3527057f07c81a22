from __future__ import annotations

import json
from dataclasses import replace

from sayso.exchange.score import score_line
from sayso.reading import Reading
from sayso.records import Failure


def test_a_claim_as_the_scorer_reads_it(made: Reading) -> None:
    line = json.loads(score_line(made))
    assert line["id"] == "made-1"
    assert line["claims"][0] == {
        "trigger": [made.report.text.index("rencontrés"), made.report.text.index("rencontrés") + 10],
        "type": "CONSULT",
        "factuality": "CT+",
        "tense": "past",
        "event": 1,
        "actor": [
            {"text": "le ministre <Zarif>", "code": "IRNGOV"},
            {"text": "son homologue irakien", "code": "IRQGOV"},
        ],
        "recipient": [],
        "when": {"text": "mardi", "edtf": "2017-07-11"},
        "where": {"text": "Genève", "country": "CH"},
        "source": {"text": "une source diplomatique", "kind": "unnamed", "cue": "Selon", "stance": "reports"},
    }
    assert line["times"] == [{"start": 94, "end": 99, "edtf": "2017-07-11"}]


def test_a_date_is_written_as_the_guide_writes_it(made: Reading) -> None:
    first = made.claims[0]
    assert first.when is not None
    about = replace(first.when, text="depuis plus de quatre mois", edtf="2016-08~/..", operator="about")
    reading = replace(made, claims=(replace(first, when=about),))
    assert json.loads(score_line(reading))["claims"][0]["when"]["edtf"] == "2016-08/.."


def test_absent_fields_are_left_out_and_hearsay_names_no_source(made: Reading) -> None:
    toll = json.loads(score_line(made))["claims"][2]
    assert not {"when", "where", "source"} & set(toll)


def test_the_fullest_name_is_given(made: Reading) -> None:
    first = made.claims[0]
    short = replace(first.actor[0], text="Zarif")
    reading = replace(made, claims=(replace(first, actor=(short,)),))
    assert json.loads(score_line(reading))["claims"][0]["actor"][0]["text"] == "le ministre <Zarif>"


def test_a_failure_keeps_its_line(failure: Failure) -> None:
    assert json.loads(score_line(failure)) == {"id": "made-2", "claims": [], "times": []}
    assert json.loads(score_line(replace(failure, key=None)))["id"] == "made.jsonl:2"

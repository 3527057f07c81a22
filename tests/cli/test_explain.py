from __future__ import annotations

import json
from typing import Any

from sayso.reading import Reading
from sayso.records import Failure


def test_the_steps_are_shown_with_the_words(sayso: Any, reads: Any, made: Reading) -> None:
    called = reads(made)
    ended = sayso("explain", "x", "--claim", made.claims[0].id)
    assert ended.status == 0
    assert called["explain"] is True
    words = " ".join(ended.out.split())
    for piece in (
        "[rencontrés]",
        "event CONSULT",
        "because lemma rencontrer",
        "Made by fr.made.1",
        "p(claim) = 1.00",
    ):
        assert piece in words
    assert "bombardé" not in words.replace("avoir bombardé", "")


def test_without_an_id_every_claim_is_explained(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    ended = sayso("explain", "x")
    assert [claim.id in ended.out for claim in made.claims] == [True, True, True]
    assert "No steps were kept" in ended.out


def test_json(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    explained = json.loads(sayso("explain", "x", "--claim", made.claims[1].id[:17], "--json").out)
    assert [entry["claim"]["id"] for entry in explained] == [made.claims[1].id]
    assert explained[0]["words"].startswith("L'armée syrienne")


def test_an_unknown_id_is_an_error(sayso: Any, reads: Any, made: Reading) -> None:
    reads(made)
    ended = sayso("explain", "x", "--claim", "nope")
    assert ended.status == 2
    assert ended.err.startswith("[D012] x: no claim 'nope'")


def test_a_report_without_claims(sayso: Any, reads: Any, bare: Reading) -> None:
    reads(bare)
    ended = sayso("explain", "x")
    assert ended.status == 0
    assert "no claim to explain" in ended.out


def test_a_failure_ends_with_1(sayso: Any, reads: Any, failure: Failure) -> None:
    reads(failure)
    ended = sayso("explain", "x", "--claim", "c1")
    assert ended.status == 1
    assert "[D002]" in ended.err

"""Many reports: order, failures kept, the same outcome in one process and in two."""

from __future__ import annotations

import sys
import types

import pytest

from sayso.errors import DocumentError, ModelError
from sayso.read import from_text
from sayso.reading import Reading
from sayso.records import Failure
from sayso.run import run

BODY = "Le ministre a démenti mardi que des soldats aient été tués."


@pytest.fixture
def stub(monkeypatch):
    """A reader in place of the real one, which loads a parser: it reads all but what it is told to break on."""

    def read_report(report, doc=None, *, explained=False):
        if "bug" in report.text:
            raise ZeroDivisionError("un détail")
        if "document" in report.text:
            raise DocumentError("D002", report.origin or "")
        if "modèle" in report.text:
            raise ModelError("M001", "lang.toml", model="fr_core_news_md")
        return Reading(report=report)

    module = types.ModuleType("sayso.extract.pipeline")
    module.read_report = read_report
    monkeypatch.setitem(sys.modules, "sayso.extract.pipeline", module)
    monkeypatch.setattr("sayso.extract.together.parse", lambda reports: [None] * len(reports))


def reports(*texts):
    return [from_text(text, lang="fr", origin=f"o{n}", key=f"k{n}") for n, text in enumerate(texts)]


@pytest.mark.usefixtures("stub")
def test_outcomes_come_in_order_and_a_bad_report_is_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    one, two, three = reports("Un.", "Un bug.", "Un document.")
    kept = Failure(origin="x", stage="read", code="D002", message="m")
    outcomes = list(run([one, two, tmp_path / "absent.txt", three, kept, path], outlet="Le Courrier"))
    assert [o.code if isinstance(o, Failure) else "ok" for o in outcomes] == [
        "ok",
        "D011",
        "D001",
        "D002",
        "D002",
        "ok",
    ]
    assert (outcomes[1].origin, outcomes[1].key, outcomes[1].stage) == ("o1", "k1", "extract")
    assert "ZeroDivisionError: un détail" in outcomes[1].message
    assert outcomes[4] is kept
    assert outcomes[5].report.outlet == "Le Courrier"


@pytest.mark.usefixtures("stub")
def test_progress_is_told_of_every_outcome():
    told = []
    outcomes = list(run(reports("Un.", "Un bug."), progress=lambda n, outcome: told.append((n, outcome))))
    assert told == list(enumerate(outcomes, 1))


@pytest.mark.usefixtures("stub")
def test_a_missing_model_ends_the_run():
    with pytest.raises(ModelError, match="M001"):
        list(run(reports("Sans modèle.")))


@pytest.mark.usefixtures("stub")
def test_reports_are_read_as_they_are_asked_for():
    def endless():
        while True:
            yield from reports("Un.")

    outcomes = run(endless())
    assert [next(outcomes).report.key for _ in range(3)] == ["k0", "k0", "k0"]


@pytest.mark.usefixtures("stub")
def test_a_group_that_cannot_be_parsed_is_read_one_by_one(monkeypatch):
    def fail(_):
        raise ZeroDivisionError

    monkeypatch.setattr("sayso.extract.together.parse", fail)
    outcomes = list(run(reports("Un.", "Un bug.", "Un.", "Un.")))
    assert [o.code if isinstance(o, Failure) else "ok" for o in outcomes] == ["ok", "D011", "ok", "ok"]

"""The sample reports: each can be read, has a date, and says that it is a sample."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.read import from_paths
from sayso.records import Report

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix in {".txt", ".html", ".jsonl"})
REPORTS = list(from_paths(FILES))


def test_there_are_eight():
    assert len(REPORTS) == 8


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: Path(r.origin).name)
def test_a_sample_is_a_dated_french_report_of_an_invented_outlet(report):
    assert isinstance(report, Report)
    assert report.language == "fr"
    assert len(report.published or "") >= len("2015-02-12")
    assert report.outlet is None or report.outlet.startswith("Échantillon — ")
    assert 120 <= len(report.text.split()) <= 250


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_the_readme_names_every_sample(path):
    assert path.name in (SAMPLES / "README.md").read_text(encoding="utf-8")

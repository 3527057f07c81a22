"""Adding: known reports are passed over, versions replace each other, failures are kept and tried again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.desk import Desk
from sayso.reading import Reading
from sayso.records import Claim, Evidence, Failure, MadeBy, Report
from sayso.run import adding

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def fake(report: Report | Failure) -> Reading | Failure:
    """Each word "bombardé" is a claim; "cassé" breaks the reading."""
    if isinstance(report, Failure):
        return report
    if "cassé" in report.text:
        return Failure(
            origin=report.origin or "", stage="extract", code="D011", message="[D011] x", key=report.key
        )
    claims, at = [], -1
    while (at := report.text.find("bombardé", at + 1)) >= 0:
        claims.append(
            Claim(
                id=f"c{report.id[1:9]}{at}",
                report=report.id,
                start=0,
                end=len(report.text),
                trigger=Evidence(start=at, end=at + 8, text="bombardé"),
                type="ASSAULT",
                event=1,
                factuality="CT+",
                tense="past",
                made_by=MadeBy(rule="r", data="d", model="m"),
            )
        )
    return Reading(report=report, claims=tuple(claims))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    def run(inputs: Any, *, processes: int) -> Iterator[Reading | Failure]:
        yield from map(fake, inputs)

    monkeypatch.setattr(adding, "run", run)
    with Desk.open(tmp_path / "desk.db", who="t") as opened:
        yield opened


def jsonl(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


STRIKE = {
    "id": "1",
    "text": "L'armée a bombardé la ville de Kobané mardi.",
    "date": "2019-10-10",
    "source": "A",
}


def test_the_same_report_twice_is_one(desk: Desk, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", STRIKE, STRIKE)
    first = desk.add([path])
    assert (first.new, first.known, first.claims) == (1, 1, 1)
    again = desk.add([path])
    assert (again.new, again.known) == (0, 2)
    assert desk.totals()["report"] == 1


def test_ten_thousand_copies_are_one_report(desk: Desk) -> None:
    report = Report(id="r1", text="L'armée a bombardé.", published="2019", language="fr", key="k")
    done = desk.add(reports=[report] * 10_000)
    assert (done.new, done.known) == (1, 9_999)


def test_many_reprints_are_one_event_of_one_origin(desk: Desk) -> None:
    text = (
        "L'armée a bombardé la ville de Kobané mardi, selon des habitants joints au téléphone par nos soins."
    )
    reports = [
        Report(id=f"r{n}", text=text, published="2019-10-10", outlet=f"Journal {n}", language="fr")
        for n in range(60)
    ]
    desk.add(reports=reports)
    events = desk.events()
    assert (len(events), events[0].origins, len(events[0].reports)) == (1, 1, 60)


def test_a_corrected_report_is_a_new_version(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    desk.add([jsonl(path, STRIKE)])
    done = desk.add([jsonl(path, {**STRIKE, "text": "L'armée a bombardé Kobané lundi, et non mardi."})])
    assert (done.new, done.versions) == (0, 1)
    assert desk.totals()["report"] == 2
    assert len(desk.events()) == 1
    assert len(desk.events()[0].reports) == 1
    assert desk.search("lundi")
    assert not desk.search("ville")
    assert desk.add([jsonl(path, STRIKE)]).known == 1


def test_failures_are_kept_and_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = jsonl(
        tmp_path / "a.jsonl",
        STRIKE,
        {**STRIKE, "id": "2", "text": "Un mot cassé, L'armée a bombardé."},
        {"id": "3"},
    )
    done = desk.add([path])
    assert (done.new, done.failed) == (1, 2)
    assert [(f.code, n) for f, n in desk.failures()] == [("D011", 1), ("D009", 1)]
    desk.retry()
    assert sorted(n for _, n in desk.failures()) == [2, 2]
    monkeypatch.setattr(adding, "run", lambda inputs, processes: (fake(_mended(i)) for i in inputs))
    assert desk.retry().new == 1
    assert [f.code for f, _ in desk.failures()] == ["D009"]


def _mended(item: Report | Failure) -> Report | Failure:
    from dataclasses import replace

    return replace(item, text=item.text.replace("cassé", "juste")) if isinstance(item, Report) else item


def test_a_report_of_the_future_is_a_failure(desk: Desk, tmp_path: Path) -> None:
    desk.add([jsonl(tmp_path / "a.jsonl", {**STRIKE, "date": "2099-01-01"})])
    assert [f.code for f, _ in desk.failures()] == ["D015"]
    assert desk.events() == []


def test_a_report_without_a_date_is_read(desk: Desk, tmp_path: Path) -> None:
    row = {k: v for k, v in STRIKE.items() if k != "date"}
    assert desk.add([jsonl(tmp_path / "a.jsonl", row)]).new == 1
    assert desk.events()[0].first is None


def test_folders_with_all_sorts_of_things(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.txt").write_text("caché", encoding="utf-8")
    (folder / "a.txt").write_text("L'armée a bombardé la ville.", encoding="utf-8")
    (folder / "below" / "b.txt").write_text("Le maire a protesté hier.", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "empty.txt").write_bytes(b"")
    done = desk.add([folder])
    assert (done.new, done.failed) == (2, 2)
    assert {f.code for f, _ in desk.failures()} == {"D003", "D002"}


def test_an_interrupt_keeps_what_was_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [Report(id=f"r{n}", text=f"{n} bombardé", language="fr", published="2019") for n in range(5)]

    def stopped(inputs: Any, *, processes: int) -> Iterator[Reading | Failure]:
        for n, item in enumerate(inputs):
            if n == 3:
                raise KeyboardInterrupt
            yield fake(item)

    monkeypatch.setattr(adding, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        desk.add(reports=reports)
    assert desk.totals()["report"] == 3
    monkeypatch.setattr(adding, "run", lambda inputs, processes: map(fake, inputs))
    done = desk.add(reports=reports)
    assert (done.known, done.new) == (3, 2)


def test_progress_tells_how_far(desk: Desk) -> None:
    seen: list[int] = []
    reports = [Report(id=f"r{n}", text="bombardé", language="fr") for n in range(70)]
    desk.add(reports=reports, progress=lambda done: seen.append(done.seen))
    assert seen == [32, 64, 70]


def test_reading_again_keeps_decisions_and_versions(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {
        **STRIKE,
        "id": "2",
        "text": "Le pape a bombardé de questions les pèlerins à Rome.",
        "date": "2015-01-01",
    }
    desk.add([jsonl(tmp_path / "a.jsonl", STRIKE, other)])
    first, second = desk.events()
    desk.merge([first.id, second.id])
    monkeypatch.setattr(adding, "run", lambda inputs, processes: map(_renamed, inputs))
    done = desk.read_again()
    assert (done.new, done.failed) == (2, 0)
    assert len(desk.events()) == 1
    assert all(c.startswith("d") for c in desk.events()[0].claims)


def _renamed(item: Report | Failure) -> Reading | Failure:
    from dataclasses import replace

    found = fake(item)
    if isinstance(found, Failure):
        return found
    return replace(found, claims=tuple(replace(c, id="d" + c.id[1:]) for c in found.claims))

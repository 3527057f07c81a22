"""The commands of the picture: each answers people and machines, in both languages."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from synthetic import World

from sayso.cli.add import finish
from sayso.cli.session import Session
from sayso.cli.store import short
from sayso.desk import Desk
from sayso.picture import Commitment
from sayso.reading import Reading
from sayso.records import Failure
from sayso.run.adding import Added


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with a dozen reports and a failure, named by SAYSO_DB."""
    read = {r.report.id: r for r in itertools.islice(World(seed=3, per_day=6, people=20).readings(), 12)}

    def stand_in(inputs: Any, *, processes: int) -> Any:
        yield from (i if isinstance(i, Failure) else read[i.id] for i in inputs)

    monkeypatch.setattr("sayso.run.adding.run", stand_in)
    where = str(tmp_path / "desk.db")
    monkeypatch.setenv("SAYSO_DB", where)
    monkeypatch.setenv("SAYSO_USER", "rédactrice")
    lost = Failure(
        origin="x.txt", stage="read", code="D002", message="[D002] x.txt: the report is empty.", key="k"
    )
    desk = Desk.open(where)
    desk.add(reports=[*(r.report for r in read.values()), lost])
    return desk


ASKED = {
    "events": [],
    "event": ["EVENT"],
    "actors": [],
    "actor": ["ACTOR"],
    "sources": [],
    "due": ["--on", "2017-02-01"],
    "search": ["attaques"],
    "timeline": [],
    "diff": ["--since", "2020-01-01"],
    "decisions": [],
    "failures": [],
    "rebuild": [],
}


def filled(desk: Desk, arguments: list[str]) -> list[str]:
    several = next(e for e in desk.events(limit=500) if len(e.reports) > 1 and e.disagreements)
    return [{"EVENT": several.id, "ACTOR": desk.actors(limit=1)[0].name}.get(a, a) for a in arguments]


@pytest.mark.parametrize("command", list(ASKED))
@pytest.mark.parametrize("ui", ["en", "fr"])
def test_people_get_words(sayso: Any, store: Desk, command: str, ui: str) -> None:
    ended = sayso("--ui", ui, command, *filled(store, ASKED[command]))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.strip()
    assert "{" not in ended.out


@pytest.mark.parametrize("command", list(ASKED))
def test_machines_get_json(sayso: Any, store: Desk, command: str) -> None:
    ended = sayso(command, *filled(store, ASKED[command]), "--json")
    assert ended.status == 0
    found = json.loads(ended.out)
    assert found or command in ("due", "decisions")


@pytest.mark.parametrize(("ui", "words"), [("en", "Nothing failed."), ("fr", "Aucun échec.")])
def test_where_nothing_failed(
    sayso: Any, store: Desk, monkeypatch: pytest.MonkeyPatch, ui: str, words: str
) -> None:
    monkeypatch.setattr(Desk, "failures", lambda _: [])
    assert sayso("--ui", ui, "failures").out.strip() == words


def test_words_that_are_cut_say_so() -> None:
    assert short("x" * 120, 120) == "x" * 120
    assert short("x" * 121, 120) == "x" * 118 + " …"
    assert short("une phrase de plusieurs mots", 12) == "une phrase …"


@pytest.mark.parametrize(
    ("ui", "n", "words"),
    [
        ("en", 1, "1 new, 1 new version, 1 known, 1 failed; 1 claim."),
        ("en", 2, "2 new, 2 new versions, 2 known, 2 failed; 2 claims."),
        ("fr", 1, "1 nouveau, 1 nouvelle version, 1 connu, 1 en échec ; 1 énoncé."),
        ("fr", 2, "2 nouveaux, 2 nouvelles versions, 2 connus, 2 en échec ; 2 énoncés."),
    ],
)
def test_one_is_no_plural(capsys: pytest.CaptureFixture[str], ui: str, n: int, words: str) -> None:
    done = Added(new=n, versions=n, known=n, failed=n, claims=n)
    finish(done, Session(ui), json=False, max_failures=n)
    assert capsys.readouterr().out.strip() == words


def test_the_ledger_says_who_and_why(sayso: Any, store: Desk) -> None:
    event = filled(store, ["EVENT"])[0]
    words = " ".join(sayso("event", event).out.split())
    for piece in ("Ledger", "Independent origins", "Not agreed on", "Why these are one event", "prior"):
        assert piece in words


def test_a_persons_word_and_taking_it_back(sayso: Any, store: Desk) -> None:
    first, second = store.events(limit=2)
    assert "decision 1" in sayso("merge", first.id, second.id, "--note", "un seul").out
    joined = next(e for e in store.events(limit=500) if set(first.claims) <= set(e.claims))
    assert set(second.claims) <= set(joined.claims)
    assert "decision 2" in sayso("split", joined.id, *second.claims).out
    assert "decision 3" in sayso("correct", store.events(limit=1)[0].id, "status", "denied").out
    assert "decision 4" in sayso("correct", "Radio Sud", "reliability", "C").out
    listed = sayso("decisions").out
    assert "rédactrice" in listed
    assert "un seul" in " ".join(listed.split())
    for number in ("4", "3", "2", "1"):
        assert sayso("decisions", "--undo", number).status == 0
    assert {e.id for e in store.events(limit=2)} == {first.id, second.id}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["event", "e-none"], "S006"),
        (["event", "e"], "S010"),
        (["actor", "Nobody Atall"], "S006"),
        (["merge", "e-one", "e-two"], "S006"),
        (["correct", "EVENT", "colour", "red"], "S007"),
        (["decisions", "--undo", "9"], "S006"),
        (["events", "--since", "soon"], "D007"),
        (["events", "--db", "/nowhere/at/all.db"], "S001"),
    ],
)
def test_errors_have_their_code(sayso: Any, store: Desk, arguments: list[str], code: str) -> None:
    ended = sayso(*filled(store, arguments))
    assert ended.status == 2
    assert f"[{code}]" in ended.err


def test_without_a_store(sayso: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_DB", raising=False)
    ended = sayso("events", "--json")
    assert ended.status == 2
    assert json.loads(ended.err)["code"] == "S008"


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["merge", "e1"],
        ["due", "--on", "soon"],
        ["export", "--format", "csv"],
        ["export", "--format", "x"],
    ],
)
def test_wrong_usage(sayso: Any, store: Desk, arguments: list[str]) -> None:
    assert sayso(*arguments).status == 2


def test_adding_says_what_it_did(
    sayso: Any, store: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sayso.run.adding.run",
        lambda inputs, processes: (i if isinstance(i, Failure) else Reading(report=i) for i in inputs),
    )
    (tmp_path / "a.txt").write_text("Le ministre a reçu son homologue à Genève.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    ended = sayso("add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert ended.status == 1
    assert "1 new" in ended.out
    assert "1 failed" in ended.err
    again = sayso("add", str(tmp_path / "a.txt"), "--json")
    assert (again.status, json.loads(again.out)["known"]) == (0, 1)
    assert sayso("add", "--feed", "http://127.0.0.1:1/x", "--max-failures", "1").status == 0


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "geojson"])
def test_export_into_a_folder(sayso: Any, store: Desk, tmp_path: Path, form: str) -> None:
    assert sayso("export", str(tmp_path / "out"), "--format", form).status == 0
    names = {p.name for p in (tmp_path / "out").iterdir()}
    if form in ("csv", "parquet"):
        assert names == {f"{t}.{form}" for t in ("events", "ledger", "claims", "commitments", "sources")} | {
            "codebook.json"
        }
    else:
        assert len(names) == 1


def test_export_to_standard_output(sayso: Any, store: Desk) -> None:
    lines = sayso("export").out.splitlines()
    assert {json.loads(line)["id"] for line in lines} == {e.id for e in store.events(limit=500)}
    found = json.loads(sayso("export", "--format", "geojson").out)
    assert found["type"] == "FeatureCollection"
    assert all(-90 <= f["geometry"]["coordinates"][1] <= 90 for f in found["features"])


def test_export_for_the_scorer(sayso: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    read = list(itertools.islice(World(seed=5, per_day=4, people=9).readings(), 6))
    told = {
        r.report.id: replace(r, report=replace(r.report, cluster=f"story{n % 2}")) for n, r in enumerate(read)
    }
    monkeypatch.setattr("sayso.run.adding.run", lambda inputs, processes: (told[i.id] for i in inputs))
    monkeypatch.setenv("SAYSO_DB", str(tmp_path / "s.db"))
    with Desk.open(tmp_path / "s.db") as desk:
        desk.add(reports=[r.report for r in told.values()])
    rows = [json.loads(line) for line in sayso("export", "--score-format").out.splitlines()]
    assert [row["cluster"] for row in rows] == ["story0", "story1"]
    mentions = [m for row in rows for e in row["events"] for m in e["mentions"]]
    assert len(mentions) == sum(len(r.claims) for r in read)
    assert set(rows[0]["events"][0]) >= {"mentions", "ledger", "origins", "figures"}


@pytest.mark.parametrize(
    "arguments", [["events", "--type", "FOO"], ["events", "--status", "foo"], ["due", "--status", "foo"]]
)
def test_a_filter_that_nothing_can_fit_is_refused(sayso: Any, store: Desk, arguments: list[str]) -> None:
    ended = sayso(*arguments)
    assert ended.status == 2
    assert arguments[-1].lower() in ended.err.lower()


def test_a_beginning_of_several_ids_names_them(sayso: Any, store: Desk) -> None:
    ended = sayso("event", "e")
    known = sorted(e.id for e in store.events(limit=999))
    assert ", ".join(known[:6]) + " …" in ended.err
    assert known[6] not in ended.err


def test_reasons_are_said_once_under_the_commitments(
    sayso: Any, store: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {
        "type": "CONSULT", "trigger": "réunion", "by": None, "said": None, "due": None, "due_earliest": None,
        "due_latest": None, "claims": ("c1",),
    }  # fmt: skip
    told = [("e1", "late", "no_report"), ("e2", "late", "no_report"), ("e3", "kept", "told_as_done")]
    found = [Commitment(id="k", event=e, status=s, because=b, **made) for e, s, b in told]  # type: ignore[arg-type]
    monkeypatch.setattr(Desk, "due", lambda *_, **__: found)
    shown = sayso("--ui", "en", "due").out
    assert shown.count("no report of it is in the store") == 1
    assert "kept: A later report tells it as done." in shown


def test_files_about_a_folder_are_passed_over_and_named(sayso: Any, store: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("README.md", ".hidden.txt", "LICENSE", "Thumbs.db"):
        (folder / name).write_text("Ce dossier contient des articles.", encoding="utf-8")
    ended = sayso("--ui", "en", "add", str(folder))
    assert ended.status == 0
    assert "0 new" in ended.out
    for name in ("README.md", ".hidden.txt", "LICENSE", "Thumbs.db"):
        assert name in ended.err


def test_reading_a_folder_points_to_adding_it(sayso: Any, tmp_path: Path) -> None:
    ended = sayso("read", str(tmp_path))
    assert ended.status == 1
    assert "[D016]" in ended.err
    assert f"sayso add {tmp_path}" in ended.err

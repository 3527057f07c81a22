"""Files of every kind: what can be read is, what can't is a Failure with a code, and the rest goes on."""

from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read import from_bytes, from_path, from_paths
from sayso.records import Failure, Report

BODY = "Le ministre a démenti mardi que des soldats aient été tués."
HTML = (
    f"<!doctype html><html><body><article><p>{BODY}</p><p>{BODY} Il l'a répété.</p></article></body></html>"
)


def lines(*rows) -> bytes:
    return b"".join(
        (r if isinstance(r, bytes) else json.dumps(r, ensure_ascii=False).encode()) + b"\n" for r in rows
    )


def codes(outcomes) -> list[str]:
    return [o.code if isinstance(o, Failure) else "ok" for o in outcomes]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", BODY.encode(), ["ok"]),
        ("a.TXT", BODY.encode("utf-16"), ["ok"]),
        ("a.html", HTML.encode(), ["ok"]),
        ("a", HTML.encode(), ["ok"]),
        ("a", BODY.encode(), ["ok"]),
        ("a", lines({"id": 1, "text": BODY}), ["ok"]),
        ("a", json.dumps([{"id": 1, "text": BODY}]).encode(), ["ok"]),
        ("a.json", json.dumps([{"id": 1, "text": BODY}, {"id": 2}], indent=1).encode(), ["ok", "D009"]),
        ("a.json", json.dumps({"id": 1, "text": BODY}, indent=1).encode(), ["ok"]),
        ("a.json", lines({"id": 1, "text": BODY}, {"id": 2, "text": BODY}), ["ok", "ok"]),
        ("a.json", b"[]", ["D002"]),
        ("a.jsonl", b"", ["D002"]),
        ("a.txt", b"", ["D002"]),
        ("a.txt", b"%PDF-1.4", ["D003"]),
        ("a.html", b"\x89PNG", ["D003"]),
        ("a.html", b"<p>Bonjour</p>", ["D006"]),
        ("a.txt", b"The minister denied that any soldiers had been killed in the attack.", ["D008"]),
    ],
)
def test_the_name_or_the_content_tells_the_kind(tmp_path, name, data, expected):
    path = tmp_path / name
    path.write_bytes(data)
    assert codes(from_path(path)) == codes(from_bytes(data, name=name)) == expected


def test_a_bad_file_does_not_end_the_run(tmp_path):
    good, empty = tmp_path / "bon.txt", tmp_path / "vide.txt"
    good.write_text(BODY, encoding="utf-8")
    empty.touch()
    outcomes = list(
        from_paths([tmp_path / "absent.txt", empty, tmp_path, "nul\0.txt", good], outlet="Le Courrier")
    )
    assert codes(outcomes) == ["D001", "D002", "D016", "D010", "ok"]
    assert outcomes[0].origin == str(tmp_path / "absent.txt")
    assert "absent.txt" in outcomes[0].message
    assert (outcomes[-1].origin, outcomes[-1].outlet) == (str(good), "Le Courrier")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    monkeypatch.setattr(
        "pathlib.Path.open", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "denied"))
    )
    (outcome,) = from_path(path)
    assert (outcome.code, "denied" in outcome.message) == ("D010", True)


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines({"id": "a", "text": BODY}, b"{"))))
    outcomes = list(from_path("-"))
    assert codes(outcomes) == ["ok", "D009"]
    assert [o.origin for o in outcomes] == ["-:1", "-:2"]


def test_every_field_of_a_line(tmp_path):
    row = {
        "id": "x1",
        "date": "2017-07-12T18:30:00+02:00",
        "source": "Le Courrier",
        "title": "Titre",
        "lang": "fr",
        "url": "https://c.example/1",
        "cluster": 7,
        "text": BODY,
    }
    (report,) = from_bytes(lines(row), name="a.jsonl")
    assert isinstance(report, Report)
    assert (report.key, report.origin, report.published) == ("x1", "a.jsonl:1", "2017-07-12T18:30:00+02:00")
    assert (report.outlet, report.title, report.language) == ("Le Courrier", "Titre", "fr")
    assert (report.url, report.text) == ("https://c.example/1", BODY)


def test_the_other_names_of_the_fields():
    row = {"id": 5, "published": 2017, "outlet": "Le Courrier", "language": "fr-FR", "text": BODY}
    (report,) = from_bytes(lines(row), name="a.jsonl")
    assert (report.key, report.published, report.outlet, report.language) == (
        "5",
        "2017",
        "Le Courrier",
        "fr",
    )


def test_a_lines_own_word_goes_before_the_callers():
    data = lines(
        {"id": 1, "text": BODY, "date": "2017-07"}, {"id": 2, "text": BODY, "date": None, "source": ""}
    )
    first, second = from_bytes(data, name="a.jsonl", published="2018", outlet="Le Courrier")
    assert (first.published, first.outlet) == ("2017-07", "Le Courrier")
    assert (second.published, second.outlet) == ("2018", "Le Courrier")


@pytest.mark.parametrize(
    ("bad", "code", "says"),
    [
        (b"{", "D009", "line 2"),
        (b"rien", "D009", "line 2"),
        (b"[1, 2]", "D009", "it is a list"),
        (b"null", "D009", "line 2"),
        (b"[" * 100_000, "D009", "line 2"),
        (b"9" * 10_000, "D009", "line 2"),
        (b'{"id": 1}', "D009", "no 'text'"),
        (b'{"id": 1, "text": 3}', "D009", "'text' is no string"),
        (b'{"text": "Un mot."}', "D009", "no 'id'"),
        (b'{"id": 1, "text": "Un mot.", "date": ["2017"]}', "D009", "'date' is no string"),
        (b'{"id": 1, "text": " "}', "D002", "empty"),
        (b'{"id": 1, "text": "\\ud800"}', "D003", "surrogate"),
        (b'{"id": 1, "text": "Un mot.", "date": "2017-13"}', "D007", "2017-13"),
        (b'{"id": 1, "text": "Un mot.", "lang": "en"}', "D008", "'en'"),
        (b"\x89PNG", "D003", "PNG"),
    ],
)
def test_a_bad_line_is_a_failure_and_the_rest_goes_on(bad, code, says):
    good = {"id": "g", "text": BODY}
    outcomes = list(from_bytes(lines(good, bad, b"", good), name="a.jsonl"))
    assert codes(outcomes) == ["ok", code, "ok"]
    assert outcomes[1].origin == "a.jsonl:2"
    assert says in outcomes[1].message
    assert outcomes[2].origin == "a.jsonl:4"


def test_a_failure_keeps_the_lines_id():
    (outcome,) = from_bytes(lines({"id": "x7", "text": ""}), name="a.jsonl")
    assert (outcome.key, outcome.stage) == ("x7", "read")


def test_a_line_without_an_end_is_skipped_as_a_whole(monkeypatch):
    monkeypatch.setattr("sayso.read.jsonl._LINE_LIMIT", 1000)
    data = lines(b'{"id": 1, "text": "' + b"x" * 5000 + b'"}', {"id": 2, "text": BODY})
    outcomes = list(from_bytes(data, name="a.jsonl"))
    assert codes(outcomes) == ["D005", "ok"]
    assert outcomes[1].origin == "a.jsonl:2"


def test_jsonl_with_a_byte_order_mark():
    assert codes(from_bytes(b"\xef\xbb\xbf" + lines({"id": 1, "text": BODY}), name="a.jsonl")) == ["ok"]


@settings(max_examples=150)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="<>/=\"'!-pdivhtmlé {}[]:,0123\n", max_size=300).map(str.encode),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "date"]), inner)
            ),
            max_leaves=8,
        ).map(lambda value: json.dumps(value).encode()),
    ),
    st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a"]),
)
def test_any_bytes_give_reports_and_failures(data, name):
    for outcome in from_bytes(data, name=name):
        assert isinstance(outcome, (Report, Failure))

"""The library's front door."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import sayso
from sayso.errors import DocumentError
from sayso.read import from_text
from sayso.reading import Reading
from sayso.resources import PACKAGE

needs_weights = pytest.mark.skipif(
    not (PACKAGE / "model" / "weights" / "fr.trigger.npz").is_file(),
    reason="the weights are not built yet: make train",
)
TEXT = "L'armée turque a bombardé mardi des positions kurdes, selon une source militaire."


@needs_weights
def test_read() -> None:
    reading = sayso.read(TEXT, published="2019-10-10", outlet=" L'Écho ", title="Raids", lang="fr")
    assert isinstance(reading, Reading)
    report = reading.report
    assert (report.published, report.outlet, report.title, report.language, report.text) == (
        "2019-10-10",
        "L'Écho",
        "Raids",
        "fr",
        TEXT,
    )
    assert [c.type for c in reading.claims] == ["ASSAULT"]


@needs_weights
def test_read_can_be_called_whatever_was_imported_before() -> None:
    """The folder `read/` has the same name: importing it must not hide the function, in any order."""
    code = (
        "import sayso\nfirst = sayso.read\n"
        "from sayso.read import from_text\nimport sayso.read.head, sayso.run\n"
        "from sayso import read\n"
        "said = [how('Il pleut.', lang='fr').report.text for how in (first, sayso.read, read)]\n"
        "print(said, from_text('Il neige.', lang='fr').text, sayso.read.head.body_start('Il neige.'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "['Il pleut.', 'Il pleut.', 'Il pleut.'] Il neige. 0\n", done.stderr


@needs_weights
def test_read_many_is_lazy_and_keeps_the_order() -> None:
    texts = [TEXT, "Il pleut sur Nantes.", "La police a arrêté douze manifestants à Alger."]
    reports = [from_text(text, lang="fr") for text in texts]
    taken = []

    def source():
        for report in reports:
            taken.append(report.id)
            yield report

    readings = sayso.read_many(source())
    assert taken == []
    assert next(readings).report == reports[0]
    assert len(taken) == 1
    assert [r.report for r in readings] == reports[1:]
    assert list(sayso.read_many([])) == []


@needs_weights
def test_read_many_gives_what_read_gives() -> None:
    (many,) = sayso.read_many([from_text(TEXT, published="2019-10-10", lang="fr")])
    assert many == sayso.read(TEXT, published="2019-10-10", lang="fr")


@needs_weights
def test_claims_as_dicts_are_plain_json() -> None:
    reading = sayso.read(TEXT, published="2019-10-10", lang="fr")
    (row,) = reading.to_dicts()
    assert json.loads(json.dumps(row)) == row
    assert row == reading.to_dict()["claims"][0]
    assert row["trigger"] == {"start": 17, "end": 25, "text": "bombardé"}
    assert row["when"]["edtf"] == "2019-10-08"


@needs_weights
def test_a_notebook_shows_the_marked_text() -> None:
    shown = sayso.read(TEXT.replace("kurdes", "<kurdes>"), published="2019-10-10", lang="fr")._repr_html_()
    assert "bombardé" in shown
    assert "&lt;kurdes&gt;" in shown
    assert "<script" not in shown


@pytest.mark.parametrize(
    ("text", "given", "code"),
    [
        ("", {}, "D002"),
        (" \n", {}, "D002"),
        (TEXT, {"published": "le 12 juillet"}, "D007"),
        (TEXT, {"lang": "xx"}, "D008"),
        ("\ud800", {}, "D003"),
    ],
)
def test_errors_have_codes(text: str, given: dict[str, str], code: str) -> None:
    with pytest.raises(DocumentError, match=rf"^\[{code}\]"):
        sayso.read(text, **given)


def test_names_of_the_package() -> None:
    assert set(sayso.__all__) == {"Desk", "Reading", "__version__", "read", "read_many"}
    assert all(hasattr(sayso, name) for name in sayso.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = sayso.no_such_name


@needs_weights
def test_the_example_of_the_package_holds() -> None:
    import doctest

    assert doctest.testmod(sayso).failed == 0

from __future__ import annotations

import csv as stdlib_csv
import io

import pytest

from sayso.exchange import csv
from sayso.reading import Reading


@pytest.fixture
def table(made: Reading) -> list[dict[str, str]]:
    stream = io.StringIO()
    csv.write_header(stream)
    csv.write_rows(stream, made)
    return list(stdlib_csv.DictReader(io.StringIO(stream.getvalue())))


def test_one_row_a_claim(table: list[dict[str, str]]) -> None:
    assert [row["trigger"] for row in table] == ["rencontrés", "bombardé", "tués"]


def test_parties_share_a_cell_in_step_with_their_codes(table: list[dict[str, str]]) -> None:
    assert table[0]["actor"] == "le ministre <Zarif> | son homologue irakien"
    assert table[0]["actor_code"] == "IRNGOV | IRQGOV"


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (0, "edtf", "2017-07-11"),
        (0, "lat", "46.2"),
        (0, "source_kind", "unnamed"),
        (0, "cue", "Selon"),
        (1, "when", ""),
        (1, "relation", "east_of"),
        (1, "factuality", "CT-"),
        (1, "confidence", "0.75"),
        (2, "source", ""),
        (2, "figures", "killed 20 [18, 25]"),
    ],
)
def test_cells(table: list[dict[str, str]], row: int, column: str, cell: str) -> None:
    assert table[row][column] == cell


def test_no_text_can_be_run_as_a_formula(table: list[dict[str, str]]) -> None:
    assert table[0]["title"].startswith("'=HYPERLINK")
    cells = [cell for row in table for name, cell in row.items() if name not in ("lat", "lon")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_reading_without_claims_has_no_row(bare: Reading) -> None:
    assert csv.rows(bare) == []

"""The sections of bench/RESULTS.md are renewed one by one."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from results import renew


def test_what_somebody_wrote_under_a_measurement_stays(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    renew("desk", "## Desk\n\n| a | 1 |\n", page=page)
    by_hand = "Somebody else\nused the cores."
    page.write_text(
        page.read_text().replace("\n<!-- desk:end", f"\n\n{by_hand}\n\nAnd again.\n<!-- desk:end")
    )
    renew("desk", "## Desk\n\n| a | 2 |\n", page=page)
    renew("growth", "g", page=page)
    assert page.read_text().startswith(
        f"<!-- desk:begin -->\n## Desk\n\n| a | 2 |\n\n{by_hand}\n\nAnd again.\n<!-- desk:end -->\n"
    )


def test_a_section_is_renewed_and_the_others_stay(tmp_path: Path) -> None:
    page = tmp_path / "RESULTS.md"
    renew("", "# Head\n\none", page=page)
    renew("growth", "g1", page=page)
    renew("desk", "d1", page=page)
    renew("growth", "g2", page=page)
    renew("", "# Head\n\ntwo", page=page)
    assert page.read_text() == (
        "# Head\n\ntwo\n\n<!-- growth:begin -->\ng2\n<!-- growth:end -->\n\n<!-- desk:begin -->\nd1\n<!-- desk:end -->\n"
    )

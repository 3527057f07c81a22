"""The sections of bench/RESULTS.md are renewed one by one."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from results import renew


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

"""What the store wrote is read as `from_plain` reads it; what does not fit is the same error."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from synthetic import World

from sayso.errors import ExchangeError
from sayso.plain import dumps, from_plain, read, rebuilt, to_plain
from sayso.reading import Reading
from sayso.records import Claim

READINGS = list(itertools.islice(World(seed=5).readings(), 12))
CLAIMS = [claim for reading in READINGS for claim in reading.claims]


def test_it_is_the_record_that_was_written() -> None:
    assert len(CLAIMS) > 40
    for kind, record in [*((Reading, r) for r in READINGS), *((Claim, c) for c in CLAIMS)]:
        plain = to_plain(record)
        assert read(kind, dumps(plain)) == rebuilt(kind, plain) == from_plain(kind, plain) == record


@pytest.mark.parametrize(
    ("field", "value"),
    [("start", "1"), ("start", True), ("confidence", "much"), ("factuality", "PERHAPS"), ("trigger", None), ("actor", {})],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_place(field: str, value: Any) -> None:
    plain = {**to_plain(CLAIMS[0]), field: value}
    with pytest.raises(ExchangeError) as wanted:
        from_plain(Claim, plain)
    for attempt in (lambda: read(Claim, json.dumps(plain)), lambda: rebuilt(Claim, plain)):
        with pytest.raises(ExchangeError) as error:
            attempt()
        assert str(error.value) == str(wanted.value)
    assert field in str(wanted.value)

"""Which claims a person should look at first: the least certain ones of the most consequential events."""

from __future__ import annotations

import functools
import math
from typing import Any

from sayso import resources
from sayso.extract.check_model import types
from sayso.picture import Event
from sayso.records import Claim


@functools.cache
def settings() -> dict[str, Any]:
    """The weights of model/link/queue.toml."""
    return resources.toml("model/link/queue.toml")


def doubt(claim: Claim) -> float:
    """How doubtful a claim is, 0..1."""
    own = settings()["doubt"]
    found = own["base"] * (1.0 - claim.confidence)
    if claim.factuality not in ("CT+", "CT-"):
        found += own["unsure"]
    if claim.attribution is not None and claim.attribution.source is None:
        found += own["no_source"]
    return float(min(1.0, max(own["least"], found)))


def weight(event: Event) -> float:
    """How much hangs on an event; 1 is an event of one report about which nobody quarrels."""
    own = settings()["weight"]
    found = 1.0 + own["report"] * math.log2(max(1, len(event.reports)))
    found += own["origin"] * min(5, max(0, event.origins - 1))
    found += own["disputed"] if event.disagreements else 0.0
    found += own["figure"] if event.figures else 0.0
    found += own["commitment"] if event.status == "announced" else 0.0
    return float(found * settings()["quad"][str(types()[event.type]["quad"])])

"""The Admiralty grade and the status of an event: both follow from its ledger by a table that people wrote.

`model/link/grades.toml` holds the rules; the first that fits decides, and its id is the reason that is shown.
Source: NATO AJP-2.1, the Admiralty System (reliability A-F, credibility 1-6).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sayso import resources
from sayso.link.ledger import asserts, denies
from sayso.picture import EventStatus, Grade, Voice
from sayso.records import Tense

UNKNOWN = "F"


@functools.cache
def rules() -> dict[str, Any]:
    """The tables of credibility and status."""
    return resources.toml("model/link/grades.toml")


def facts(voices: Sequence[Voice], tense: Tense) -> dict[str, object]:
    """What the rules look at."""
    said = [v for v in voices if asserts(v)]
    sure = [v for v in said if v.factuality == "CT+"]
    against = [v for v in voices if denies(v)]
    return {
        "origins": len({v.origin for v in said}),
        "asserted": bool(said),
        "certain": bool(sure),
        "named": any(v.kind == "named" for v in said),
        "own_voice": any(v.source is None for v in sure),
        "denied": bool(against),
        "denied_by_party": any(v.side in ("party", "other_side") for v in against),
        "confirmed": any(v.stance == "confirms" for v in said),
        "confirmed_by_party": any(v.stance == "confirms" and v.side == "party" for v in said),
        "confirmed_by_other_side": any(v.stance == "confirms" and v.side == "other_side" for v in said),
        "confirmed_by_outsider": any(v.stance == "confirms" and v.side == "outsider" for v in said),
        "future": tense == "future",
    }


def grade(voices: Sequence[Voice], tense: Tense, letters: Sequence[str] = ()) -> Grade:
    """The grade of an event.

    Args:
        voices: Its ledger.
        tense: Seen from its reports.
        letters: What people gave the sources and outlets that assert it.
    """
    found = facts(voices, tense)
    rule = next(r for r in rules()["credibility"] if fits(r.get("when", {}), found))
    return Grade(reliability=min(letters, default=UNKNOWN), credibility=rule["grade"], because=(rule["id"],))


def status(voices: Sequence[Voice], tense: Tense) -> EventStatus:
    """What the picture says of an event in a word."""
    found = facts(voices, tense)
    return cast(EventStatus, next(r["status"] for r in rules()["status"] if fits(r.get("when", {}), found)))


def fits(when: Mapping[str, object], found: Mapping[str, object]) -> bool:
    """Do the facts meet every condition?  `min_X` is a least number; a list of names is met by any of them."""
    for name, wanted in when.items():
        if name == "any":
            if not any(found[key] for key in cast(list[str], wanted)):
                return False
        elif name.startswith("min_"):
            if cast(int, found[name[4:]]) < cast(int, wanted):
                return False
        elif found[name] != wanted:
            return False
    return True


def stance_of(voices: Sequence[Voice]) -> str:
    """The one stance that says most about several lines of one source, by the order of the table."""
    order: list[str] = rules()["stance"]["order"]
    return min((v.stance for v in voices), key=order.index)

"""The lines that a scorer of coded reports reads: one report a line, only what the gold annotation has.

`{"id", "claims": [{"trigger": [start, end], "type", "factuality", "tense", "event", "actor": [{"text",
"code"}], "recipient": […], "when", "where", "source"}], "times": [{"start", "end", "edtf"}]}`; `when`,
`where` and `source` are left out where the claim has none.  `text` of a party or source is its fullest name.
A report that could not be read has no claims, so that lines and reports stay in step.
"""

from __future__ import annotations

from typing import Any

from sayso.exchange.json import dumps
from sayso.reading import Reading
from sayso.records import Attribution, Claim, Failure, Party


def score_line(outcome: Reading | Failure) -> str:
    """One report in the scorer's form; `id` is the id that its file gave it, else the report's own."""
    if isinstance(outcome, Failure):
        return dumps({"id": outcome.key or outcome.origin, "claims": [], "times": []})
    return dumps(
        {
            "id": outcome.report.key or outcome.report.id,
            "claims": [coded(claim) for claim in outcome.claims],
            "times": [{"start": t.start, "end": t.end, "edtf": t.edtf} for t in outcome.times],
        }
    )


def coded(claim: Claim) -> dict[str, Any]:
    """One claim in the scorer's form."""
    found: dict[str, Any] = {
        "trigger": [claim.trigger.start, claim.trigger.end],
        "type": claim.type,
        "factuality": claim.factuality,
        "tense": claim.tense,
        "event": claim.event,
        "actor": [_party(party) for party in claim.actor],
        "recipient": [_party(party) for party in claim.recipient],
    }
    if claim.when is not None:
        found["when"] = {"text": claim.when.text, "edtf": plain_edtf(claim.when.edtf)}
    if claim.where is not None:
        found["where"] = {"text": claim.where.text, "country": claim.where.country}
    if (source := _source(claim.attribution)) is not None:
        found["source"] = source
    return found


def plain_edtf(value: str | None) -> str | None:
    """A value as the annotation guide writes it: nothing there is "about" (`~`)."""
    return value and value.replace("~", "")


def _party(party: Party) -> dict[str, str]:
    return {"text": party.name, "code": party.code}


def _source(attribution: Attribution | None) -> dict[str, str] | None:
    """Who says so; bare hearsay names nobody and counts as the report's own voice."""
    if attribution is None or attribution.source is None:
        return None
    return {
        "text": attribution.source.name,
        "kind": attribution.source.kind,
        "cue": attribution.cue.text if attribution.cue else "",
        "stance": attribution.stance,
    }

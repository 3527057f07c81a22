"""Acts to come that nobody has announced: wishes, requests, fears, conditions, questions; and when they are not due.

What says so stands before or behind the act in its clause; the words are data (`lang/<iso>/commitments.toml`).
"""

from __future__ import annotations

import functools
import re

from sayso import resources
from sayso.link.words import fold
from sayso.records import Claim, Report

_CLAUSE = re.compile(r"[.;:!?«»\"“”()•]")
_WORD = re.compile(r"[^\W_]+|,")
_NEAR = 30  # characters between a word of saying and its own date


Row = tuple[str, int, bool, re.Pattern[str]]  # class, words that it reaches, behind the act, its words


def hoped(claim: Claim, report: Report) -> str | None:
    """Why an act to come is not announced: the class of the word that says so, or None.

    Source: house rule, read off the commitments of press reports (eval/EYE.md).
    Known failure: what another sentence says.
    """
    lang = report.language or "fr"
    if report.text[claim.start : claim.end].rstrip(' \n\u00a0\u202f»"”').endswith("?"):
        return "question"
    before, behind = _around(claim, report)
    classes, but = _words(lang)
    for what, reach, follows, of_class in classes:
        near = " ".join(behind[:reach] if follows else before[-reach - 1 :])
        found = list(of_class.finditer(near))
        if found and (follows or not but.search(near, found[-1].end())):
            return what
    return None


def _around(claim: Claim, report: Report) -> tuple[list[str], list[str]]:
    """The words of its clause before an act, "^" first, and behind it."""
    before = _CLAUSE.split(report.text[claim.start : claim.trigger.start])[-1]
    behind = _CLAUSE.split(report.text[claim.trigger.end : claim.end])[0]
    return ["^", *_WORD.findall(fold(before))], _WORD.findall(fold(behind))


def days_after(claim: Claim, report: Report) -> int:
    """How many days after its date an act is: 1 for "à la veille de la manifestation"."""
    before = " ".join(_around(claim, report)[0])
    date = " ".join(_WORD.findall(fold(claim.when.text))) if claim.when else ""
    rows = resources.toml(f"lang/{report.language or 'fr'}/commitments.toml")["days_after"]
    rows = [row for row in rows if not any(word in date for word in row["words"])]  # the date has counted it
    return next((int(row["days"]) for row in rows if _behind_all(tuple(row["words"])).search(before)), 0)


def of_the_word(claim: Claim, report: Report) -> bool:
    """Is a date that of the word, not of the act ("il a dit lundi qu'il viendrait"), or outside what is reported?

    Only a date that lies about the report's own day can be; `commitments` asks for no other.
    """
    if claim.when is None or claim.attribution is None:
        return False
    if not claim.start <= claim.when.start < claim.end:
        return claim.attribution.stance == "reports"
    if claim.attribution.cue is None:
        return False
    cue = claim.attribution.cue
    if claim.attribution.stance == "announces" and claim.when.end <= cue.start < claim.trigger.start:
        return True  # "ce mardi, ils s'engagent à …"
    between = report.text[cue.end : claim.when.start] if cue.end <= claim.when.start else ""
    after = fold(report.text[claim.when.end : claim.when.end + 12])
    that = resources.toml(f"lang/{report.language or 'fr'}/commitments.toml")["that"]
    told = cue.end <= claim.when.start < claim.when.end <= claim.trigger.start and len(between) < _NEAR
    return told and any(re.match(rf"[\s,)]*{re.escape(word)}", after) for word in that)


@functools.cache
def _words(lang: str) -> tuple[tuple[Row, ...], re.Pattern[str]]:
    """The classes, and what takes them back."""
    rows = resources.toml(f"lang/{lang}/commitments.toml")
    classes = (
        (row["what"], row["reach"], row.get("behind", False), _any(row["words"], row.get("after")))
        for row in rows["not"]
    )
    return tuple(classes), _any(rows["but"])


@functools.cache
def _behind_all(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words, with nothing but an adjective or two between them and the act."""
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, words))})(?: \w+){{0,2}}$")


def _any(words: list[str], after: list[str] | None = None) -> re.Pattern[str]:
    """Any of some words, behind any of others where there are some; their text is words parted by blanks."""
    before = f"(?:{'|'.join(map(re.escape, after))}) " if after else ""
    each = (re.escape(word).replace(r"\*", r"\w{0,12}") for word in words)
    return re.compile(rf"(?<!\S){before}(?:{'|'.join(each)})(?!\S)")

"""Acts to come that nobody has announced: wishes, requests, fears, conditions, questions.

What says so stands before the act in its clause; the words are data (`lang/<iso>/commitments.toml`).
"""

from __future__ import annotations

import functools
import re

from sayso import resources
from sayso.link.words import fold
from sayso.records import Claim, Report

_CLAUSE = re.compile(r"[.;:!?«»\"“”()•]")
_WORD = re.compile(r"[^\W_]+|,")


Row = tuple[str, int, re.Pattern[str]]  # class, words that it reaches, its words


def hoped(claim: Claim, report: Report) -> str | None:
    """Why an act to come is not announced: the class of the word that says so, or None.

    Source: house rule, read off the commitments of press reports (eval/EYE.md).  Known failure: what stands behind the
    act ("il viendra, espère-t-on").
    """
    lang = report.language or "fr"
    if report.text[claim.start : claim.end].rstrip(' »"”').endswith("?"):
        return "question"
    clause = _CLAUSE.split(report.text[claim.start : claim.trigger.start])[-1]
    words = ["^", *_WORD.findall(fold(clause))]
    classes, but = _words(lang)
    for what, reach, of_class in classes:
        near = " ".join(words[-reach - 1 :])
        found = list(of_class.finditer(near))
        if found and not but.search(near, found[-1].end()):
            return what
    return None


@functools.cache
def _words(lang: str) -> tuple[tuple[Row, ...], re.Pattern[str]]:
    """The classes, and what takes them back."""
    rows = resources.toml(f"lang/{lang}/commitments.toml")
    classes = ((row["what"], row["reach"], _any(row["words"], row.get("after"))) for row in rows["not"])
    return tuple(classes), _any(rows["but"])


def _any(words: list[str], after: list[str] | None = None) -> re.Pattern[str]:
    """Any of some words, behind any of others where there are some; their text is words parted by blanks."""
    before = f"(?:{'|'.join(map(re.escape, after))}) " if after else ""
    each = (re.escape(word).replace(r"\*", r"\w{0,12}") for word in words)
    return re.compile(rf"(?<!\S){before}(?:{'|'.join(each)})(?!\S)")

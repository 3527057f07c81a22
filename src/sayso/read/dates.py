"""A report's date, checked at the edge: EDTF of any precision goes in, the same in one spelling comes out."""

from __future__ import annotations

import functools
import re
import warnings
from datetime import date, datetime

from sayso.errors import DocumentError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})? ?(Z|[+-]\d\d:?\d\d)?")
_LONGEST = 60  # characters; EDTF's grammar is slow on what is longer and says nothing more


def published(value: str | date | None, *, where: str = "") -> str | None:
    """Bring a report's date into EDTF.

    Args:
        value: EDTF ("2017", "2017-07", "2017-07-12", "[2017-07-05,2017-07-12]"), an ISO time with or without
            a zone, a `date` or a `datetime`; None and white space mean unknown.
        where: File or line, for messages.
    Returns:
        EDTF; a time of day has seconds, and its offset if one was given ("2017-07-12T18:30:00+02:00").
    Raises:
        DocumentError: D007, no such date, or no EDTF, or a year before 1.
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = value.strip() if isinstance(value, str) else str(value)
    if not text:
        return None
    found = normal(text)
    if found is None:
        raise DocumentError("D007", where, value=text[:_LONGEST])
    return found


def normal(text: str) -> str | None:
    """The date in one spelling; None if it is not one."""
    if not text.isascii() or len(text) > _LONGEST or text.startswith("0000"):
        return None
    if _DAY.fullmatch(text):
        return text if _day(text) else None
    if _MONTH.fullmatch(text) or (len(text) == 4 and text.isdigit()):
        return text
    if match := _TIME.fullmatch(text):
        return _time("T".join(match.group(1, 2)) + (match[3] or ""))
    return text if _edtf(text) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> str | None:
    try:
        return datetime.fromisoformat(text).isoformat(timespec="seconds")
    except ValueError:
        return None


@functools.cache
def _edtf(text: str) -> bool:
    """Does the EDTF grammar know it, and can it be the date of a report?"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the grammar's own, from building it with a newer pyparsing
        from edtf import EDTFParseException, parse_edtf

        try:
            parse_edtf(text)
        except EDTFParseException:
            return False
    if text[0] in "-Y" or "0000" in text:
        return False  # valid, but outside the calendar that days are counted in
    first, _, last = text.partition("/")
    return not (last[:1].isdigit() and first[:1].isdigit() and last < first[: len(last)])

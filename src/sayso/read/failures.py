"""What a caller says about the reports of a file, and what becomes of those that can't be read."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, cast

from sayso.errors import SaysoError
from sayso.records import Failure


class Given(TypedDict, total=False):
    """What the caller knows about the reports; see `from_text`."""

    published: str | date | None
    outlet: str | None
    title: str | None
    lang: str | None
    url: str | None


def filled(given: Given) -> Given:
    """The fields that say something."""
    return cast(Given, {field: value for field, value in given.items() if value})


def failure(error: SaysoError, *, origin: str, key: str | None = None, stage: str = "read") -> Failure:
    """The record of a report that could not be read."""
    return Failure(origin=origin, stage=stage, code=error.code, message=str(error), key=key)

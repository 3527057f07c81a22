"""Surveyed reports for the tests of the later stages."""

from __future__ import annotations

import functools
from typing import Protocol

import pytest

from sayso.extract.page import Page
from sayso.extract.survey import survey
from sayso.read import from_text


class Survey(Protocol):
    def __call__(self, text: str, published: str | None = None) -> Page: ...


@functools.cache
def _surveyed(text: str, published: str | None) -> Page:
    return survey(from_text(text, published=published, lang="fr"))


@pytest.fixture
def page() -> Survey:
    """Survey a text; pages are shared between tests and never changed."""

    def surveyed(text: str, published: str | None = None) -> Page:
        return _surveyed(text, published)

    return surveyed

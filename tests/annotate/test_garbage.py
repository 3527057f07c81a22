"""Garbage collection around a reading: off inside, as before afterwards; a Doc taken apart goes at once."""

from __future__ import annotations

import gc
import weakref

import pytest
import spacy

from sayso.annotate import plain
from sayso.annotate.garbage import uncollected


def test_it_is_off_inside_and_on_again_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


class Kept:
    """Something that a weak reference can point at."""


def test_a_doc_taken_apart_is_freed_without_the_collector() -> None:
    doc = plain(spacy.blank("fr")("Le ministre a démissionné. Il part."))
    kept = Kept()
    doc.kept["x"] = {0: kept}
    gone = weakref.ref(kept)
    del kept
    with uncollected():
        doc.take_apart()
        assert gone() is None
    assert len(doc) == 0
    assert doc.sentences == []

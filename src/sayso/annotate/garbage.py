"""Python's search for garbage, kept out of the way of a reading.

A report's tokens point at each other by the ten thousand, so the collector starts again and again while they
are all in use, and walks over the lexicons each time.  Reading goes without it and takes its tokens apart itself.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection inside, if it was on; as before afterwards."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@functools.cache
def settle() -> None:
    """Once a process, when parser and lexicons are loaded: what there is now is not searched for garbage again."""
    gc.collect()
    gc.freeze()

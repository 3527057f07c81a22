"""Who did what to whom, where, when, and on whose say-so.

    >>> import sayso
    >>> reading = sayso.read("Le ministre a démenti que des soldats aient été tués mardi.", published="2017-07-13")
    >>> [(c.type, c.factuality) for c in reading.claims]
    [('ASSAULT', 'CT-')]

The names below are loaded when they are first used: `import sayso` loads no model and no library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Reading", "__version__", "read", "read_many"]

if TYPE_CHECKING:
    from sayso.api import read, read_many
    from sayso.reading import Reading

_HOME = {"read": "sayso.api", "read_many": "sayso.api", "Reading": "sayso.reading"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'sayso' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module(_HOME[name]), name)

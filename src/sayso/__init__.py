"""Who did what to whom, where, when, and on whose say-so.

    >>> import sayso
    >>> reading = sayso.read("Le ministre a démenti que des soldats aient été tués mardi.", published="2017-07-13")
    >>> [(c.type, c.factuality) for c in reading.claims]
    [('ASSAULT', 'CT-')]

The names below are loaded when they are first used: `import sayso` loads no model and no library.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Desk", "Reading", "__version__", "read", "read_many"]

if TYPE_CHECKING:
    from sayso.api import read, read_many
    from sayso.desk import Desk
    from sayso.reading import Reading

_HOME = {"read": "sayso.api", "read_many": "sayso.api", "Reading": "sayso.reading", "Desk": "sayso.desk"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'sayso' has no attribute '{name}'")
    import importlib

    return getattr(importlib.import_module(_HOME[name]), name)


class _Folder(ModuleType):
    """The folder `read/` as a module that can be called as the function of the same name."""

    def __call__(self, *args: Any, **settings: Any) -> Any:
        from sayso.api import read

        return read(*args, **settings)


class _Front(ModuleType):
    """The package: `sayso.read` reads, whether or not the folder `read/` has been imported.

    Python writes a folder's module over the name when it is first imported, and the name is the function's too.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOME and type(value) is ModuleType:
            value.__class__ = _Folder
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Front

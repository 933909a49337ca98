"""The functions of ``scipy.special``, without what it imports for nobody here.

Beside its functions it sets itself up for other array libraries and rewrites the documentation of a hundred functions,
which takes longer than all of numpy. The functions themselves are in one compiled module, and that is loaded by itself:
the package is an empty one meanwhile. Whoever imports it later gets the real one, with the same functions.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

USED = ("bdtr", "fdtri", "ndtr", "ndtri", "stdtrit")
"""The functions that are asked for."""
_PACKAGE = "scipy.special"


@lru_cache(maxsize=1)
def special() -> Any:
    """A module with the functions that are ``USED``."""
    if _PACKAGE not in sys.modules:
        with suppress(ImportError):
            found = _functions()
            if all(hasattr(found, name) for name in USED):
                return found
    return import_module(_PACKAGE)


def _functions() -> ModuleType:
    """The compiled module. Raises ImportError where this release of scipy has another."""
    import scipy

    empty = ModuleType(_PACKAGE)
    empty.__path__ = [str(Path(folder) / "special") for folder in scipy.__path__]
    sys.modules[_PACKAGE] = empty
    try:
        return import_module(f"{_PACKAGE}._ufuncs")
    finally:
        del sys.modules[_PACKAGE]
        if vars(scipy).get("special") is empty:
            del scipy.special

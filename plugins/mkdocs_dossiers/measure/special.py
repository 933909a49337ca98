"""``scipy.special``, without what it imports for nobody here.

To work with other array libraries, it asks numpy for every public name, and numpy imports a submodule when it is asked
for: f2py, the test helpers and others, which takes as long as all of numpy itself. Nothing here uses them, so empty
modules stand in their places while it is imported. Whoever imports them later gets the real ones.
"""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType
from typing import Any

UNUSED = ("char", "ctypeslib", "f2py", "matlib", "polynomial", "rec", "testing", "typing")
"""Submodules of numpy that no function of scipy.special works with."""


@lru_cache(maxsize=1)
def special() -> Any:
    """The module ``scipy.special``."""
    import numpy as np

    empty = {name: ModuleType(f"numpy.{name}") for name in UNUSED if name not in vars(np)}
    vars(np).update(empty)
    try:
        from scipy import special as found
    finally:
        for name, module in empty.items():
            if vars(np)[name] is module:  # else somebody needed it after all, and has it
                delattr(np, name)
    return found

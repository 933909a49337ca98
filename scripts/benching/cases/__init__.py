"""One file per case; each has a ``CASE``. The file's name with dashes is the case's name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from benching.case import Case


def cases() -> dict[str, Case]:
    """Every case by name, in alphabetical order."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        case = import_module(f"{__name__}.{module.name}").CASE
        found[module.name.replace("_", "-")] = case
    return found

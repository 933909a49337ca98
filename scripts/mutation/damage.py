"""What a kind of damage is, and how the kinds are found: one file each in the folder damages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TypeAlias

from mutation.case import Case
from mutation.effort import DOCUMENT, Effort
from mutation.target import Target

Apply: TypeAlias = Callable[[Target, Random], str]
"""Does the damage and says in a few words what it did. Raises :class:`mutation.target.Nothing` where there is
nothing to damage."""
Proof: TypeAlias = Callable[[Case], str | None]
"""The reason why damage that nothing was said about is harmless, or None where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One kind. ``harmless`` are the ways in which it may be proven to do no harm.

    ``beyond`` says why a fresh checkout cannot show it once everything was forged; None where it must.
    ``summary`` is whether a forger makes the tool's own summary again. ``forges`` says that the damage itself
    rewrites the record, so that a careless author is a forger too.
    """

    apply: Apply
    efforts: tuple[Effort, ...] = DOCUMENT
    harmless: tuple[Proof, ...] = ()
    beyond: str | None = None
    summary: bool = True
    forges: bool = False


@lru_cache(maxsize=1)
def damages() -> dict[str, Damage]:
    """Every kind by name, in the order of the folder listing."""
    package = importlib.import_module("mutation.damages")
    names = sorted(entry.name for entry in pkgutil.iter_modules(package.__path__))
    return {
        name.replace("_", "-"): importlib.import_module(f"{package.__name__}.{name}").DAMAGE for name in names
    }


def about(name: str) -> str:
    """What a kind does, in one sentence: the first of its module."""
    module = importlib.import_module(f"mutation.damages.{name.replace('-', '_')}")
    return (module.__doc__ or "").partition("\n\n")[0].strip()

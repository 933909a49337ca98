"""How often Python looks for objects that only keep each other: seldom, where most of what is made is kept."""

from __future__ import annotations

import gc

SELDOM = 20_000, 50, 100
"""Objects made before the youngest are looked at, and how often that happens before older ones, and then all, are."""


def look_seldom() -> None:
    """A gate spends a twentieth of its time looking otherwise, and a served site of 1,000 dossiers a quarter."""
    gc.set_threshold(*SELDOM)

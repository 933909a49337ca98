"""The version's folder gets another name."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target, other_digit


def apply(target: Target, chance: Random) -> str:
    new = other_digit(chance, target.folder.name)
    if (target.project / new).exists():
        raise Nothing
    target.folder.rename(target.project / new)
    return f"{target.folder.name} -> {new}"


DAMAGE = Damage(apply=apply)

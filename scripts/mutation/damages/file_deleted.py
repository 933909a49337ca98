"""A raw file is deleted."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    target.file(name).unlink()
    return f"{target.datasets[name]['file']} is gone"


DAMAGE = Damage(apply=apply, efforts=ANY)

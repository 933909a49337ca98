"""A raw file is cut off somewhere."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    file = target.file(name)
    whole = file.read_bytes()
    size = int(len(whole) * chance.choice([0.0, 0.3, 0.7, 0.95, 0.999]))
    file.write_bytes(whole[:size])
    return f"{name}: {size} of {len(whole)} bytes"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""A digit of a declared digest becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import STALE
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    pointer = ("data", some(chance, list(target.datasets)), "sha256")
    old = target.yaml.source(*pointer)
    place = chance.randrange(64)
    new = chance.choice([digit for digit in "0123456789abcdef" if digit != old[place]])
    return target.set(*pointer, to=old[:place] + new + old[place + 1 :])


DAMAGE = Damage(apply=apply, efforts=STALE)

"""The raw files of two datasets change places."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    names = list(target.datasets)
    if len(names) < 2:
        raise Nothing
    one, other = chance.sample(names, 2)
    target.swap(target.file(one), target.file(other))
    return f"{one} <-> {other}"


DAMAGE = Damage(apply=apply, efforts=ANY)

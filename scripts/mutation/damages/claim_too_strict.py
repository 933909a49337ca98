"""A claim is made stricter than its evidence allows, in its sentence too."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.sentence import numbers, restate
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name, number = some(chance, [pair for pair in numbers(target) if float(pair[1])])
    factor = 0.01 if str(target.claims[name]["holds"]).startswith("<") else 100
    return restate(target, name, number, f"{float(number) * factor:.12g}")


DAMAGE = Damage(apply=apply)

"""A digit of a claim's limit becomes another, in its sentence too."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import is_supported
from mutation.sentence import numbers, restate
from mutation.target import Target, other_digit, some


def apply(target: Target, chance: Random) -> str:
    name, number = some(chance, numbers(target))
    return restate(target, name, number, other_digit(chance, number))


DAMAGE = Damage(apply=apply, harmless=(is_supported,))

"""The version inside the document becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, other_digit


def apply(target: Target, chance: Random) -> str:
    return target.set("version", to=f'"{other_digit(chance, target.data["version"])}"')


DAMAGE = Damage(apply=apply)

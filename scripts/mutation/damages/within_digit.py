"""A digit of the limit within which samples are counted becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, other_digit


def apply(target: Target, chance: Random) -> str:
    pointer = ("claims", target.claim(chance, "within"), "within")
    return target.set(*pointer, to=other_digit(chance, target.yaml.source(*pointer)))


DAMAGE = Damage(apply=apply)

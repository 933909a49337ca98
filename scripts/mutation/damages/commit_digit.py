"""A digit of the measured commit becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    old = target.data["subject"]["commit"]
    place = chance.randrange(40)
    new = chance.choice([digit for digit in "0123456789abcdef" if digit != old[place]])
    return target.set("subject", "commit", to=old[:place] + new + old[place + 1 :])


DAMAGE = Damage(apply=apply)

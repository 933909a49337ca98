"""A digit of the measured tree becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    if "tree" not in target.data["subject"]:
        raise Nothing
    old = target.yaml.source("subject", "tree")
    place = chance.randrange(40)
    new = chance.choice([digit for digit in "0123456789abcdef" if digit != old[place]])
    return target.set("subject", "tree", to=old[:place] + new + old[place + 1 :])


DAMAGE = Damage(apply=apply)

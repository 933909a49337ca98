"""The summary of a dossier claims a number that nothing backs."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    title = target.yaml.source("title").strip("\"'")
    number = chance.choice(
        ["12x faster than before", "0.2 ms at the 99th percentile", "250,000 orders per second"]
    )
    return target.set("title", to=f'"{title}, {number}"')


DAMAGE = Damage(apply=apply)

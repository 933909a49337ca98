"""A claim takes its keys from another by a merge key."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    names = list(target.claims)
    if len(names) < 2:
        raise Nothing
    place = sorted(chance.sample(range(len(names)), 2))
    first, second = names[place[0]], names[place[1]]
    text = target.yaml.text.replace(f"\n  {first}:\n", f"\n  {first}: &first\n", 1)
    merged = text.replace(f"\n  {second}:\n", f"\n  {second}:\n    <<: *first\n", 1)
    target.rewrite(merged)
    return f"claims.{second} takes from {first}"


DAMAGE = Damage(apply=apply)

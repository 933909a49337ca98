"""A step of the recipe gives no file any more, or another one."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    steps = target.data["reproduce"]["steps"]
    found = [index for index, step in enumerate(steps) if "gives" in step]
    pointer = ("reproduce", "steps", some(chance, found), "gives")
    return target.set(*pointer, to=chance.choice(["data/none.json", steps[found[0]]["gives"]]))


DAMAGE = Damage(apply=apply)

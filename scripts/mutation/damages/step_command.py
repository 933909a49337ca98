"""The command of a step of the recipe becomes another."""

from __future__ import annotations

import re
from random import Random

from mutation.damage import Damage
from mutation.target import Target, other_digit, some


def apply(target: Target, chance: Random) -> str:
    steps = target.data["reproduce"]["steps"]
    found = [index for index, step in enumerate(steps) if "gives" in step and re.search(r"\d", step["run"])]
    index = some(chance, found or list(range(len(steps))))
    pointer = ("reproduce", "steps", index, "run")
    source = target.yaml.source(*pointer)
    new = other_digit(chance, source) if re.search(r"\d", source) else "echo done"
    return target.set(*pointer, to=new)


DAMAGE = Damage(apply=apply)

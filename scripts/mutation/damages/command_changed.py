"""The command of a dataset becomes another."""

from __future__ import annotations

import re
from random import Random

from mutation.damage import Damage
from mutation.target import Target, other_digit, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    source = target.yaml.source("data", name, "command")
    new = other_digit(chance, source) if re.search(r"\d", source) else f"{source} --fast"
    return target.set("data", name, "command", to=new)


DAMAGE = Damage(apply=apply)

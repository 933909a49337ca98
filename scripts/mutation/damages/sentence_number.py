"""A number in a claim's sentence becomes another."""

from __future__ import annotations

import re
from random import Random

from mutation.damage import Damage
from mutation.target import Target, other_digit, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name, claim in target.claims.items() if re.search(r"\d", claim["says"])])
    says = target.yaml.source("claims", name, "says")
    return target.set("claims", name, "says", to=other_digit(chance, says))


DAMAGE = Damage(apply=apply)

"""A claim's metric gets an anchor, and others refer to it."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import says_the_same
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    found = [
        (one, other)
        for index, one in enumerate(target.claims)
        for other in list(target.claims)[index + 1 :]
        if target.claims[one]["metric"] == target.claims[other]["metric"]
    ]
    one, other = some(chance, found)
    later = target.yaml.replaced(("claims", other, "metric"), "*metric")
    name = target.claims[one]["metric"]
    start, end = target.yaml.lines("claims", one, "metric")
    target.rewrite(later[:start] + later[start:end].replace(name, f"&metric {name}") + later[end:])
    return f"claims.{other}.metric is that of {one}"


DAMAGE = Damage(apply=apply, harmless=(says_the_same,))

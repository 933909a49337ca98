"""A claim is held against another statistic."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some

OTHERS = ("min", "mean", "median", "p90", "p95", "p99", "p99.9", "max", "count")


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "statistic")
    old = target.claims[name]["statistic"]
    return target.set(
        "claims", name, "statistic", to=some(chance, [other for other in OTHERS if other != old])
    )


DAMAGE = Damage(apply=apply)

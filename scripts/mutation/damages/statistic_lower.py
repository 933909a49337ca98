"""A claim is held against a lower percentile, or the median instead of the mean."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some

LOWER = {
    "p99.9": "p99",
    "p99": "p95",
    "p95": "p90",
    "p90": "median",
    "mean": "median",
    "median": "min",
    "max": "p99",
}


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name, claim in target.claims.items() if claim.get("statistic") in LOWER])
    return target.set("claims", name, "statistic", to=LOWER[target.claims[name]["statistic"]])


DAMAGE = Damage(apply=apply)

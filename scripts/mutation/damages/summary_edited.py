"""A statistic in the tool's own summary becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    dataset, runs = target.runs(chance)
    key = some(
        chance, [key for key in ("min", "max", "mean", "median", "stddev", "rounds") if key in runs.summary]
    )
    old = runs.summary[key]
    runs.summary[key] = old + 1 if isinstance(old, int) else old * chance.choice([0.5, 0.9, 0.999, 1.1])
    runs.write()
    return f"{dataset}: {key} {old} -> {runs.summary[key]}"


DAMAGE = Damage(apply=apply, efforts=ANY, summary=False)

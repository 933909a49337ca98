"""A dataset names another tool than the one that wrote it."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name, dataset in target.datasets.items() if "tool" in dataset])
    return target.set(
        "data", name, "tool", to=chance.choice(["wrk 4.2.0", "pytest-benchmark 4.0.0", "hyperfine 1.19.0"])
    )


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

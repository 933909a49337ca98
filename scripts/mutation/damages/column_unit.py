"""The unit of a column becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    found = [
        (name, metric)
        for name, dataset in target.datasets.items()
        if isinstance(dataset.get("columns"), dict)
        for metric in dataset["columns"]["metrics"]
    ]
    name, metric = some(chance, found)
    pointer = ("data", name, "columns", "metrics", metric, "unit")
    old = target.yaml.source(*pointer)
    return target.set(
        *pointer, to=some(chance, [unit for unit in ("ns", "us", "ms", "s", "min", "%") if unit != old])
    )


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

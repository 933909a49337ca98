"""A metric is read from another column."""

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
    header = target.file(name).open().readline().strip().split(",")
    old = target.datasets[name]["columns"]["metrics"][metric]["column"]
    other = some(chance, [column for column in header if column != old])
    return target.set("data", name, "columns", "metrics", metric, "column", to=other)


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

"""A dataset says open load where it was closed, or the reverse, or does not say."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name, dataset in target.datasets.items() if "load" in dataset])
    if chance.random() < 0.5:
        target.rewrite(target.yaml.without("data", name, "load"))
        return f"data.{name}.load is gone"
    return target.set(
        "data", name, "load", to="open" if target.datasets[name]["load"] == "closed" else "closed"
    )


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

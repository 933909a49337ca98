"""The time a dataset was measured at becomes another."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name, dataset in target.datasets.items() if "measured" in dataset])
    made = datetime.fromisoformat(target.datasets[name]["measured"])
    hours = chance.choice([-3, -1, 1, 5, 12])
    return target.set("data", name, "measured", to=f"{made + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}")


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

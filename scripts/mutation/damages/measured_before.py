"""A dataset was measured before the measured commit was made."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from mutation.damage import Damage
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name, dataset in target.datasets.items() if "measured" in dataset])
    made = datetime.fromisoformat(target.datasets[name]["measured"])
    days = chance.choice([2, 40, 400, 4000])
    return target.set("data", name, "measured", to=f"{made - timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}")


DAMAGE = Damage(apply=apply)

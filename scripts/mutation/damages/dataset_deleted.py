"""A dataset is deleted; its file stays."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    target.rewrite(target.yaml.without("data", name))
    return f"data.{name} is gone"


DAMAGE = Damage(apply=apply)

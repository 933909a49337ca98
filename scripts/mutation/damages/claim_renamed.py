"""A claim gets another id."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import WITHHELD
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "says")
    target.rewrite(target.yaml.key_replaced(("claims", name), f"{name}-new"))
    return f"claims.{name} -> {name}-new"


DAMAGE = Damage(apply=apply, beyond=WITHHELD)

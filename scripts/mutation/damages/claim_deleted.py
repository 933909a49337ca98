"""A claim is deleted."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import WITHHELD
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    if len(target.claims) < 2:
        raise Nothing
    name = target.claim(chance, "says")
    target.rewrite(target.yaml.without("claims", name))
    return f"claims.{name} is gone"


DAMAGE = Damage(apply=apply, beyond=WITHHELD)

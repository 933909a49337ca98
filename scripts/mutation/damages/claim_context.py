"""A number in a claim's context, or the context itself, goes."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "context")
    target.rewrite(target.yaml.without("claims", name, "context"))
    return f"claims.{name}.context is gone"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

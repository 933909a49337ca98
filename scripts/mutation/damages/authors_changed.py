"""The authors become others, or go."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    if "authors" not in target.data:
        raise Nothing
    if chance.random() < 0.5:
        target.rewrite(target.yaml.without("authors"))
        return "authors are gone"
    return target.set("authors", to="[Somebody Else]")


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

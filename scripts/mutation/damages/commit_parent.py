"""The measured commit becomes its own parent."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:  # noqa: ARG001 - nothing to choose
    old = target.data["subject"]["commit"]
    parents = target.place.git("rev-list", "--parents", "-1", old).split()[1:]
    if not parents:
        raise Nothing
    return target.set("subject", "commit", to=parents[0])


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

"""A step of the recipe is deleted."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    index = chance.randrange(len(target.data["reproduce"]["steps"]))
    what = target.data["reproduce"]["steps"][index]["does"]
    target.rewrite(target.yaml.without("reproduce", "steps", index))
    return f"reproduce.steps.{index} is gone: {what}"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

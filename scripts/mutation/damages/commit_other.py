"""The measured commit becomes another one of the same history."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    old = target.data["subject"]["commit"]
    return target.set("subject", "commit", to=some(chance, [c for c in target.place.commits if c != old]))


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

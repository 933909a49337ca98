"""The measured tree becomes that of another commit."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    if "tree" not in target.data["subject"]:
        raise Nothing
    tree = target.place.git("rev-parse", f"{chance.choice(target.place.commits)}^{{tree}}").strip()
    return target.set("subject", "tree", to=tree)


DAMAGE = Damage(apply=apply)

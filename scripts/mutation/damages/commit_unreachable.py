"""The measured commit becomes one that nothing leads to."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import same_content
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    old = target.data["subject"]["commit"]
    tree = target.place.git("rev-parse", f"{chance.choice([old, 'HEAD'])}^{{tree}}").strip()
    return target.set("subject", "commit", to=target.place.dangling(tree, old))


DAMAGE = Damage(apply=apply, harmless=(same_content,))

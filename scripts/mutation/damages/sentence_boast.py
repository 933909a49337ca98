"""A claim's sentence says more than its assertion: always, every, up to, guaranteed."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import WORDS
from mutation.target import Nothing, Target

BOASTS = (
    "always",
    "every time",
    "under any load",
    "guaranteed",
    "on any machine",
    "without any exception",
    "up to 10x",
)


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "says")
    says = target.yaml.source("claims", name, "says")
    if not says.endswith("."):
        raise Nothing
    return target.set("claims", name, "says", to=f"{says[:-1]}, {chance.choice(BOASTS)}.")


DAMAGE = Damage(apply=apply, beyond=WORDS)

"""The measured repository becomes one nobody here has."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    other = chance.choice(["https://example.org/other.git", "https://example.com/order-gateway"])
    return target.set("subject", "repository", to=other)


DAMAGE = Damage(apply=apply)

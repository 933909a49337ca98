"""A dataset declares the digest of another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import STALE
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    other = some(chance, [each["sha256"] for key, each in target.datasets.items() if key != name])
    return target.set("data", name, "sha256", to=other)


DAMAGE = Damage(apply=apply, efforts=STALE)

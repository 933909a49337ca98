"""A claim stands twice under the same id."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "says")
    start, end = target.yaml.lines("claims", name)
    target.rewrite(target.yaml.text[:end] + target.yaml.text[start:end] + target.yaml.text[end:])
    return f"claims.{name} stands twice"


DAMAGE = Damage(apply=apply)

"""A key of the document stands twice."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "holds")
    _, end = target.yaml.lines("claims", name, "holds")
    target.rewrite(f"{target.yaml.text[:end]}    holds: <= 999 s\n{target.yaml.text[end:]}")
    return f"claims.{name}.holds stands twice"


DAMAGE = Damage(apply=apply)

"""A claim is made a second time under another id."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import is_repeated
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "says")
    start, end = target.yaml.lines("claims", name)
    copy = target.yaml.text[start:end].replace(f"{name}:", f"{name}-again:", 1)
    target.rewrite(target.yaml.text[:end] + copy + target.yaml.text[end:])
    return f"claims.{name}-again says the same"


DAMAGE = Damage(apply=apply, harmless=(is_repeated,))

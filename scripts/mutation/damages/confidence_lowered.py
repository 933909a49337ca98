"""A claim asks for less confidence than before."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import is_weaker
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "holds")
    new = some(chance, ["0.5", "0.6", "0.8", "0.9"])
    if "confidence" in target.claims[name]:
        return target.set("claims", name, "confidence", to=new)
    _, end = target.yaml.lines("claims", name, "holds")
    target.rewrite(f"{target.yaml.text[:end]}    confidence: {new}\n{target.yaml.text[end:]}")
    return f"claims.{name}.confidence: {new}"


DAMAGE = Damage(apply=apply, harmless=(is_weaker,))

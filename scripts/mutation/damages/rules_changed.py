"""The dossier claims to follow another ruleset."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    number = chance.choice(["0", "2", "99", "-1"])
    if "rules" in target.data:
        return target.set("rules", to=number)
    _, end = target.yaml.lines("status")
    target.rewrite(f"{target.yaml.text[:end]}rules: {number}\n{target.yaml.text[end:]}")
    return f"rules: {number}"


DAMAGE = Damage(apply=apply)

"""The comparison of a claim's limit is turned around."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "holds")
    written = str(target.claims[name]["holds"])
    sign = written.split(maxsplit=1)[0]
    other = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": ">="}.get(sign)
    if other is None:
        raise Nothing
    return target.set("claims", name, "holds", to=f'"{other}{written[len(sign) :]}"')


DAMAGE = Damage(apply=apply)

"""A character nobody sees is put into a claim's sentence."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "says")
    says = target.yaml.source("claims", name, "says")
    letter = chance.choice(["\u202e", "\u200b", "\u2066", "\u00ad", "\ufeff", "\u0007", "\u0430"])
    place = chance.randrange(1, len(says))
    target.rewrite(target.yaml.replaced(("claims", name, "says"), says[:place] + letter + says[place:]))
    return f"claims.{name}.says: U+{ord(letter):04X}"


DAMAGE = Damage(apply=apply)

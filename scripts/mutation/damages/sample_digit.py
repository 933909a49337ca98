"""A digit of one sample becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target, other_digit


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    index = chance.randrange(len(samples.rows))
    old = samples.get(samples.rows[index])
    new = float(other_digit(chance, f"{old:.9f}".rstrip("0") or "0"))
    samples.at(index, new)
    samples.save()
    return f"{dataset}: sample {index} {old} -> {new}"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

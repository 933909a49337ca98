"""All samples become the same value."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    value = samples.get(chance.choice(samples.rows))
    for index in range(len(samples.rows)):
        samples.at(index, value)
    samples.save()
    return f"{dataset}: every sample is {value}"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

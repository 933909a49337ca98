"""All samples are made smaller, or larger, by the same factor."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    factor = chance.choice([0.5, 0.9, 0.97, 1.05, 2.0])
    for index, row in enumerate(samples.rows):
        samples.at(index, samples.get(row) * factor)
    samples.save()
    return f"{dataset}: all samples times {factor}"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

"""A sample is made up and put in."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    index = chance.randrange(len(samples.rows))
    row = samples.rows[index]
    samples.rows.insert(index, samples.put(row, samples.get(row) * chance.uniform(0.5, 0.99)))
    samples.save()
    return f"{dataset}: a sample before {index}"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

"""A sample becomes impossibly large."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    index = chance.randrange(len(samples.rows))
    huge = chance.choice([1e12, 1e30])
    samples.at(index, huge)
    samples.save()
    return f"{dataset}: sample {index} is {huge}"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

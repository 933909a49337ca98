"""A sample becomes negative."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    index = chance.randrange(len(samples.rows))
    old = samples.get(samples.rows[index])
    if not old:
        raise Nothing
    samples.at(index, -old)
    samples.save()
    return f"{dataset}: sample {index} is {-old}"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""A sample becomes no number."""

from __future__ import annotations

import math
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    index = chance.randrange(len(samples.rows))
    samples.at(index, chance.choice([math.nan, math.inf, -math.inf]))
    samples.save()
    return f"{dataset}: sample {index} is {samples.get(samples.rows[index])}"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""One sample stands twice."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    index = chance.randrange(len(samples.rows))
    samples.rows.insert(index, samples.rows[index])
    samples.save()
    return f"{dataset}: sample {index} stands twice"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

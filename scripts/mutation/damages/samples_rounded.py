"""All samples are rounded to two digits."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    for index, row in enumerate(samples.rows):
        samples.at(index, float(f"{samples.get(row):.2g}"))
    samples.save()
    return f"{dataset}: two digits each"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

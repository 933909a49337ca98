"""The slowest samples become the value of the next slower ones."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    ordered = sorted(map(samples.get, samples.rows))
    limit = ordered[int(len(ordered) * chance.choice([0.9, 0.98, 0.99]))]
    for index, row in enumerate(samples.rows):
        if samples.get(row) > limit:
            samples.at(index, limit)
    samples.save()
    return f"{dataset}: nothing above {limit}"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

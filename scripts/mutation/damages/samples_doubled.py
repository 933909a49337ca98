"""Every sample stands twice, so that there seem to be twice as many."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    samples.rows = [row for row in samples.rows for _ in range(2)]
    samples.save()
    return f"{dataset}: every sample twice"


DAMAGE = Damage(apply=apply, efforts=ANY)

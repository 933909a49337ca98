"""The first half of the samples stands in place of the second, as if it had been measured twice."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    half = len(samples.rows) // 2
    samples.rows[half : 2 * half] = samples.rows[:half]
    samples.save()
    return f"{dataset}: the first {half} samples again"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

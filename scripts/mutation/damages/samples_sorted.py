"""All samples come in ascending order."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    samples.rows.sort(key=samples.get)
    samples.save()
    return f"{dataset}: {len(samples.rows)} samples sorted"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

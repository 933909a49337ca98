"""All samples come in another order."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    chance.shuffle(samples.rows)
    samples.save()
    return f"{dataset}: {len(samples.rows)} samples in another order"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

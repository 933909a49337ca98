"""The slowest samples are taken out."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    dataset, samples = target.samples(chance)
    share = chance.choice([0.001, 0.01, 0.05, 0.2])
    count = max(1, int(len(samples.rows) * share))
    limit = sorted(map(samples.get, samples.rows))[-count]
    before = len(samples.rows)
    samples.rows = [row for row in samples.rows if samples.get(row) < limit]
    if not samples.rows or len(samples.rows) == before:
        raise Nothing
    samples.save()
    return f"{dataset}: {before - len(samples.rows)} slowest of {before} gone"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

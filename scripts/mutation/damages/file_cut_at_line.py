"""A raw file in lines is cut off at the end of a line."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.reasons import FABRICATED
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, [name for name in target.datasets if target.file(name).suffix == ".csv"])
    file = target.file(name)
    lines = file.read_bytes().splitlines(keepends=True)
    kept = max(2, int(len(lines) * chance.choice([0.3, 0.7, 0.95, 0.99])))
    file.write_bytes(b"".join(lines[:kept]))
    return f"{name}: {kept} of {len(lines)} lines"


DAMAGE = Damage(apply=apply, efforts=ANY, beyond=FABRICATED)

"""A raw file says that the measured checkout had changes."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    found = [
        name for name in target.datasets if '"dirty": false' in target.file(name).read_text(errors="replace")
    ]
    name = some(chance, found)
    file = target.file(name)
    file.write_text(file.read_text().replace('"dirty": false', '"dirty": true'))
    return f"{name}: dirty"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""A file nobody declared lies among the raw data."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    name = chance.choice(
        ["data/better.csv", "data/notes.txt", "data/.hidden.json", "environments/other.txt", "extra.csv"]
    )
    (target.folder / name).write_text("series,value\na,1\n")
    return name


DAMAGE = Damage(apply=apply)

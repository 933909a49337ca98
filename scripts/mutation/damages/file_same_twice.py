"""A dataset's file is a copy of another dataset's."""

from __future__ import annotations

import shutil
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    pairs = [
        (one, other)
        for one in target.datasets
        for other in target.datasets
        if one != other and target.file(one).suffix == target.file(other).suffix
    ]
    one, other = some(chance, pairs)
    shutil.copyfile(target.file(one), target.file(other))
    return f"{other}: the file of {one}"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""An environment is that of another version."""

from __future__ import annotations

import shutil
from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    file = target.environment(chance)
    found = [
        other
        for version in target.others()
        for other in sorted((target.project / version).glob("environments/*.json"))
        if other.read_bytes() != file.read_bytes()
    ]
    other = some(chance, found)
    shutil.copyfile(other, file)
    return f"{file.name}: that of {other.parent.parent.name}"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

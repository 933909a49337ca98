"""The dossier is deleted altogether."""

from __future__ import annotations

import shutil
from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:  # noqa: ARG001 - nothing to choose
    shutil.rmtree(target.folder)
    return f"{target.name} is gone"


DAMAGE = Damage(apply=apply)

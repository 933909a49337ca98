"""The dossier's document is deleted."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:  # noqa: ARG001 - nothing to choose
    target.document.unlink()
    return "dossier.yaml is gone"


DAMAGE = Damage(apply=apply)

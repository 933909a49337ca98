"""A published dossier becomes a draft."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:  # noqa: ARG001 - nothing to choose
    return target.set("status", to="draft")


DAMAGE = Damage(apply=apply)

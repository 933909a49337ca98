"""The lines of the document end as on another system."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import says_the_same
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    end = chance.choice(["\r\n", "\r"])
    target.document.write_bytes(target.yaml.text.replace("\n", end).encode())
    return repr(end)


DAMAGE = Damage(apply=apply, harmless=(says_the_same,))

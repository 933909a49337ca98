"""The document begins with a byte order mark."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import says_the_same
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    encoding = chance.choice(["utf-8-sig", "utf-16"])
    target.document.write_bytes(target.yaml.text.encode(encoding))
    return encoding


DAMAGE = Damage(apply=apply, harmless=(says_the_same,))

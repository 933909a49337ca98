"""A digit of a recorded digest becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import STALE
from mutation.target import Nothing, Target
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    if not target.record.is_file():
        raise Nothing
    text = YamlText(target.record.read_text())
    pointer = ("versions", target.folder.name, "digest")
    old = text.source(*pointer)
    place = chance.randrange(64)
    new = chance.choice([digit for digit in "0123456789abcdef" if digit != old[place]])
    target.record.write_text(text.replaced(pointer, old[:place] + new + old[place + 1 :]))
    return f"{target.name}: digit {place}"


DAMAGE = Damage(apply=apply, efforts=STALE)

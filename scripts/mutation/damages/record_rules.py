"""A version is recorded under other rules."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    if not target.record.is_file():
        raise Nothing
    text = YamlText(target.record.read_text())
    new = chance.choice(["2", "7"])
    target.record.write_text(text.replaced(("versions", target.folder.name, "rules"), new))
    return f"rules: {new}"


DAMAGE = Damage(apply=apply)

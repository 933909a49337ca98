"""What was recorded of a version, or the whole record, is deleted."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    if not target.record.is_file():
        raise Nothing
    text = YamlText(target.record.read_text())
    if chance.random() < 0.5 and len(text.data["versions"]) > 1:
        target.record.write_text(text.without("versions", target.folder.name))
        return f"{target.name} is not recorded"
    target.record.unlink()
    return "published.yaml is gone"


DAMAGE = Damage(apply=apply)

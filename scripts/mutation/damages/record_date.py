"""The recorded day of publication becomes another."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    if not target.record.is_file():
        raise Nothing
    text = YamlText(target.record.read_text())
    pointer = ("versions", target.folder.name, "date")
    made = date.fromisoformat(text.source(*pointer).strip("\"'"))
    day = made + timedelta(days=chance.choice([-400, -1, 1, 400]))
    target.record.write_text(text.replaced(pointer, day.isoformat()))
    return f"{made} -> {day}"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY, forges=True)

"""The day an environment was captured becomes another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    file = target.environment(chance)
    text = file.read_text()
    found = re.search(r'"at": "(\d{4}-\d\d-\d\d)T', text)
    if found is None:
        raise Nothing
    days = chance.choice([-4000, -400, -90, 2, 90, 400])
    day = date.fromisoformat(found[1]) + timedelta(days=days)
    file.write_text(text.replace(found[1], day.isoformat(), 1))
    return f"{file.name}: captured {found[1]} -> {day}"


DAMAGE = Damage(apply=apply)

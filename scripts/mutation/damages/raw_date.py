"""The time a raw file names as its own becomes another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    found = []
    for name in target.datasets:
        text = target.file(name).read_text(errors="replace")
        made = re.search(r'"(?:datetime|date|timestamp)": "(\d{4}-\d\d-\d\d)', text)
        if made:
            found.append((name, made[1]))
    name, day = some(chance, found)
    file = target.file(name)
    other = date.fromisoformat(day) + timedelta(days=chance.choice([-400, -30, 30, 400]))
    file.write_text(file.read_text().replace(f'"{day}', f'"{other.isoformat()}'))
    return f"{name}: {day} -> {other}"


DAMAGE = Damage(apply=apply, efforts=ANY)

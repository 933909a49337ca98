"""A field of an environment that changes results becomes another."""

from __future__ import annotations

import json
import re
from random import Random

from mutation.damage import Damage
from mutation.fields import fields, rewritten
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target, shortly, some


def apply(target: Target, chance: Random) -> str:
    file = target.environment(chance)
    data = json.loads(file.read_text())
    group, name = some(chance, fields(data, material=True))
    entry = data["fields"][group][name]
    old = entry["value"]
    if isinstance(old, bool):
        entry["value"] = not old
    elif isinstance(old, int | float):
        entry["value"] = type(old)(old * 4)
    elif isinstance(old, str):
        entry["value"] = (
            re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), old)
            if re.search(r"\d", old)
            else f"Other {old}"
        )
    elif isinstance(old, dict) and old:
        entry["value"] = dict(list(old.items())[:-1])
    else:
        raise Nothing
    rewritten(file, data)
    return f"{file.name}: {group}.{name} {shortly(str(old), 30)} -> {shortly(str(entry['value']), 30)}"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

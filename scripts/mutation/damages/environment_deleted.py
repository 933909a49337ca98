"""A field of an environment, a group of them, or the file is deleted."""

from __future__ import annotations

import json
from random import Random

from mutation.damage import Damage
from mutation.fields import fields, rewritten
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    file = target.environment(chance)
    data = json.loads(file.read_text())
    group, name = some(chance, fields(data))
    kind = chance.choice(["field", "group", "file"])
    if kind == "file":
        file.unlink()
        return f"{file.name} is gone"
    if kind == "field":
        del data["fields"][group][name]
    else:
        del data["fields"][group]
    rewritten(file, data)
    return f"{file.name}: {group}{'.' + name if kind == 'field' else ''} is gone"


DAMAGE = Damage(apply=apply)

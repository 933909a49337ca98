"""A field of an environment is left blank, or all of them are said to be not available."""

from __future__ import annotations

import json
from random import Random

from mutation.damage import Damage
from mutation.fields import fields, rewritten
from mutation.reasons import TESTIMONY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    file = target.environment(chance)
    data = json.loads(file.read_text())
    chosen = fields(data, material=True)
    if chance.random() < 0.5:
        group, name = some(chance, chosen)
        data["fields"][group][name]["value"] = chance.choice(["", " ", "unknown", "n/a", "TODO", 0])
        what = f"{group}.{name}"
    else:
        for group, name in chosen:
            data["fields"][group][name] = {"status": "not_available", "reason": "it was not recorded"}
        what = f"{len(chosen)} fields"
    rewritten(file, data)
    return f"{file.name}: {what} blank"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

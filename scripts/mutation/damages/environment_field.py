"""A field of an environment that does not change results becomes another."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from mutation.damage import Damage
from mutation.fields import fields, rewritten
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target, shortly, some


def apply(target: Target, chance: Random) -> str:
    file = target.environment(chance)
    data = json.loads(file.read_text())
    group, name = some(chance, fields(data, material=False))
    return f"{file.name}: {group}.{name} {_other(data['fields'][group][name], chance, file, data)}"


def _other(entry: dict[str, object], chance: Random, file: Path, data: dict[str, object]) -> str:
    old = entry["value"]
    if isinstance(old, bool):
        entry["value"] = not old
    elif isinstance(old, int | float):
        entry["value"] = type(old)(old * 3 + 1)
    elif isinstance(old, str):
        entry["value"] = old[::-1] if old != old[::-1] else f"{old} {chance.randrange(10)}"
    elif isinstance(old, dict) and old:
        entry["value"] = dict(list(old.items())[:-1])
    elif isinstance(old, list) and old:
        entry["value"] = old[:-1]
    else:
        raise Nothing
    rewritten(file, data)
    return f"{shortly(str(old), 30)} -> {shortly(str(entry['value']), 30)}"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

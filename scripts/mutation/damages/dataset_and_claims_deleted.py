"""A dataset is deleted with its file, its step and every claim that rests on it."""

from __future__ import annotations

import json
import re
from random import Random

from mutation.damage import Damage
from mutation.reasons import WITHHELD
from mutation.target import Nothing, Target, some
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    if len(target.datasets) < 2:
        raise Nothing
    name = some(chance, list(target.datasets))
    file = target.datasets[name]["file"]
    text = target.yaml
    for claim, entry in target.claims.items():
        if re.search(rf"\b{re.escape(name)}\b(?!-)", json.dumps([entry.get("of"), entry.get("ratio")])):
            text = YamlText(text.without("claims", claim))
    for index, step in reversed(list(enumerate(text.data["reproduce"]["steps"]))):
        if step.get("gives") == file:
            text = YamlText(text.without("reproduce", "steps", index))
    if not text.data["claims"]:
        raise Nothing
    target.file(name).unlink()
    target.rewrite(text.without("data", name))
    return f"data.{name} and what rests on it are gone"


DAMAGE = Damage(apply=apply, beyond=WITHHELD)

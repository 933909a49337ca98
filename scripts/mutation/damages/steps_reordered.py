"""Two steps of the recipe change places."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    steps = target.data["reproduce"]["steps"]
    if len(steps) < 2:
        raise Nothing
    one, other = sorted(chance.sample(range(len(steps)), 2))
    (a, b), (c, d) = (target.yaml.lines("reproduce", "steps", index) for index in (one, other))
    text = target.yaml.text
    target.rewrite(text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:])
    return f"steps {one} and {other}"


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

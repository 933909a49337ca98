"""A comment is added to the document, or blank lines are."""

from __future__ import annotations

import re
from random import Random

from mutation.damage import Damage
from mutation.proof import says_the_same
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    lines = target.yaml.text.splitlines(keepends=True)
    index = some(chance, [index for index, line in enumerate(lines) if re.match(r"\w", line)])
    lines.insert(index, chance.choice(["# see below\n", "\n", "# holds: <= 1 ms\n"]))
    target.rewrite("".join(lines))
    return f"line {index + 1}"


DAMAGE = Damage(apply=apply, harmless=(says_the_same,))

"""A line of the document is indented by a tab."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.proof import says_the_same
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    lines = target.yaml.text.splitlines(keepends=True)
    index = some(chance, [index for index, line in enumerate(lines) if line.startswith("    ")])
    lines[index] = "\t" + lines[index].lstrip(" ")
    target.rewrite("".join(lines))
    return f"line {index + 1}"


DAMAGE = Damage(apply=apply, harmless=(says_the_same,))

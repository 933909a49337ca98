"""The commit a raw file names becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    commit = target.data["subject"]["commit"]
    found = [name for name in target.datasets if commit in target.file(name).read_text(errors="replace")]
    name = some(chance, found)
    other = some(chance, [each for each in target.place.commits if each != commit])
    file = target.file(name)
    file.write_text(file.read_text().replace(commit, other))
    return f"{name}: {commit[:12]} -> {other[:12]}"


DAMAGE = Damage(apply=apply, efforts=ANY)

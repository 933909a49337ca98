"""The recipe checks out another commit than the one that was measured."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    commit = target.data["subject"]["commit"]
    found = [index for index, step in enumerate(target.data["reproduce"]["steps"]) if commit in step["run"]]
    pointer = ("reproduce", "steps", some(chance, found), "run")
    other = some(chance, [each for each in target.place.commits if each != commit])
    return target.set(*pointer, to=target.yaml.source(*pointer).replace(commit, other))


DAMAGE = Damage(apply=apply)

"""Two columns of a CSV file change their names."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    dataset, table = target.table(chance)
    one = table.column
    other = some(chance, [index for index in range(len(table.names)) if index not in (one, table.series)])
    table.names[one], table.names[other] = table.names[other], table.names[one]
    table.save()
    return f"{dataset}: {table.names[one]} <-> {table.names[other]}"


DAMAGE = Damage(apply=apply, efforts=ANY)

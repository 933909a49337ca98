"""Two series change their names inside a CSV file."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Nothing, Target


def apply(target: Target, chance: Random) -> str:
    dataset, table = target.table(chance, with_series=True)
    column = table.series or 0
    names = sorted({row[column] for row in table.rows})
    if len(names) < 2:
        raise Nothing
    one, other = chance.sample(names, 2)
    other_name = {one: other, other: one}
    for row in table.rows:
        row[column] = other_name.get(row[column], row[column])
    table.save()
    return f"{dataset}: {one} <-> {other}"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""A finding is waived until a day that has passed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mutation.damage import Damage
from mutation.target import Target, some

TEXT = """\
schema: 1
rule: evidence/recipe
object: {object}
reason: The recipe follows with the next version.
approver: Grace Reviewer
date: {day}
expires: {expires}
"""


def apply(target: Target, chance: Random) -> str:
    steps = target.data["reproduce"]["steps"]
    index = some(chance, [index for index, step in enumerate(steps) if "gives" in step])
    dataset = next(name for name, entry in target.datasets.items() if entry["file"] == steps[index]["gives"])
    target.rewrite(target.yaml.without("reproduce", "steps", index))
    folder = target.project / "waivers"
    folder.mkdir(exist_ok=True)
    day = date.fromisoformat(target.place.day) - timedelta(days=chance.choice([40, 200, 360]))
    text = TEXT.format(
        object=f"{target.name.replace('/', '@', 1)}#{dataset}",
        day=day.isoformat(),
        expires=(day + timedelta(days=30)).isoformat(),
    )
    (folder / "recipe.yaml").write_text(text)
    return f"no step for {dataset}, waived until {day + timedelta(days=30)}"


DAMAGE = Damage(apply=apply)

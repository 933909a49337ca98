"""A finding is waived by an author of the dossier."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mutation.damage import Damage
from mutation.target import Nothing, Target, some

TEXT = """\
schema: 1
rule: evidence/recipe
object: {object}
reason: The recipe follows with the next version.
approver: {approver}
date: {day}
expires: {expires}
"""


def apply(target: Target, chance: Random) -> str:
    authors = target.data.get("authors")
    if not authors:
        raise Nothing
    steps = target.data["reproduce"]["steps"]
    index = some(chance, [index for index, step in enumerate(steps) if "gives" in step])
    dataset = next(name for name, entry in target.datasets.items() if entry["file"] == steps[index]["gives"])
    target.rewrite(target.yaml.without("reproduce", "steps", index))
    folder = target.project / "waivers"
    folder.mkdir(exist_ok=True)
    today = date.fromisoformat(target.place.day)
    text = TEXT.format(
        object=f"{target.name.replace('/', '@', 1)}#{dataset}",
        approver=chance.choice(authors),
        day=today.isoformat(),
        expires=(today + timedelta(days=90)).isoformat(),
    )
    (folder / "recipe.yaml").write_text(text)
    return f"no step for {dataset}, waived by an author"


DAMAGE = Damage(apply=apply)

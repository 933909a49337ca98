"""The measured commit becomes another one of the same history, with its tree."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import TESTIMONY
from mutation.target import Nothing, Target, some
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    old = target.data["subject"]["commit"]
    new = some(chance, [commit for commit in target.place.commits if commit != old])
    tree = target.place.git("rev-parse", f"{new}^{{tree}}").strip()
    if "tree" not in target.data["subject"]:
        raise Nothing
    what = target.set("subject", "commit", to=new)
    target.document.write_text(YamlText(target.document.read_text()).replaced(("subject", "tree"), tree))
    return what


DAMAGE = Damage(apply=apply, beyond=TESTIMONY)

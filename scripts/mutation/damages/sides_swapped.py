"""The two sides of a comparison change places."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    form = some(chance, ["ratio", "difference"])
    name = target.claim(chance, form)
    one, other = (target.yaml.source("claims", name, form, key) for key in ("of", "to"))
    target.set("claims", name, form, "of", to=other)
    text = YamlText(target.document.read_text())
    target.document.write_text(text.replaced(("claims", name, form, "to"), one))
    return f"claims.{name}.{form}: {one} <-> {other}"


DAMAGE = Damage(apply=apply)

"""The unit of a claim's limit becomes another."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.target import Target, some

OTHER = {
    "ns": "us", "us": "ms", "ms": "s", "s": "min", "min": "h", "x": "%", "%": "x", "B": "kB", "kB": "MB",
    "orders/s": "orders/ms", "requests/s": "requests/ms", "orders": "%",
}  # fmt: skip


def apply(target: Target, chance: Random) -> str:
    name = target.claim(chance, "holds")
    written = str(target.claims[name]["holds"])
    unit = written.rsplit(maxsplit=1)[-1]
    other = OTHER.get(unit) or some(chance, ["ms", "s", "%"])
    return target.set("claims", name, "holds", to=f'"{written.removesuffix(unit)}{other}"')


DAMAGE = Damage(apply=apply)

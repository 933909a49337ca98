"""The dossier's date becomes another."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from mutation.damage import Damage
from mutation.target import Target


def apply(target: Target, chance: Random) -> str:
    made = date.fromisoformat(target.data["date"])
    return target.set("date", to=(made + timedelta(days=chance.choice([-400, -10, -1, 10, 400]))).isoformat())


DAMAGE = Damage(apply=apply)

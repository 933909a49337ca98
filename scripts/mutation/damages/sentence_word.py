"""A word of a claim's sentence becomes its opposite, or another measure."""

from __future__ import annotations

from random import Random

from mutation.damage import Damage
from mutation.reasons import WORDS
from mutation.target import Target, some

OTHERS = {
    "at least": "at most", "at most": "at least", "within": "after", "faster": "slower", "below": "above",
    "median": "mean", "on average": "always", "99th": "95th", "Half of": "All", "Half": "None", "No ": "Every ",
    "None of": "One of", "95th": "99th", "orders": "trades", "percentile": "maximum", "per second": "per millisecond",
    "lost": "late", "slower": "faster", "takes": "saves", "milliseconds": "microseconds", " ms": " us", " s ": " ms ",
}  # fmt: skip


def apply(target: Target, chance: Random) -> str:
    found = [
        (name, word)
        for name, claim in target.claims.items()
        for word in OTHERS
        if claim["says"].count(word) == 1
    ]
    name, word = some(chance, found)
    says = target.yaml.source("claims", name, "says")
    return target.set("claims", name, "says", to=says.replace(word, OTHERS[word]))


DAMAGE = Damage(apply=apply, beyond=WORDS)

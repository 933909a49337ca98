"""A claim's sentence no longer says which statistic is meant."""

from __future__ import annotations

import re
from random import Random

from mutation.damage import Damage
from mutation.target import Target, some

PHRASES = (
    r"(?: at the| in the)? \d+(?:\.\d+)?(?:st|nd|rd|th) percentile", r"(?: at the| in the) median", r" on average",
    r"\bmedian ", r"\bHalf of (?:the )?",
)  # fmt: skip


def apply(target: Target, chance: Random) -> str:
    found = [
        (name, phrase)
        for name in target.claims
        for phrase in PHRASES
        if re.search(phrase, target.yaml.source("claims", name, "says"))
    ]
    name, phrase = some(chance, found)
    says = re.sub(phrase, "", target.yaml.source("claims", name, "says"))
    return target.set("claims", name, "says", to=re.sub(r" at(?=\.)", "", says))


DAMAGE = Damage(apply=apply)

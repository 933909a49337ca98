"""The processor a raw file names becomes another."""

from __future__ import annotations

import re
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    found = []
    for name in target.datasets:
        text = target.file(name).read_text(errors="replace")
        match = re.search(r'"(?:brand_raw|brand|model)": "([^"]+)"', text)
        if match:
            found.append((name, match[1]))
    name, brand = some(chance, found)
    file = target.file(name)
    other = chance.choice(["Apple M4", "Intel(R) Xeon(R) Platinum 8592+", "Neoverse-V2"])
    file.write_text(file.read_text().replace(f'"{brand}"', f'"{other}"'))
    return f"{name}: {brand} -> {other}"


DAMAGE = Damage(apply=apply, efforts=ANY)

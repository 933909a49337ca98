"""A raw file is replaced by the output of another tool."""

from __future__ import annotations

import json
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, shortly, some

TIMES = {"mean": 0.1, "stddev": 0.1, "median": 0.1, "user": 0, "system": 0, "min": 0.1, "max": 0.1}
OUTPUTS = (
    json.dumps({"results": [{"command": "true", **TIMES, "times": [0.1, 0.1], "exit_codes": [0, 0]}]}),
    "goos: linux\ngoarch: amd64\npkg: example\nBenchmarkSort-8  \t 100\t 1234 ns/op\nPASS\n",
    "name,value\nlatency,1\n",
    "This is no benchmark's output.\n",
)


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    text = chance.choice(OUTPUTS)
    target.file(name).write_text(text)
    return f"{name}: {shortly(text, 30)}"


DAMAGE = Damage(apply=apply, efforts=ANY)

"""A raw file is compressed, and the end of the compressed file is missing."""

from __future__ import annotations

import gzip
import hashlib
from random import Random

from mutation.damage import Damage
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    file = target.file(name)
    packed = gzip.compress(file.read_bytes(), mtime=0)
    other = file.with_name(f"{file.name}.gz")
    cut = chance.choice([1, 8, 100, len(packed) // 2])
    other.write_bytes(packed[:-cut])
    file.unlink()
    old = target.datasets[name]["file"]
    text = target.yaml.text.replace(old, f"{old}.gz")
    digest = hashlib.sha256(other.read_bytes()).hexdigest()
    target.rewrite(text.replace(target.datasets[name]["sha256"], digest))
    return f"{name}: {cut} of {len(packed)} bytes missing"


DAMAGE = Damage(apply=apply)

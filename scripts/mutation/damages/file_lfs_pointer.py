"""A raw file is replaced by a pointer of Git LFS."""

from __future__ import annotations

import hashlib
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    file = target.file(name)
    whole = file.read_bytes()
    digest = hashlib.sha256(whole).hexdigest()
    file.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(whole)}\n")
    return f"{name}: a pointer"


DAMAGE = Damage(apply=apply, efforts=ANY)

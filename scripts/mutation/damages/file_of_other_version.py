"""A raw file is replaced by that of another version, as if it had been measured again."""

from __future__ import annotations

import shutil
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    found = [
        (name, source)
        for name, dataset in target.datasets.items()
        for version in target.others()
        if (source := target.project / version / dataset["file"]).is_file()
        and source.read_bytes() != target.file(name).read_bytes()
    ]
    name, source = some(chance, found)
    shutil.copyfile(source, target.file(name))
    return f"{name}: the file of {source.parent.parent.name}"


DAMAGE = Damage(apply=apply, efforts=ANY)

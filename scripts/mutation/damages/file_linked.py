"""A raw file is replaced by a link, to a copy inside the dossier or to a file outside."""

from __future__ import annotations

import os
import shutil
from random import Random

from mutation.damage import Damage
from mutation.effort import ANY
from mutation.target import Target, some


def apply(target: Target, chance: Random) -> str:
    name = some(chance, list(target.datasets))
    file = target.file(name)
    inside = chance.random() < 0.5
    copy = file.with_name(f"copy-{file.name}") if inside else target.place.root / f"copy-{file.name}"
    if inside:
        shutil.copyfile(file, copy)
    file.unlink()
    file.symlink_to(os.path.relpath(copy, file.parent) if inside else "/etc/hostname")
    return f"{name}: a link to {'a copy beside it' if inside else '/etc/hostname'}"


DAMAGE = Damage(apply=apply, efforts=ANY)

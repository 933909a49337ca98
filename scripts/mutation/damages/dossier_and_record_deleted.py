"""The dossier is deleted altogether, and its record in published.yaml too."""

from __future__ import annotations

import shutil
from random import Random

from mutation.damage import Damage
from mutation.effort import Effort
from mutation.reasons import WITHHELD
from mutation.target import Nothing, Target
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:  # noqa: ARG001 - nothing to choose
    if not target.record.is_file():
        raise Nothing
    text = YamlText(target.record.read_text())
    target.record.write_text(text.without("versions", target.folder.name))
    shutil.rmtree(target.folder)
    return f"{target.name} and its record are gone"


DAMAGE = Damage(apply=apply, efforts=(Effort.FORGED,), beyond=WITHHELD)

"""The version gets another name: its folder, its document and its record."""

from __future__ import annotations

from random import Random

from mkdocs_dossiers.read.folder_digest import folder_digest
from mutation.damage import Damage
from mutation.reasons import WITHHELD
from mutation.target import Nothing, Target, some
from mutation.yaml_text import YamlText


def apply(target: Target, chance: Random) -> str:
    old = target.folder.name
    new = some(chance, [f"{old}.9", "2027.1", "1.0"])
    if (target.project / new).exists():
        raise Nothing
    target.set("version", to=f'"{new}"')
    target.folder.rename(target.project / new)
    if target.record.is_file():
        text = YamlText(target.record.read_text())
        digest = text.replaced(("versions", old, "digest"), folder_digest(target.project / new))
        target.record.write_text(YamlText(digest).key_replaced(("versions", old), f'"{new}"'))
    return f"{old} -> {new}"


DAMAGE = Damage(apply=apply, beyond=WITHHELD, forges=True)

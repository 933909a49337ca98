"""Every raw file has the digest the dossier declares."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import slip
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="I01",
    slug="integrity/sha256",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A raw file that changed since it was declared is not the one that was measured.",
    fix="Restore the file the tool wrote.",
    sources=("D02",),
    example=Example(red=(Replace("<sha256 of data/tool.json>", "a" * 64),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the digests."""
    for name, raw in context.files.items():
        declared = dossier.datasets[name].sha256
        if raw.sha256 != declared:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "sha256"),
                f"{dossier.datasets[name].file} has the SHA-256 {raw.sha256}, not {declared}."
                f"{resting_on(dossier, name)}",
                _advice(raw.sha256, declared, dossier.folder / dossier.datasets[name].file, context),
                dataset_scope(dossier, name),
            )


def _advice(found: str, declared: str, file: Path, context: Context) -> str:
    """A digest that is nearly right was mistyped; else the file is another one."""
    anew = "Only if it was measured anew: write the new digest, and the environment and commit of that run."
    if (wrong := slip(found, declared)) is not None:
        return f"{wrong}: a slip of the keyboard. Write sha256: {found}"
    committed = context.histories.own.committed(context.workspace.root / context.workspace.folder)
    if str(file) in committed.changed:
        return f"The file is not as committed: restore it with git. {anew}"
    return f"Restore the file the tool wrote. {anew}"

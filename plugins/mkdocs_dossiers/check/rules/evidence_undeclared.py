"""Every file in data/ is a dataset."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import VERSION, Add, Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E12",
    slug="evidence/undeclared",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A run that was kept but not mentioned may be the one that went badly.",
    fix="List the file under data, or remove it.",
    sources=(
        "S01",
        "D06",
        "D02",
    ),
    example=Example(red=(Add(f"{VERSION}/data/second-run.json", "{}\n"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the folder with the list."""
    folder = dossier.folder / "data"
    if not folder.is_dir() or folder.is_symlink():
        return
    declared = {dossier.document.text("data", name, "file") for name in dossier.document.section("data")}
    for file in sorted(folder.iterdir()):
        if f"data/{file.name}" not in declared:
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("data"),
                f"The file data/{file.name} is in the folder, but no dataset names it.",
                "List it under data with its digest, environment and command, or remove it.",
                dossier_scope(dossier),
            )

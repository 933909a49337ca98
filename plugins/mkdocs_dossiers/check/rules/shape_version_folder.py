"""A dossier lies in the folder of its version."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="S06",
    slug="shape/version-folder",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A reference such as project@version must lead to one place.",
    fix="Let the folder and the version have one name.",
    sources=("S05",),
    example=Example(red=(Replace('version: "1.0"', 'version: "1.1"'),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the declared version with the folder's name."""
    declared = dossier.document.text("version")
    if declared is not None and declared != dossier.version:
        yield RULE.problem(
            dossier.document,
            dossier.document.at("version"),
            f"The version is {declared!r}, but the folder is called {dossier.version!r}.",
            f'Rename the folder to {declared}, or write version: "{dossier.version}".',
            dossier_scope(dossier),
        )

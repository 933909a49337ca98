"""File names in a dossier are plain, and differ in more than case."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import VERSION, Add, Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.folder_digest import files_below

RULE = Rule(
    code="S12",
    slug="shape/file-name",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Two files whose names differ only in case are one file on half of all computers, and a name with a line "
    "break can pretend to be two.",
    fix="Use letters, digits, dots, hyphens and underscores, and one spelling.",
    sources=("S04",),
    example=Example(red=(Add(f"{VERSION}/notes.md", "One.\n"), Add(f"{VERSION}/Notes.md", "Another.\n"))),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at every file below the dossier's folder."""
    seen: dict[str, str] = {}
    for path in files_below(dossier.folder):
        other = seen.setdefault(path.casefold(), path)
        if not path.isprintable() or "\\" in path:
            yield RULE.finding(
                f"{dossier.path}/dossier.yaml",
                Position(1, 1),
                f"The name of the file {path!a} has characters that cannot be seen, or a backslash.",
                "Rename it.",
                dossier_scope(dossier),
            )
        elif other != path:
            yield RULE.finding(
                f"{dossier.path}/dossier.yaml",
                Position(1, 1),
                f"The files {other} and {path} have names that differ only in case.",
                "Rename one of them.",
                dossier_scope(dossier),
            )

"""Every environment was measured in."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import environment_scope
from mkdocs_dossiers.check.example import HOST, VERSION, Copy, Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M07",
    slug="environment/unused",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="A machine nothing was measured on is there by mistake, or instead of the one that was meant.",
    fix="Name it in the dataset that was measured there, or delete the file.",
    sources=("S01", "E05"),
    example=Example(
        red=(
            Copy(HOST, f"{VERSION}/environments/spare.json"),
            Replace('"value": "0x1"', '"value": "0x2"', f"{VERSION}/environments/spare.json"),
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for a dataset that names it."""
    entries = dossier.document.section("data").values()
    named = {str(entry.get("environment")) for entry in entries if isinstance(entry, dict)}
    for name, environment in dossier.environments.items():
        if name not in named:
            yield RULE.problem(
                environment.document,
                Position(1, 1),
                f"No dataset was measured in the environment {name}.",
                f"Write environment: {name} where it was, or delete the file.",
                environment_scope(dossier, name),
            )

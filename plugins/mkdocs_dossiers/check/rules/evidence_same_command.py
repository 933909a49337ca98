"""The command that wrote a file is the one that the recipe gives for it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.check.rules.evidence_blank import blank
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E15",
    slug="evidence/same-command",
    stage=Stage.DECLARED,
    severities=UNLESS_DRAFT,
    because="Who follows the recipe must run what the author ran, or measures something else.",
    fix="Write the command into the step as it was typed.",
    sources=("P11", "S08"),
    example=Example(
        red=(
            Replace(
                "run: pytest bench.py --benchmark-json tool.json --benchmark-save-data, gives",
                "run: pytest bench.py --benchmark-json tool.json, gives",
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for each dataset's command among the words of the step that gives its file."""
    for name, dataset in dossier.datasets.items():
        step = dossier.recipe.step_for(dataset.file)
        if (
            step is None
            or blank(dataset.command)
            or " ".join(dataset.command.split()) in " ".join(step.run.split())
        ):
            continue
        yield RULE.problem(
            dossier.document,
            dossier.document.at("data", name, "command"),
            f"The step that gives {dataset.file} does not run the command of the dataset {name}."
            f"{resting_on(dossier, name)}",
            "Make the two the same: what was typed when the file was written.",
            dataset_scope(dossier, name),
        )

"""Every claim's data can be measured again by following the recipe."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, dossier_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E09",
    slug="evidence/recipe",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A measurement nobody else can make has to be believed.",
    fix="Write the recipe, and let one of its steps give each dataset's file.",
    sources=(
        "S08",
        "ACM Artifact Review",
    ),
    example=Example(red=(Replace(", gives: data/tool.json", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the recipe, and in it for a step that yields each dataset's file."""
    document = dossier.document
    if not dossier.recipe.steps:
        yield RULE.problem(
            document,
            document.key_at("reproduce", "steps"),
            "There is no recipe, so no claim here can be reproduced.",
            "Add reproduce: with steps, each with what it does, the command it runs, and the file it gives.",
            dossier_scope(dossier),
        )
        return
    files = {document.text("data", name, "file") for name in document.section("data")}
    for name, dataset in document.section("data").items():
        file = dataset.get("file") if isinstance(dataset, dict) else None
        if isinstance(file, str) and dossier.recipe.step_for(file) is None:
            yield RULE.problem(
                document,
                document.key_at("data", name),
                f"No step of the recipe gives {file}.{resting_on(dossier, name)}",
                f"Add gives: {file} to the step that writes it.",
                dataset_scope(dossier, name),
            )
    for index, step in enumerate(dossier.recipe.steps):
        if step.gives is not None and step.gives not in files:
            yield RULE.problem(
                document,
                document.at("reproduce", "steps", index, "gives"),
                f"This step gives {step.gives}, which is no dataset's file.",
                "Name a file that is listed under data, or remove the key.",
                dossier_scope(dossier),
            )

"""The recipe says what a stranger needs, and how long each measurement takes."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="N04",
    slug="coverage/reproducible",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="Who does not know whether it takes a minute or a day, and on what, does not begin.",
    fix="Add needs: to the recipe, and minutes: to each step that gives a file.",
    sources=("S08", "cTuning artifact evaluation"),
    example=Example(red=(Replace("  needs: [Linux x86-64, Python 3.11+]\n", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for what the recipe needs, and for the minutes of each step that measures."""
    document, recipe = dossier.document, dossier.recipe
    if not recipe.steps:
        return  # evidence/recipe says so
    if not recipe.needs:
        yield RULE.problem(
            document,
            document.key_at("reproduce"),
            "The recipe does not say what it needs.",
            "Add needs: the system, the hardware and the programs that must be there before the first step.",
            dossier_scope(dossier),
            rejects=False,
        )
    for index, step in enumerate(recipe.steps):
        if step.gives is not None and step.minutes is None:
            yield RULE.problem(
                document,
                document.at("reproduce", "steps", index),
                f"The step that gives {step.gives} does not say how long it takes.",
                "Add minutes: about how long it takes.",
                dossier_scope(dossier),
                rejects=False,
            )

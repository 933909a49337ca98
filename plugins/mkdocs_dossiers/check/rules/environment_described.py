"""An environment says what changes results, or why it cannot."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import each_environment
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.environment.plausibility import nameless
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M01",
    slug="environment/described",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A machine of which nothing is known cannot be told from any other.",
    fix="Capture the machine again with dossier capture, on the machine itself.",
    sources=("E01", "S03"),
    example=Example(
        red=(
            Replace(
                '"model": {"value": "AMD EPYC", "source": "/proc/cpuinfo"}',
                '"model": {"status": "not_applicable", "reason": "it has no processor"}',
                HOST,
            ),
        ),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at the fields that change results; the schema looks for reasons where there is no value."""
    yield from each_environment(
        RULE,
        dossier,
        nameless,
        "Run dossier capture on the machine that measured, where it can read /proc and /sys.",
    )

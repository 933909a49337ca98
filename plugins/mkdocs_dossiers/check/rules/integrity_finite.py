"""Every sample is a finite number."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import RAW, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="I03",
    slug="integrity/finite",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="NaN and infinity are not measurements, and poison every statistic they are part of.",
    fix="Find out why the tool wrote them, and measure again.",
    sources=("D04",),
    example=Example(
        red=(
            Replace(
                "7.49099990571267e-06,\n                    4.717", "null,\n                    4.717", RAW
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Count what is not finite."""
    for name, raw in context.files.items():
        for series in raw.series:
            if series.not_finite:
                yield RULE.problem(
                    dossier.document,
                    dossier.document.at("data", name, "file"),
                    f"{series.not_finite:,} values of {series.metric} in {series.name} are missing, NaN or infinite.",
                    "Find out why the tool wrote them, and measure again.",
                    dataset_scope(dossier, name),
                )

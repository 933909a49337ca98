"""A reported figure and the claim that backs or contradicts it are of one kind: units that convert, one statistic."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_reported
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.reported import incomparable
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="R02",
    slug="reported/comparable",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A median says nothing about a p99, and orders per second nothing about milliseconds.",
    fix="Name a claim of the same statistic, in a unit the figure's can be converted to.",
    sources=("C04", "C09"),
    example=Example(
        red=with_reported("state: backed, claim: demo@1.0/sort-median", "unit: MB"),
        green=with_reported("state: backed, claim: demo@1.0/sort-median"),
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare unit and statistic of every figure with those of its claim."""
    document = project.reported
    claims = {claim.reference: claim for dossier in project.dossiers for claim in dossier.claims.values()}
    for report in project.reports:
        for figure in report.figures:
            claim = claims.get(figure.claim) if figure.claim is not None else None
            why = incomparable(figure, claim, project.counts) if claim is not None else None
            if document is not None and why is not None:
                pointer = ("reports", figure.place[0], "figures", figure.place[1], "claim")
                yield RULE.problem(
                    document,
                    document.at(*pointer),
                    f"{figure.claim} cannot be held against the figure. {why}",
                    RULE.fix,
                    Scope("project", project.name),
                    rejects=False,
                )

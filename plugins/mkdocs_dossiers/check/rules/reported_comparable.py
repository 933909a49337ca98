"""A reported figure and the claim that backs, contradicts or replaces it are of one kind: units, statistic."""

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
    """Compare unit and statistic of every figure with those of its claim, and of the one measured instead."""
    document = project.reported
    claims = {claim.reference: claim for dossier in project.dossiers for claim in dossier.claims.values()}
    ids = {claim.id: claim for dossier in project.sorted() for claim in dossier.claims.values()}
    for report in project.reports:
        for figure in report.figures:
            pointer = ("reports", figure.place[0], "figures", figure.place[1])
            named = [("claim", claims[figure.claim])] if figure.claim in claims else []
            named += [("instead", ids[claim]) for claim in figure.instead if claim in ids]
            for key, claim in named:
                why = incomparable(figure, claim, project.counts, counted=key == "instead")
                if document is not None and why is not None:
                    name = figure.claim if key == "claim" else claim.id
                    yield RULE.problem(
                        document,
                        document.at(*pointer, key),
                        f"{name} cannot be held against the figure. {why}",
                        RULE.fix,
                        Scope("project", project.name),
                        rejects=False,
                    )

"""What is called backed is backed by what was measured, and what is called contradicted is contradicted by it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_reported
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.reported import incomparable, inconsistent
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="R03",
    slug="reported/verdict",
    stage=Stage.JUDGED,
    severities=ERROR,
    because="A figure that evidence refutes must not borrow the look of evidence.",
    fix="Set the state the evidence gives it: backed, contradicted, or no evidence.",
    sources=("C06", "C09"),
    example=Example(
        red=with_reported("state: backed, claim: demo@1.0/sort-median", "value: 0.001"),
        green=with_reported("state: contradicted, claim: demo@1.0/sort-median", "value: 0.001"),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold every figure of the project that names a claim of this dossier against its verdict."""
    project = context.project
    document = project.reported
    if document is None:
        return
    for report in project.reports:
        for figure in report.figures:
            claim = dossier.claims.get(figure.claim.claim or "") if figure.claim is not None else None
            judgement = context.judgements.get(figure.claim) if figure.claim is not None else None
            if claim is None or judgement is None or claim.reference != figure.claim:
                continue
            if incomparable(figure, claim, project.counts) is not None:
                continue
            why = inconsistent(figure, claim, judgement, project.counts)
            if why is not None:
                pointer = ("reports", figure.place[0], "figures", figure.place[1], "state")
                yield RULE.problem(
                    document,
                    document.at(*pointer),
                    f"The figure is called {figure.state.value} by {figure.claim}. {why}",
                    RULE.fix,
                    Scope("project", project.name),
                    rejects=False,
                )

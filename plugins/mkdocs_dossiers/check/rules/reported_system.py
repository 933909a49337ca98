"""A report about another system: what is measured here neither backs nor contradicts it, it is measured instead."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_reported
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.reported import ReportedFigure, State

RULE = Rule(
    code="R05",
    slug="reported/system",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="That one system is fast shows nothing of another one, however alike they are.",
    fix="In a report with `system`, name the claim as `instead`; in a report about the project's own system, set the "
    "state that its claim gives the figure.",
    sources=("C09", "R05"),
    example=Example(
        red=with_reported("state: backed, claim: demo@1.0/sort-median", system="Another sorter"),
        green=with_reported("instead: [sort-median]", system="Another sorter"),
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at every figure, and every contradiction, that names a claim."""
    document = project.reported
    if document is None:
        return
    for place, report in enumerate(project.reports):
        found = [
            (("figures", figure.place[1], *wrong), why)
            for figure in report.figures
            for wrong, why in _wrong(figure, report.system)
        ]
        if report.system is None:
            found += [
                (("contradictions", number, "instead"), _OWN)
                for number, entry in enumerate(report.contradictions)
                if entry.instead
            ]
        for pointer, why in found:
            yield RULE.problem(
                document,
                document.at("reports", place, *pointer),
                why,
                RULE.fix,
                Scope("project", project.name),
                rejects=False,
            )


_OWN = "A claim is named as measured instead, but the report does not say that it is about another system."


def _wrong(figure: ReportedFigure, system: str | None) -> Iterator[tuple[tuple[str], str]]:
    """The key of a figure that does not go with what its report is about, and why."""
    if system is None and figure.instead:
        yield ("instead",), _OWN
    if system is not None and figure.state in (State.BACKED, State.CONTRADICTED):
        yield (
            ("state",),
            f"The figure is about another system, and is called {figure.state.value} by what was measured here.",
        )

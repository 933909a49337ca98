"""A reported figure says what its state needs: the claim that backs or contradicts it, or a reason.

What was measured instead is a claim of the project too, in whichever version, or a withdrawn one.
"""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, with_reported
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.reported import ReportedFigure, State

RULE = Rule(
    code="R01",
    slug="reported/claim",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A figure that is called backed by nothing anybody can look up is called so by nobody.",
    fix="Name a claim of this project as project@version/claim (with `instead`, its id), or give the reason; or set "
    "no evidence.",
    sources=("C09", "R05"),
    example=Example(
        red=with_reported("state: backed, claim: demo@1.0/sorting"),
        green=with_reported("state: backed, claim: demo@1.0/sort-median"),
    ),
)

_REASON = (State.WITHDRAWN, State.BY_REPORT)
_CLAIM = (State.BACKED, State.CONTRADICTED)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at every figure's state, and its claim up among the project's own."""
    document = project.reported
    if document is None:
        return
    claims = {claim.reference for dossier in project.dossiers for claim in dossier.claims.values()}
    ids = {claim.claim or "" for claim in claims}
    ids |= set(project.published.withdrawn) if project.published is not None else set()
    for place, report in enumerate(project.reports):
        instead = [(("figures", figure.place[1]), figure.instead) for figure in report.figures]
        instead += [
            (("contradictions", number), found.instead) for number, found in enumerate(report.contradictions)
        ]
        for where, named in instead:
            for number, name in enumerate(named):
                if name in ids:
                    continue
                yield RULE.problem(
                    document,
                    document.at("reports", place, *where, "instead", number),
                    f"There is no claim {name} in any version of this project.",
                    f"Claims there are: {', '.join(sorted(ids)[:5]) or 'none'}.",
                    Scope("project", project.name),
                    rejects=False,
                )
        for figure in report.figures:
            pointer = ("reports", figure.place[0], "figures", figure.place[1])
            found = _wrong(figure)
            if found is None and figure.claim is not None and figure.claim not in claims:
                names = ", ".join(sorted(str(claim) for claim in claims)[:5]) or "none"
                found = (f"There is no claim {figure.claim} in this project.", f"Claims there are: {names}.")
            if found is not None:
                at = document.at(*pointer, "claim" if figure.claim is not None else "state")
                yield RULE.problem(document, at, *found, Scope("project", project.name), rejects=False)


def _wrong(figure: ReportedFigure) -> tuple[str, str] | None:
    """What is missing or too much for a figure's state, and what to do."""
    state = figure.state.value
    if figure.state in _CLAIM and figure.claim is None:
        return (f"The figure is {state}, but not by which claim.", "Add `claim: project@version/claim`.")
    if figure.state in _REASON and figure.reason is None:
        return (f"The figure is {state}, without a reason.", "Add `reason` with a sentence.")
    if figure.state not in _CLAIM and figure.claim is not None:
        return (
            f"A claim is named, but the figure is {state!r}.",
            "Set `state: backed` or `state: contradicted`, or take the claim out.",
        )
    return None

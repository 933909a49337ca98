"""The gate's page: what was checked, by which rules, and what was found."""

from __future__ import annotations

from mkdocs_dossiers.check.families import FAMILIES
from mkdocs_dossiers.check.rule import rules
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reproduction import dossier_of
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.signed import seen, whose
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def gate(view: View) -> Page:
    """Every problem of what is shown, and every rule."""
    catalogue = [rule for rule, _ in rules()]
    problems = [problem for problem in view.report.problems if _shown(view, problem)]
    return write(
        "gate",
        view.addresses.gate,
        "The gate",
        {
            "problems": [problem for problem in problems if not _advises(problem)],
            "advice": [problem for problem in problems if _advises(problem)],
            "excuses": {"waived": "waived", "ruleset": "would fail today"},
            "waivers": view.waivers,
            "signed": [each for _, dossier in view.shown for each in seen(view, dossier).entries],
            "whose": whose(view),
            "rules": catalogue,
            "known": {rule.slug for rule in catalogue},
            "families": [
                family for family in FAMILIES.values() if any(rule.family == family for rule in catalogue)
            ],
            "ran": view.report.ran,
            "profile": view.report.profile.value,
            "rule": view.addresses.rule,
            "sources": view.addresses.sources,
            "counts": _counts(view),
            "home": view.addresses.home,
            "data": view.addresses.data,
        },
        navigation=True,
    )


def _shown(view: View, problem: Problem) -> bool:
    hidden = {
        str(dossier.reference)
        for dossier in view.report.workspace.dossiers
        if dossier.draft and not view.drafts
    }
    return dossier_of(problem.scope.dossier) not in hidden


def _advises(problem: Problem) -> bool:
    """Whether it is only said: nothing that fails, was waived, or would fail today."""
    return problem.severity is Severity.INFO and not problem.excuse


def _counts(view: View) -> dict[str, int]:
    return {
        "project": len(view.projects),
        "dossier": len(view.shown),
        "claim": sum(len(view.claims(dossier)) for _, dossier in view.shown),
        "raw file": sum(len(view.datasets(dossier)) for _, dossier in view.shown),
    }
